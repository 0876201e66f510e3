"""Bringing a city in by sheets."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from zhijia.engines.imports.applying import apply_piece, undo_piece
from zhijia.engines.imports.batches import check_batch
from zhijia.engines.imports.handling import sheet_kinds
from zhijia.engines.imports.sheets import REASON_HEAD, template_of
from zhijia.engines.imports.uploading import upload_sheet
from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.lib.shanghai import local_day
from zhijia.lib.spreadsheets import SheetToWrite, read_spreadsheet, write_workbook
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.actions import change_enterprise, change_union
from zhijia.organisation.actions.enterprises import entry_of
from zhijia.organisation.actions.unions import entry_of as union_entry_of
from zhijia.organisation.models import (
    Enterprise,
    ImportBatch,
    ImportRow,
    Person,
    Post,
    PostHolding,
    Union,
    UnionCoverage,
    User,
)
from zhijia.organisation.models.imports import ImportState
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, Figure, SmallCity
from zhijia.trail.models import Event

ENTERPRISE_HEAD = [column.label for column in sheet_kinds()["enterprises"].columns]
UNION_HEAD = [column.label for column in sheet_kinds()["unions"].columns]
TODAY = local_day(NOW)
STAFF_HEAD = [column.label for column in sheet_kinds()["staff"].columns]


def enterprise_row(seed: int, name: str = "", **other: str) -> list[str]:
    values = {
        "统一社会信用代码": synthetic_credit_code(seed),
        "名称": name or f"江海{seed}号作坊",
        "属地工会": "柳湾镇总工会",
        "行政区划": "320505",
        "行业门类": "C",
        "登记注册类型": "170",
        "职工总数": "30",
        **other,
    }
    return [values.get(label, "") for label in ENTERPRISE_HEAD]


def union_row(name: str, *, parent: str = "北塘区总工会", kind: str = "乡镇（街道）工会", **other: str) -> list[str]:
    values = {"上级工会": parent, "类别": kind, "名称": name, "行政区划": "320505", **other}
    return [values.get(label, "") for label in UNION_HEAD]


def staff_row(name: str, title: str, *, union: str = "柳湾镇总工会", **other: str) -> list[str]:
    values = {"工会": union, "姓名": name, "角色": "工会干部", "岗位名称": title, "任职日期": "2024-03-01", **other}
    return [values.get(label, "") for label in STAFF_HEAD]


def workbook(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return write_workbook([SheetToWrite("表", head, rows)])


def bring(figure: Figure, kind: str, content: bytes, *, applies: bool = True) -> ImportBatch:
    """Upload, check and apply, each in its own step as the pages do."""
    actor = figure.actor
    with scoped(actor):
        batch = upload_sheet(actor, kind=kind, filename="表.xlsx", content=content, now=NOW)
    check_batch(batch.pk, actor, now=NOW)
    while applies and apply_piece(batch.pk, actor, now=NOW):
        continue
    with scoped(actor):
        batch.refresh_from_db()
    return batch


def verdicts(batch: ImportBatch) -> list[str]:
    with scoped(BUILDER):
        return list(batch.rows.order_by("row_no").values_list("verdict", flat=True))


def reasons(batch: ImportBatch) -> str:
    with scoped(BUILDER):
        return str([(row.row_no, row.reasons) for row in batch.rows.order_by("row_no")])


def said(batch: ImportBatch) -> str:
    with scoped(BUILDER):
        return "".join(str(sentence) for row in batch.rows.all() for sentence in as_sentences(row.reasons))


def count_events(kind: str) -> int:
    with scoped(BUILDER):
        return Event.objects.filter(kind=f"organisation.{kind}").count()


def test_enterprises_come_in_with_one_event_each(city: SmallCity) -> None:
    content = workbook(ENTERPRISE_HEAD, [enterprise_row(n) for n in range(5001, 5004)])

    batch = bring(city.town_cadre, "enterprises", content)

    assert batch.state == ImportState.APPLIED
    assert verdicts(batch) == ["new"] * 3
    assert count_events("enterprise_entered") == 3
    assert count_events("import_applied") == 1


def test_the_same_file_twice_changes_nothing(city: SmallCity) -> None:
    content = workbook(ENTERPRISE_HEAD, [enterprise_row(n) for n in range(5001, 5004)])
    first = bring(city.town_cadre, "enterprises", content)

    with scoped(city.town_cadre.actor):
        again = upload_sheet(city.town_cadre.actor, kind="enterprises", filename="表.xlsx", content=content, now=NOW)

    assert again == first
    assert count_events("enterprise_entered") == 3


def test_the_same_rows_in_another_file_change_nothing(city: SmallCity) -> None:
    rows = [enterprise_row(n) for n in range(5001, 5004)]
    bring(city.town_cadre, "enterprises", workbook(ENTERPRISE_HEAD, rows))

    again = bring(city.town_cadre, "enterprises", workbook([*ENTERPRISE_HEAD, "备注"], [[*row, "x"] for row in rows]))

    assert verdicts(again) == ["same"] * 3
    assert count_events("enterprise_entered") == 3
    assert count_events("enterprise_changed") == 0


def test_a_changed_row_changes_only_what_differs(city: SmallCity) -> None:
    bring(city.town_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [enterprise_row(5001), enterprise_row(5002)]))

    batch = bring(
        city.town_cadre,
        "enterprises",
        workbook(ENTERPRISE_HEAD, [enterprise_row(5001), enterprise_row(5002, 职工总数="31人")]),
    )

    assert verdicts(batch) == ["same", "changed"]
    with scoped(BUILDER):
        event = Event.objects.get(kind="organisation.enterprise_changed")
    assert event.data == {"headcount": [30, 31]}


def test_an_offices_own_heads_are_read_and_the_log_masks_the_legal_representative(city: SmallCity) -> None:
    other = {"名称": "企业名称", "职工总数": "职工人数", "住所": "注册地址", "法定代表人": "法人代表"}
    row = enterprise_row(5001, 住所="柳湾镇青禾路8号", 法定代表人="柯清和")

    batch = bring(city.town_cadre, "enterprises", workbook([other.get(head, head) for head in ENTERPRISE_HEAD], [row]))

    assert verdicts(batch) == ["new"]
    with scoped(BUILDER):
        firm = Enterprise.objects.get(credit_code=synthetic_credit_code(5001))
        event = Event.objects.get(kind="organisation.enterprise_entered", subject_id=firm.pk)
    assert (firm.headcount, firm.address, firm.legal_representative) == (30, "柳湾镇青禾路8号", "柯清和")
    assert event.data["legal_representative"] == "柯*"


def test_an_empty_cell_or_an_absent_column_erases_nothing_and_reopens_nobody(city: SmallCity) -> None:
    actor, code = city.county_cadre.actor, synthetic_credit_code(5001)
    full = enterprise_row(5001, 女职工="9", 行业代码="17", 成立日期="2020-01-01")
    bring(city.county_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [full]))
    town = union_row("芦渡镇总工会", 简称="芦渡", 本届起="2024-03-01", 本届止="2029-03-01")
    bring(city.county_cadre, "unions", workbook(UNION_HEAD, [town]))
    with scoped(actor):
        firm, union = Enterprise.objects.get(credit_code=code), Union.objects.get(name="芦渡镇总工会")
        change_enterprise(actor, firm, entry=replace(entry_of(firm), closed_on=TODAY), now=NOW)
        change_union(actor, union, entry=replace(union_entry_of(union), closed_on=TODAY), now=NOW)
    narrow = [label for label in ENTERPRISE_HEAD if label not in ("女职工", "行业代码", "成立日期")]
    fewer = [dict(zip(ENTERPRISE_HEAD, enterprise_row(5001, 职工总数=n), strict=True)) for n in ("30", "", "31")]
    sheets = [workbook(narrow, [[row[label] for label in narrow]]) for row in fewer]

    firms = [bring(city.county_cadre, "enterprises", sheet) for sheet in sheets]
    unions = bring(city.county_cadre, "unions", workbook(UNION_HEAD, [union_row("芦渡镇总工会")]))

    assert [verdicts(batch) for batch in (*firms, unions)] == [["same"], ["same"], ["changed"], ["same"]]
    assert "不改变这一点" in reasons(firms[2])
    assert "不改变这一点" in reasons(unions)
    with scoped(BUILDER):
        firm.refresh_from_db()
        union.refresh_from_db()
    assert (firm.headcount, firm.women, firm.industry_code, firm.founded_on) == (31, 9, "17", date(2020, 1, 1))
    assert (firm.closed_on, union.closed_on) == (TODAY, TODAY)
    assert (union.short_name, union.term_to) == ("芦渡", date(2029, 3, 1))


def test_a_known_union_begins_to_cover_what_its_row_names_and_the_import_is_undone(city: SmallCity) -> None:
    actor, code = city.county_cadre.actor, city.lone.credit_code
    row = union_row("豆腐坊工会委员会", parent=city.north_town.name, kind="企业工会", 成立日期="2020-01-01")
    bring(city.county_cadre, "unions", workbook(UNION_HEAD, [row]))
    row[UNION_HEAD.index("覆盖单位信用代码")] = f"{code}、{code}"

    batch = bring(city.county_cadre, "unions", workbook(UNION_HEAD, [row]))
    again = bring(city.county_cadre, "unions", workbook([*UNION_HEAD, "备注"], [[*row, ""]]))
    with scoped(actor):
        began = list(UnionCoverage.objects.filter(enterprise=city.lone).values_list("union__name", "from_on", "to_on"))
    while undo_piece(batch.pk, actor, now=NOW):
        continue

    assert [verdicts(batch), verdicts(again)] == [["changed"], ["same"]]
    assert "从 2026年11月20日 起登记覆盖 1 家单位" in said(batch)
    assert began == [("豆腐坊工会委员会", TODAY, None)]
    assert count_events("coverage_removed") == 1
    with scoped(BUILDER):
        assert not UnionCoverage.objects.filter(enterprise=city.lone).exists()
        assert Union.objects.filter(name="豆腐坊工会委员会").exists()


def test_a_section_is_read_by_the_edition_of_its_row(city: SmallCity) -> None:
    rows = [
        enterprise_row(5001, 行业门类="批发和零售业"),
        enterprise_row(5002, 行业门类="批发和零售业", 行业分类版本="2002", 行业代码="65"),
        enterprise_row(5003, 行业门类="信息传输、计算机服务和软件业"),
    ]

    batch = bring(city.town_cadre, "enterprises", workbook(ENTERPRISE_HEAD, rows))
    again = bring(
        city.town_cadre,
        "enterprises",
        workbook(ENTERPRISE_HEAD, [enterprise_row(5002, 行业门类="批发和零售业"), enterprise_row(5001, 行业门类="f")]),
    )
    doubtful = bring(city.town_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [enterprise_row(5002, 行业门类="F")]))

    assert [verdicts(batch), verdicts(again)] == [["new", "new", "refused"], ["same", "same"]]
    assert "2017" in reasons(batch)
    assert verdicts(doubtful) == ["refused"]
    assert "请填“行业分类版本”" in reasons(doubtful)
    with scoped(BUILDER):
        kept = Enterprise.objects.filter(credit_code__in=[synthetic_credit_code(n) for n in (5001, 5002)])
        found = list(kept.order_by("credit_code").values_list("industry_section", "industry_edition"))
    assert sorted(found) == [("F", "2017"), ("H", "2002")]


def test_every_error_of_a_row_is_told(city: SmallCity) -> None:
    wrong = enterprise_row(5001, 属地工会="没有的工会", 职工总数="三十", 成立日期="昨天", 登记注册类型="999")

    batch = bring(city.town_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [wrong, enterprise_row(5002)]))

    assert verdicts(batch) == ["refused", "new"]
    told = reasons(batch)
    assert all(word in told for word in ("不是人数", "不是日期", "不在可填的范围"))


def test_a_row_twice_in_one_file_comes_in_once(city: SmallCity) -> None:
    batch = bring(
        city.town_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [enterprise_row(5001), enterprise_row(5001)])
    )

    assert verdicts(batch) == ["new", "refused"]
    assert "重复" in reasons(batch)


def test_a_code_taken_elsewhere_goes_back_without_saying_where(city: SmallCity) -> None:
    taken = enterprise_row(1, 统一社会信用代码=city.pier.credit_code)

    batch = bring(city.town_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [taken]))

    assert verdicts(batch) == ["refused"]
    assert "其他工会" in reasons(batch)
    assert "石埠" not in reasons(batch)


def test_a_sheet_writes_nothing_outside_the_scope_of_who_brings_it(city: SmallCity) -> None:
    rows = [enterprise_row(5001, 属地工会="石埠镇总工会"), enterprise_row(5002, 属地工会="北塘区总工会")]

    batch = bring(city.town_cadre, "enterprises", workbook(ENTERPRISE_HEAD, rows))

    assert verdicts(batch) == ["refused", "refused"]
    with scoped(BUILDER):
        assert Enterprise.objects.count() == 3


def test_unions_come_in_below_unions_of_the_same_sheet(city: SmallCity) -> None:
    rows = [
        union_row("芦渡镇总工会"),
        union_row(
            "芦渡豆腐坊工会委员会", parent="芦渡镇总工会", kind="企业工会", 覆盖单位信用代码=city.lone.credit_code
        ),
        union_row("豆腐坊夜班小组", parent="芦渡豆腐坊工会委员会", kind="工会小组"),
        union_row("迷路小组", parent="没有的工会", kind="工会小组"),
        union_row("放错了的镇工会", parent="芦渡镇总工会"),
    ]

    batch = bring(city.county_cadre, "unions", workbook(UNION_HEAD, rows))

    assert verdicts(batch) == ["new", "new", "new", "refused", "refused"]
    with scoped(BUILDER):
        group = Union.objects.get(name="豆腐坊夜班小组")
        assert UnionCoverage.objects.get(enterprise=city.lone).union.name == "芦渡豆腐坊工会委员会"
    assert group.depth == city.north.depth + 3


def test_posts_and_accounts_come_in_and_again_change_nothing(city: SmallCity) -> None:
    rows = [staff_row("柳甲", "组织干事", 账号名="Liu.Jia"), staff_row("柳乙", "财务", 角色="财务")]
    content = workbook(STAFF_HEAD, rows)

    first = bring(city.county_cadre, "staff", content)
    again = bring(city.county_cadre, "staff", workbook([*STAFF_HEAD, "备注"], [[*row, ""] for row in rows]))
    other = bring(city.county_cadre, "staff", workbook(STAFF_HEAD, [staff_row("柳丙", "组织干事")]))

    assert verdicts(first) == ["new", "new"]
    assert verdicts(again) == ["same", "same"]
    assert verdicts(other) == ["refused"]
    assert "柳甲" in reasons(other)
    assert not User.objects.get(username="liu.jia").has_usable_password()


def test_an_account_name_stands_for_one_person_with_any_number_of_posts(city: SmallCity) -> None:
    actor, north = city.county_cadre.actor, city.north_town.name
    first = [staff_row("柳甲", "干事", 账号名="liu.jia"), staff_row("柳甲", "财务", 角色="财务", 账号名="liu.jia")]
    later = [
        staff_row("柳甲", "经审", 角色="经审", 账号名="LIU.JIA"),
        staff_row("柳乙", "宣传", 账号名="liu.jia"),
        staff_row("柳甲", "文体"),
        staff_row("柳甲", "女工", 账号名="another.liu"),
        staff_row("柳丁", "生活"),
        staff_row("柳丁", "法律"),
    ]
    batch = bring(city.county_cadre, "staff", workbook(STAFF_HEAD, first))
    more = bring(city.county_cadre, "staff", workbook(STAFF_HEAD, later))
    with scoped(BUILDER):
        held = PostHolding.objects.filter(person__user__username="liu.jia").values_list("post__title", flat=True)
        titles, people = set(held), Person.objects.filter(name="柳甲").count()
    told = said(more)

    undone = [undo_piece(more.pk, actor, now=NOW), undo_piece(more.pk, actor, now=NOW)]
    events_left = (count_events("holding_removed"), count_events("post_removed"))
    undone += [undo_piece(batch.pk, actor, now=NOW), undo_piece(batch.pk, actor, now=NOW)]

    assert [verdicts(batch), verdicts(more)] == [
        ["new"] * 2,
        ["new", "refused", "refused", "new", "refused", "refused"],
    ]
    assert titles == {"干事", "财务", "经审"}
    assert people == 2
    assert told.count(f"“{north}”有几位叫") == 3
    assert "增加一个岗位" in told
    assert "这一行按另一个人办理" in told
    assert undone == [True, False] * 2
    assert events_left == (1, 2)
    with scoped(BUILDER):
        assert not Person.objects.filter(name="柳甲").exists()


def test_nobody_gives_herself_a_post_by_a_sheet_that_names_her_account(city: SmallCity) -> None:
    cadre = city.county_cadre
    row = staff_row(cadre.person.name, "组织干事", 账号名=cadre.user.username)

    batch = bring(cadre, "staff", workbook(STAFF_HEAD, [row]))

    assert verdicts(batch) == ["refused"]
    assert "不能给自己任职" in said(batch)


def test_nobody_makes_herself_a_leader_by_a_sheet(city: SmallCity) -> None:
    rows = [staff_row("北新", "主席", union="北塘区总工会", 角色="领导")]

    batch = bring(city.county_cadre, "staff", workbook(STAFF_HEAD, rows))

    assert verdicts(batch) == ["refused"]


def test_an_import_is_undone_to_what_was_before(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    bring(city.county_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [enterprise_row(5001)]))
    batch = bring(
        city.county_cadre,
        "enterprises",
        workbook(ENTERPRISE_HEAD, [enterprise_row(5001, 职工总数="77"), enterprise_row(5002)]),
    )

    while undo_piece(batch.pk, actor, now=NOW):
        continue

    with scoped(actor):
        batch.refresh_from_db()
        left = dict(Enterprise.objects.values_list("credit_code", "headcount"))
    assert batch.state == ImportState.UNDONE
    assert left[synthetic_credit_code(5001)] == 30
    assert synthetic_credit_code(5002) not in left
    assert count_events("import_undone") == 1


def test_a_row_changed_since_is_not_undone(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    batch = bring(
        city.county_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [enterprise_row(5001), enterprise_row(5002)])
    )
    with scoped(actor):
        changed = Enterprise.objects.get(credit_code=synthetic_credit_code(5001))
        change_enterprise(actor, changed, entry=replace(entry_of(changed), headcount=99), now=NOW)

    while undo_piece(batch.pk, actor, now=NOW):
        continue

    with scoped(actor):
        codes = set(Enterprise.objects.values_list("credit_code", flat=True))
        kept = ImportRow.objects.get(batch=batch, is_done=True)
    assert synthetic_credit_code(5001) in codes
    assert synthetic_credit_code(5002) not in codes
    assert "有人变更" in str(kept.reasons)


def test_a_tree_and_its_people_are_undone_from_the_bottom(city: SmallCity) -> None:
    rows = [union_row("芦渡镇总工会"), union_row("豆腐坊工会委员会", parent="芦渡镇总工会", kind="企业工会")]
    unions = bring(city.county_cadre, "unions", workbook(UNION_HEAD, rows))
    staff = bring(city.county_cadre, "staff", workbook(STAFF_HEAD, [staff_row("芦甲", "干事", union="芦渡镇总工会")]))
    actor = city.county_cadre.actor

    while undo_piece(staff.pk, actor, now=NOW):
        continue
    while undo_piece(unions.pk, actor, now=NOW):
        continue

    with scoped(BUILDER):
        assert not Union.objects.filter(name__in=["芦渡镇总工会", "豆腐坊工会委员会"]).exists()
        assert not Person.objects.filter(name="芦甲").exists()
        assert not Post.objects.filter(title="干事").exists()


def test_a_union_with_people_is_not_undone(city: SmallCity) -> None:
    unions = bring(city.county_cadre, "unions", workbook(UNION_HEAD, [union_row("芦渡镇总工会")]))
    bring(city.county_cadre, "staff", workbook(STAFF_HEAD, [staff_row("芦甲", "干事", union="芦渡镇总工会")]))

    while undo_piece(unions.pk, city.county_cadre.actor, now=NOW):
        continue

    with scoped(BUILDER):
        assert Union.objects.filter(name="芦渡镇总工会").exists()
    assert "不能撤回" in reasons(unions)


def test_an_interrupted_import_goes_on_where_it_stopped(city: SmallCity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhijia.engines.imports.applying.PIECE", 2)
    actor = city.town_cadre.actor
    content = workbook(ENTERPRISE_HEAD, [enterprise_row(n) for n in range(5001, 5006)])
    batch = bring(city.town_cadre, "enterprises", content, applies=False)
    apply_piece(batch.pk, actor, now=NOW)
    with scoped(actor):
        batch.refresh_from_db()
        after_the_kill = (batch.state, Enterprise.objects.filter(name__endswith="作坊").count())

    while apply_piece(batch.pk, actor, now=NOW):
        continue

    with scoped(actor):
        batch.refresh_from_db()
    assert after_the_kill == (ImportState.APPLYING, 2)
    assert batch.state == ImportState.APPLIED
    assert count_events("enterprise_entered") == 5


def test_a_row_taken_meanwhile_goes_back_alone(city: SmallCity) -> None:
    content = workbook(ENTERPRISE_HEAD, [enterprise_row(5001), enterprise_row(5002)])
    batch = bring(city.town_cadre, "enterprises", content, applies=False)
    bring(
        city.stranger,
        "enterprises",
        workbook(ENTERPRISE_HEAD, [enterprise_row(5001, 属地工会="石埠镇总工会", 行政区划="320506")]),
    )

    while apply_piece(batch.pk, city.town_cadre.actor, now=NOW):
        continue

    assert verdicts(batch) == ["refused", "new"]


# The pages


def upload(client: Client, content: bytes, *, kind: str = "enterprises", name: str = "单位.xlsx") -> str:
    page = client.post(reverse("organising:imports"), {"kind": kind, "sheet": SimpleUploadedFile(name, content)})
    return page["Location"] if page.status_code == 302 else page.content.decode()


def test_a_sheet_goes_through_its_pages(city: SmallCity) -> None:
    client = city.town_cadre.client()
    where = upload(client, workbook(ENTERPRISE_HEAD, [enterprise_row(5001), enterprise_row(5002, 行业门类="Z")]))

    preview = client.get(where).content.decode()
    client.post(where + "apply/")
    applied = client.get(where).content.decode()
    client.post(where + "undo/")

    assert "把 1 行入库" in preview
    assert "不在可填的范围" in preview
    assert "撤销这一批" in applied
    with scoped(BUILDER):
        assert not Enterprise.objects.filter(credit_code=synthetic_credit_code(5001)).exists()


def test_refused_rows_come_back_in_the_layout_of_the_upload_and_can_be_sent_again(city: SmallCity) -> None:
    client = city.town_cadre.client()
    head = ["序号", *ENTERPRISE_HEAD]
    where = upload(client, workbook(head, [["7", *enterprise_row(5001, 行业门类="Z")], ["8", *enterprise_row(5002)]]))

    sheet = read_spreadsheet(client.get(where + "errors/").content)[0]
    corrected = [sheet.rows[0], ["C" if cell == "Z" else cell for cell in sheet.rows[1]]]
    again = client.get(upload(client, workbook(corrected[0], corrected[1:]))).content.decode()

    assert sheet.rows[0] == [*head, REASON_HEAD]
    assert sheet.rows[1][0] == "7"
    assert "不在可填的范围" in sheet.rows[1][-1]
    assert "把 1 行入库" in again


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "表"),
        (b"\x00\x01\x02\x03", "表"),
        (b"PK\x03\x04 not a workbook", "表"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "表"),
        ("名称,人数\n甲,1\n".encode(), "没有找到表头"),
        (",".join(ENTERPRISE_HEAD).encode() + b"\n", "没有数据"),
    ],
)
def test_a_malformed_file_is_refused_with_a_sentence(city: SmallCity, content: bytes, words: str) -> None:
    answer = upload(city.town_cadre.client(), content)

    assert words in answer
    with scoped(BUILDER):
        assert not ImportBatch.objects.exists()


def test_a_csv_of_an_old_office_program_is_read(city: SmallCity) -> None:
    target = io.StringIO()
    csv.writer(target).writerows([["江海市用人单位登记表"], ENTERPRISE_HEAD, enterprise_row(5001)])

    where = upload(city.town_cadre.client(), target.getvalue().encode("gb18030"), name="单位.csv")

    assert "把 1 行入库" in city.town_cadre.client().get(where).content.decode()


def test_a_template_is_filled_in_as_it_comes(city: SmallCity) -> None:
    for kind in sheet_kinds().values():
        page = city.administrator.client().get(reverse("organising:import_template", args=[kind.code]))
        assert read_spreadsheet(page.content)[0].rows[0] == [column.label for column in kind.columns]
        assert page.content == template_of(kind)


@pytest.mark.parametrize("name", ["stranger", "chair", "bureau_officer", "worker"])
def test_a_batch_of_somebody_else_is_not_found(city: SmallCity, name: str) -> None:
    where = upload(city.town_cadre.client(), workbook(ENTERPRISE_HEAD, [enterprise_row(5001)]))
    client = getattr(city, name).client()

    answers = [client.get(where).status_code, client.get(where + "errors/").status_code]
    answers += [client.post(where + act).status_code for act in ("check/", "apply/", "undo/")]

    assert answers == [404] * 5


@pytest.mark.parametrize("name", ["research", "supervisor", "bureau_officer", "worker"])
def test_those_who_administer_nothing_bring_nothing_in(city: SmallCity, name: str) -> None:
    assert getattr(city, name).client().get(reverse("organising:imports")).status_code == 403


def test_a_large_sheet_is_handed_to_a_job(city: SmallCity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhijia.engines.imports.batches.INLINE_ROWS", 1)
    client = city.town_cadre.client()

    where = upload(client, workbook(ENTERPRISE_HEAD, [enterprise_row(5001), enterprise_row(5002)]))

    assert "正在校验" in client.get(where).content.decode()
    assert "正在校验" in client.get(where, headers={"HX-Request": "true"}).content.decode()

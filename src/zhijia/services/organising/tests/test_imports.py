"""Bringing a city in by sheets."""

from dataclasses import replace
from datetime import date

import pytest

from zhijia.engines.imports.applying import apply_piece, undo_piece
from zhijia.engines.imports.uploading import upload_sheet
from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.organisation.actions import change_enterprise, change_union
from zhijia.organisation.actions.enterprises import entry_of
from zhijia.organisation.actions.unions import entry_of as union_entry_of
from zhijia.organisation.models import Enterprise, ImportRow, Person, PostHolding, Union, UnionCoverage, User
from zhijia.organisation.models.imports import ImportState
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.services.organising.tests.sheets import (
    ENTERPRISE_HEAD,
    STAFF_HEAD,
    TODAY,
    UNION_HEAD,
    bring,
    count_events,
    enterprise_row,
    reasons,
    said,
    staff_row,
    union_row,
    verdicts,
    workbook,
)
from zhijia.trail.models import Event


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
    with scoped(BUILDER):
        ImportRow.objects.filter(batch=first).update(cells=[], before=None)  # as at the end of their time
    anew = bring(city.town_cadre, "enterprises", content)
    assert (anew != first, verdicts(anew), count_events("enterprise_entered")) == (True, ["same"] * 3, 3)


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

"""The pages of a roster: from the upload to the sheet of what went back, and the invitation of whoever is kept elsewhere."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.organisation.actions.memberships import Joining, join
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import Membership, Roster, RosterRow
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, NOW, SmallCity, make_union
from zhijia.services.organising.intake.working import enter
from zhijia.services.organising.models import Application, Invitation
from zhijia.services.organising.tests.intakes import brought_in, checked, number, person_row, sheet
from zhijia.trail.models import Event


def test_from_the_upload_to_members_and_to_the_sheet_of_what_went_back(city: SmallCity) -> None:
    client = city.county_cadre.client()
    rows = [person_row(1), person_row(2, 身份证号="320500", 手机号码="0512-65230000")]
    head = ("姓名", "证号", "手机号码", "所属工会", "入会日期")
    upload = SimpleUploadedFile("名册.csv", sheet(rows, head=("姓名", "身份证", *head[2:])))

    page = client.post(reverse("organising:intakes"), {"sheet": upload}, follow=True)
    address = page.request["PATH_INFO"]
    mapping = {"column_name": "0", "column_id_number": "1", "column_phone": "2", "column_union": "3"}
    wrong = client.post(f"{address}map/", mapping | {"column_phone": "1"})
    checked = client.post(f"{address}map/", mapping | {"column_from_on": "4"}, follow=True).content.decode()
    entered = client.post(f"{address}enter/", follow=True).content.decode()
    back = client.get(f"{address}errors/").content
    (again,) = read_spreadsheet(back)

    shown = page.content.decode()
    assert ("待确认各列" in shown or "哪一列是什么" in shown, number(1) in shown) == (True, False)
    assert wrong.status_code == 422
    assert ("把 1 行入库" in checked, "身份证件号码应为" in checked) == (True, True)
    assert "撤销这份名册" in entered
    assert again.rows[0][-1] == "退回原因"
    assert (again.rows[1][0], "身份证件号码应为" in again.rows[1][-1]) == ("会员0002", True)
    with scoped(BUILDER):
        assert Membership.objects.filter(person__name="会员0001", to_on=None).count() == 1


def test_whoever_is_kept_elsewhere_is_invited_herself_and_the_importer_learns_nothing_of_her(city: SmallCity) -> None:
    """ME-05 begins with her: the importer is told `elsewhere`, she reads who asks, and her answer is an application."""
    with scoped(BUILDER):
        entry = PersonEntry(id_kind="resident", id_number=number(7))
        describe_person(BUILDER, city.worker.person, entry, now=NOW)
        join(BUILDER, Joining(city.worker.person, city.mill_union, LONG_AGO, LONG_AGO), now=NOW)
    rows = [person_row(7, name="青小工", 所属工会="长堤船务工会委员会")]

    roster = brought_in(city.stranger, sheet(rows))
    brought_in(city.stranger, sheet([*rows, person_row(8, 所属工会="长堤船务工会委员会")]))
    importer = city.stranger.client().get(reverse("organising:intake", args=[roster.pk])).content.decode()
    with scoped(city.stranger.actor):
        assert not Invitation.objects.exists()
    client = city.worker.client()
    page = client.get(reverse("portal:record")).content.decode()
    with scoped(BUILDER):
        (invitation,) = Invitation.objects.all()
    answer = reverse("portal:answer_invitation", args=[invitation.pk])
    Client().post(answer, {"answer": "accept"})
    city.chair.client().post(answer, {"answer": "accept"})
    client.post(answer, {"answer": "accept"})
    client.post(answer, {"answer": "accept"})

    assert "已向本人发出转会邀请" in importer
    assert city.mill_union.name not in importer
    assert "长堤船务工会委员会”邀请您" in page
    with scoped(BUILDER):
        (application,) = Application.objects.all()
        assert (application.union_id, application.person_id) == (city.pier_union.pk, city.worker.person.pk)
        assert Roster.objects.filter(state="applied").count() == 2


def test_a_conflict_is_decided_on_the_page_and_a_second_click_or_an_early_step_changes_nothing(city: SmallCity) -> None:
    client = city.county_cadre.client()
    brought_in(city.county_cadre, sheet([person_row(1)]))
    roster = checked(city.county_cadre, sheet([person_row(1, name="另一人"), person_row(2)]))
    address = reverse("organising:intake", args=[roster.pk])
    decided = client.post(f"{address}decide/", {"row": "2", "decision": "keep"}, follow=True)
    client.post(f"{address}decide/", {"kind": "name_differs", "decision": "take"})
    for _click in range(2):
        client.post(f"{address}enter/")
    late = client.post(f"{address}decide/", {"row": "2", "decision": "take"}, follow=True)
    again = client.post(f"{address}check/", follow=True)

    assert "1 行已处理" in decided.content.decode()
    assert "状态已经变了" in late.content.decode()
    assert "状态已经变了" in again.content.decode()
    with scoped(BUILDER):
        assert set(RosterRow.objects.filter(roster=roster).values_list("verdict", "decision", "is_done")) == {
            ("conflict", "keep", False), ("new", "", True),
        }  # fmt: skip
        assert Membership.objects.filter(person__name="另一人").count() == 0


def test_who_decides_reads_what_is_registered_and_a_rule_is_offered_for_what_it_decides_only(city: SmallCity) -> None:
    client = city.county_cadre.client()
    with scoped(BUILDER):
        lone = make_union("独木食品工会委员会", parent=city.north_town, kind=UnionKind.ENTERPRISE, covers=city.lone)
    brought_in(city.county_cadre, sheet([person_row(n) for n in range(1, 4)]))
    rows = [
        person_row(1, name="改名一"),
        person_row(2, 所属工会=lone.name),
        person_row(3, name="改名三", 所属工会=lone.name),
    ]
    roster = checked(city.county_cadre, sheet(rows))
    address = reverse("organising:intake", args=[roster.pk])

    before = client.get(address).context["roster"].conflicts
    page = client.get(address).content.decode()
    for kind in ("name_differs", "other_union"):
        client.post(f"{address}decide/", {"kind": kind, "decision": "keep"})
    after = client.get(address).context["roster"].conflicts

    assert [(line.kind, line.count) for line in before] == [("name_differs", 1), ("other_union", 1), ("", 1)]
    assert [(line.kind, line.count) for line in after] == [("", 1)], "which no rule decides"
    assert [f"现登记：会员000{n}，{city.mill_union.name}" in page for n in range(1, 4)] == [True] * 3


def test_no_file_however_broken_is_an_error_and_its_page_says_what_is_wrong(city: SmallCity) -> None:
    client = city.county_cadre.client()
    broken = {
        "空.csv": (b" ", "没有找到表头"),
        "只有表头.csv": ("姓名,身份证号\n".encode(), "表头下面没有数据"),
        "坏.xlsx": (b"PK\x03\x04" + b"x" * 99, "损坏"),
        "照片.xlsx": (bytes(range(256)), "不是Excel表格"),
    }
    for name, (content, words) in broken.items():
        page = client.post(reverse("organising:intakes"), {"sheet": SimpleUploadedFile(name, content)}, follow=True)
        assert (page.status_code, words in page.content.decode()) == (200, True), name
    long = f"姓名,身份证号,{'头' * 5000}\n李某某,{number(3)},x\n".encode()
    page = client.post(reverse("organising:intakes"), {"sheet": SimpleUploadedFile("长.csv", long)}, follow=True)
    assert "哪一列是什么" in page.content.decode()


def test_a_row_that_went_back_is_corrected_on_the_page_and_tried_again(city: SmallCity) -> None:
    """Before the entry it waits with the others; afterwards it comes in at once. Another number twice goes back again."""
    rows = [person_row(1), person_row(2, 身份证号="320500"), person_row(3, 身份证号="320501"), person_row(4)]
    roster = checked(city.county_cadre, sheet(rows))
    client, page = city.county_cadre.client(), reverse("organising:intake", args=[roster.pk])
    second, third = (reverse("organising:amend_intake", args=[roster.pk, at]) for at in (3, 4))
    shown = client.get(page).content.decode()
    form = client.get(second)
    cells = form.context["form"].initial

    wrong = client.post(second, cells | {"id_number": "320502", "union": "没有的工会", "from_on": "前天"})
    twice = client.post(second, cells | {"id_number": number(4)})
    mended = client.post(second, cells | {"id_number": number(2)}, follow=True).content.decode()
    gone = client.post(second, cells)
    enter(roster.pk, city.county_cadre.actor, now=NOW)
    cells = client.get(third).context["form"].initial
    client.post(third, cells | {"id_number": number(3), "name": "会员三"})

    assert (second in shown, page in form.content.decode(), cells["id_number"]) == (True, True, "320501")
    assert {"id_number", "union", "from_on"} <= {*wrong.context["form"].errors}, "each refusal stands at its cell"
    assert wrong.context["form"]["union"].value() == "没有的工会"
    assert (twice.status_code, "和第 5 行是同一个证件号码" in twice.content.decode()) == (422, False)
    assert "和第 5 行证件号码相同而姓名不同" in twice.content.decode()
    assert ("第 3 行已更正" in mended, "把 3 行入库" in mended, gone.status_code) == (True, True, 302)
    with scoped(BUILDER):
        joined = Membership.objects.filter(union=city.mill_union, to_on=None).values_list("person__name", flat=True)
        assert {*joined} == {"会员0001", "会员0002", "会员三", "会员0004"}
        told = Event.objects.filter(kind="organisation.roster_amended").order_by("pk").values_list("data", flat=True)
        assert [one["columns"] for one in told][2:] == [["证件号码"], ["姓名", "证件号码"]]
        assert [{*one["columns"]} for one in told][:2] == [{"工会", "入会日期", "证件号码"}] * 2
    assert city.chair.client().get(third).status_code in (403, 404)

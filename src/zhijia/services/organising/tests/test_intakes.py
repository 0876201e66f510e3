"""A roster of members: every row gets its verdict, and what is entered is what the register then says."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import connections, transaction

from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.memberships import withdraw
from zhijia.organisation.models import Employment, Membership, Person, Roster, RosterRow
from zhijia.organisation.models.rosters import Decision
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.queries.people import people_named
from zhijia.organisation.rosters.findings import Told, sentences_of
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity, build_small_city, make_union
from zhijia.services.organising.intake import steps
from zhijia.services.organising.intake.deciding import decide_by_rule, decide_rows
from zhijia.services.organising.intake.uploading import upload_roster
from zhijia.services.organising.intake.working import check, enter, undo
from zhijia.services.organising.tests.intakes import (
    HEAD,
    brought_in,
    checked,
    fresh,
    number,
    person_row,
    sheet,
    uploaded,
    verdicts,
)
from zhijia.trail.models import Event


def test_new_people_become_members_with_card_number_and_event(city: SmallCity) -> None:
    head = ("姓名", "身份证号", "手机号码", "所属工会", "入会日期", "单位")
    rows = [person_row(1, 单位="江海青禾纺织有限公司"), person_row(2, 单位="没有的公司")]

    roster = brought_in(city.county_cadre, sheet(rows, head=head))

    with scoped(BUILDER):
        people = list(Person.objects.filter(name__startswith="会员").order_by("name"))
        members = Membership.objects.filter(person__in=people, union=city.mill_union, to_on=None)
        assert members.count() == 2
        assert [p.id_number.reveal() for p in people] == [number(1), number(2)]
        assert all(len(p.card_number) == 16 for p in people)
        assert Employment.objects.filter(person__in=people, enterprise=city.mill).count() == 1
        assert Event.objects.filter(kind="organisation.member_imported").count() == 2
    assert (roster.state, verdicts(roster)) == ("applied", ["new", "new"])


def test_a_head_that_nobody_knows_is_told_once_and_remembered_by_that_union_only(city: SmallCity) -> None:
    """The first roster says that 本人 is the name; the next one of that union knows, another union's does not."""
    head = ("本人", *HEAD[1:])
    first = uploaded(city.county_cadre, sheet([person_row(1)], head=head))
    assert "name" not in first.mapping

    checked(city.county_cadre, sheet([person_row(1)], head=head), mapping={**first.mapping, "name": 0})

    assert uploaded(city.county_cadre, sheet([person_row(2)], head=head)).mapping["name"] == 0
    assert "name" not in uploaded(city.stranger, sheet([person_row(3)], head=head)).mapping


def test_the_same_rows_again_change_nothing_and_the_same_file_is_the_same_roster(city: SmallCity) -> None:
    content = sheet([person_row(1), person_row(2)])
    first = brought_in(city.county_cadre, content)
    again = uploaded(city.county_cadre, content)
    other = brought_in(city.county_cadre, sheet([person_row(1), person_row(2), person_row(3)]))

    with scoped(BUILDER):
        assert Event.objects.filter(kind="organisation.member_imported").count() == 3
    assert again.pk == first.pk
    assert verdicts(other) == ["same", "same", "new"]


def test_a_row_says_everything_that_is_wrong_with_it(city: SmallCity) -> None:
    wrong = number(5)[:-1] + ("0" if number(5)[-1] != "0" else "1")
    rows = [
        person_row(1),
        person_row(5, 身份证号=wrong, 手机号码="123"),
        person_row(6, 所属工会="没有的工会", 入会日期="去年"),
        person_row(7, 身份证号=""),
        person_row(1, 姓名="会员0001"),
        person_row(8),
        person_row(8, 姓名="另一人"),
        person_row(9, 入会日期="2030-01-01"),
        person_row(10, 所属工会="长堤船务工会委员会"),
    ]

    roster = checked(city.county_cadre, sheet(rows))

    with scoped(BUILDER):
        found = list(RosterRow.objects.filter(roster=roster).order_by("row_no"))
    said = ["".join(map(str, sentences_of(row.findings, twin=row.twin))) for row in found]
    assert [row.verdict for row in found] == ["new", *["refused"] * 8]
    assert ("校验位" in said[1], "手机号码" in said[1]) == (True, True)
    assert ("没有找到这个工会" in said[2], "“入会日期”的日期认不出" in said[2]) == (True, True)
    assert "没有号码" in said[3]
    assert "第 2 行" in said[4]
    assert ("第 8 行" in said[5], "第 7 行" in said[6]) == (True, True)
    assert found[7].findings & Told.DAY_AHEAD.bit
    assert "没有找到这个工会" in said[8], "a union of another county is not known here"


def test_conflicts_are_decided_by_rule_or_one_by_one_and_nothing_is_done_undecided(city: SmallCity) -> None:
    """Same number other name; member of another union of the county; left before (ME-01)."""
    figure = city.county_cadre
    with scoped(BUILDER):
        lone_union = make_union(
            "独木食品工会委员会", parent=city.north_town, kind=UnionKind.ENTERPRISE, covers=city.lone
        )
    brought_in(figure, sheet([person_row(n) for n in range(1, 6)]))
    with scoped(figure.actor):
        leaver = Membership.objects.get(person__name="会员0004")
        withdraw(figure.actor, leaver, on=TODAY, application="书面申请一份", now=NOW)
    rows = [
        person_row(1, name="会员改名"),
        person_row(2, 所属工会=lone_union.name, 入会日期="2026-10-01"),
        person_row(3, 所属工会=lone_union.name, 入会日期="2026-10-01"),
        person_row(4, 入会日期="2026-11-20"),
        person_row(5, name="会员又改名"),
    ]

    roster = checked(figure, sheet(rows))
    before = verdicts(roster)
    with scoped(figure.actor):
        decide_by_rule(roster, figure.actor, "other_union", Decision.TAKE, now=NOW)
        decide_rows(roster, figure.actor, [3, 6], Decision.KEEP, now=NOW)
        decide_rows(roster, figure.actor, [2, 5], Decision.TAKE, now=NOW)
    enter(roster.pk, figure.actor, now=NOW)

    with scoped(BUILDER):
        names = dict(Person.objects.filter(name__startswith="会员").values_list("name", "home__name"))
        spans = Membership.objects.filter(person__name="会员0004").values_list("ended_as", flat=True).order_by("pk")
        assert list(spans) == ["withdrawn", ""]
        assert Membership.objects.get(person__name="会员0003", to_on=None).union_id == lone_union.pk
        assert Membership.objects.get(person__name="会员0002", to_on=None).union_id == city.mill_union.pk
    assert before == ["conflict"] * 5
    assert ("会员改名" in names, "会员0005" in names, "会员又改名" in names) == (True, True, False)


def test_a_number_taken_after_the_check_is_matched_again_at_entry(city: SmallCity) -> None:
    """Taken by another roster meanwhile: in conflict where the rows differ, the same where they do not, asked elsewhere."""
    figure, other = city.county_cadre, city.south_chair
    late = checked(figure, sheet([person_row(1, 手机号码="13900000001"), person_row(2), person_row(3), person_row(4)]))
    brought_in(figure, sheet([person_row(1), person_row(2)]))
    brought_in(other, sheet([person_row(3, 所属工会="长堤船务工会委员会")]))

    enter(late.pk, figure.actor, now=NOW)

    with scoped(BUILDER):
        rows = list(RosterRow.objects.filter(roster=late).order_by("row_no"))
        people = Person.objects.filter(name__in=[f"会员{n:04d}" for n in range(1, 5)])
        phone = people.get(name="会员0001").phone
        assert people.count() == 4
    assert [row.verdict for row in rows] == ["conflict", "same", "refused", "new"]
    assert (rows[0].findings & Told.TAKEN_SINCE.bit, rows[2].findings & Told.ELSEWHERE.bit) != (0, 0)
    assert [row.is_done for row in rows] == [False, False, True, True]
    assert phone is not None
    assert phone.reveal() == f"138{1:08d}"


def test_a_birth_date_other_than_the_registered_one_is_decided_and_not_written_over(city: SmallCity) -> None:
    """ID-02: also where it is only read from the number."""
    figure = city.county_cadre
    brought_in(figure, sheet([person_row(1)]))
    with scoped(BUILDER):
        Person.objects.filter(name="会员0001").update(born_on=date(1991, 2, 3))

    roster = brought_in(figure, sheet([person_row(1, 手机号码="13900000001")]))

    with scoped(BUILDER):
        assert Person.objects.get(name="会员0001").born_on == date(1991, 2, 3)
        row = RosterRow.objects.get(roster=roster)
    assert (row.verdict, row.is_done) == ("conflict", False)
    assert "出生日期与已登记的不同" in "".join(map(str, sentences_of(row.findings)))


def test_a_refusal_names_every_cell_that_cannot_be_read(city: SmallCity) -> None:
    head = (*HEAD, "性别", "农民工", "批准日期")
    roster = checked(city.county_cadre, sheet([person_row(1, 性别="某", 农民工="也许", 批准日期="前天")], head=head))

    with scoped(BUILDER):
        row = RosterRow.objects.get(roster=roster)
    said = [str(sentence) for sentence in sentences_of(row.findings)]
    assert said == [
        "“性别、农民工”的内容不在可填的范围里，请对照模板核对。",
        "“批准日期”的日期认不出，请写成 2026-11-22。",
    ]


def test_what_is_known_is_changed_where_the_sheet_says_more_and_an_empty_cell_erases_nothing(city: SmallCity) -> None:
    head = ("姓名", "身份证号", "手机号码", "所属工会", "入会日期", "学历", "住址", "农民工")
    first = [person_row(1, 学历="大专", 住址="演示县长江路1号", 农民工="是")]
    then = [person_row(1, 手机号码="13900000001", 学历="", 住址="演示县长江路2号", 农民工="")]
    brought_in(city.county_cadre, sheet(first, head=head))

    roster = brought_in(city.county_cadre, sheet(then, head=head))
    again = brought_in(city.county_cadre, sheet([*then, person_row(2, 学历="", 住址="", 农民工="")], head=head))

    with scoped(BUILDER):
        person = Person.objects.get(name="会员0001")
        told = Event.objects.filter(kind="organisation.member_imported").latest("id")
        row = RosterRow.objects.get(roster=roster)
    assert (person.education, person.is_migrant) == ("30", True)
    assert person.phone is not None
    assert person.address is not None
    assert (person.phone.reveal(), person.address.reveal()) == ("13900000001", "演示县长江路2号")
    assert (row.verdict, told.subject_id != person.pk) == ("changed", True)
    assert verdicts(again) == ["same", "new"]


def test_a_roster_is_taken_back_within_a_week_but_not_what_was_used_since(city: SmallCity) -> None:
    figure = city.county_cadre
    brought_in(figure, sheet([person_row(1)]))
    roster = brought_in(figure, sheet([person_row(1, 手机号码="13900000009"), person_row(2), person_row(3)]))
    with scoped(figure.actor):
        used = Person.objects.get(name="会员0003")
        withdraw(figure.actor, used.memberships.get(), on=TODAY, application="书面申请一份", now=NOW)
    with pytest.raises(Refused, match="7 天"):
        undo(roster.pk, figure.actor, now=NOW + timedelta(days=8))

    undo(roster.pk, figure.actor, now=NOW + timedelta(days=6))

    with scoped(BUILDER):
        names = set(Person.objects.filter(name__startswith="会员").values_list("name", flat=True))
        phone = Person.objects.get(name="会员0001").phone
        kept = RosterRow.objects.get(roster=roster, is_done=True)
        assert Membership.objects.filter(person__name="会员0001", to_on=None).count() == 1
    assert names == {"会员0001", "会员0003"}
    assert phone is not None
    assert phone.reveal() == f"138{1:08d}"
    assert "没有撤销" in "".join(map(str, sentences_of(kept.findings)))
    assert fresh(roster).state == "undone"


def test_a_post_may_have_so_many_numbers_matched_a_day_and_goes_on_the_next(
    city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "matches_a_day", lambda *_, **__: 3)
    figure = city.county_cadre
    checked(figure, sheet([person_row(1), person_row(2)]))

    stopped = checked(figure, sheet([person_row(3), person_row(4)]))
    with scoped(BUILDER):
        said = Event.objects.filter(kind="organisation.roster_capped").count()
    monkeypatch.setattr(steps, "matches_a_day", lambda *_, **__: 9)
    check(stopped.pk, figure.actor, now=NOW)

    assert (stopped.state, "今天已用完" in stopped.problem, said) == ("checking", True, 1)
    assert (fresh(stopped).state, verdicts(stopped)) == ("checked", ["new", "new"])


def test_strangers_and_those_who_keep_no_register_bring_nothing_in(city: SmallCity) -> None:
    roster = checked(city.county_cadre, sheet([person_row(1)]))

    for figure in (city.worker, city.supervisor, city.bureau_officer):
        with scoped(figure.actor), pytest.raises(Refused):
            upload_roster(figure.actor, filename="名册.csv", parts=[sheet([person_row(2)])], now=NOW)
    with pytest.raises(Roster.DoesNotExist):
        enter(roster.pk, city.stranger.actor, now=NOW)
    with scoped(city.stranger.actor):
        assert not RosterRow.objects.exists()
    with scoped(BUILDER):
        assert not Person.objects.filter(name="会员0001").exists()


def test_ugly_sheets_are_read_as_they_were_meant(city: SmallCity) -> None:
    """A title above the head, other names for columns, GB18030, tabs, full-width digits, stray spaces, a small x."""
    tail = next(n for n in range(400) if number(n).endswith("X"))
    wide = str.maketrans("0123456789X", "０１２３４５６７８９ｘ")
    text = "\n".join(
        [
            "青禾纺织二〇二六年会员花名册\t\t\t",
            "\t\t\t",
            "序号\t职 工 姓 名\t公民身份号码（18位）\t入会时间",
            f"1\t 张　三 \t{number(tail).translate(wide)}\t2024年3月1日",
            f"2\t李四\t {number(1)} \t2024/3/1",
            "\t\t\t",
            "合计\t2人",
        ]
    )
    figure = city.chair

    roster = checked(figure, text.encode("gb18030"), union=city.mill_union)

    with scoped(BUILDER):
        rows = list(RosterRow.objects.filter(roster=roster).order_by("row_no"))
    assert [(row.row_no, row.name, row.verdict) for row in rows] == [
        (4, "张三", "new"),
        (5, "李四", "new"),
        (7, "2人", "refused"),
    ]


def test_the_dot_in_a_name_is_one_whichever_was_typed(city: SmallCity) -> None:
    brought_in(city.county_cadre, sheet([person_row(1, "艾某•买某")]))
    again = checked(city.county_cadre, sheet([person_row(1, "艾某 . 买某")]))

    assert verdicts(again) == ["same"]
    with scoped(city.county_cadre.actor):
        assert [person.name for person in people_named(city.county_cadre.actor, "艾某．")] == ["艾某·买某"]


def test_a_land_line_and_a_remark_behind_a_name_are_not_kept_and_refuse_nobody(city: SmallCity) -> None:
    rows = [person_row(1, 姓名="柳某（组长）", 手机号码="0512-65220000"), person_row(2, 姓名="（空）")]

    roster = brought_in(city.county_cadre, sheet(rows))

    with scoped(BUILDER):
        person = Person.objects.get(name="柳某")
        first, second = RosterRow.objects.filter(roster=roster).order_by("row_no")
    assert (person.phone, person.phone_index) == (None, None)
    assert (first.verdict, first.is_done, second.verdict) == ("new", True, "refused")
    said = "".join(map(str, sentences_of(first.findings)))
    assert ("手机号码" in said, "备注没有保存" in said) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_uploaded_twice_at_one_moment_are_one_roster() -> None:
    with transaction.atomic():
        figure = build_small_city().county_cadre
    content, first, rosters = sheet([person_row(1)]), threading.Event(), []

    def upload() -> None:
        with scoped(figure.actor):
            rosters.append(upload_roster(figure.actor, filename="名册.csv", parts=[content], now=NOW).pk)
            first.set()
            time.sleep(0.3)  # the other one asks meanwhile
        connections.close_all()

    uploads = [threading.Thread(target=upload) for _ in range(2)]
    uploads[0].start()
    first.wait(10)
    uploads[1].start()
    for each in uploads:
        each.join()

    assert len(rosters) == 2
    assert len(set(rosters)) == 1

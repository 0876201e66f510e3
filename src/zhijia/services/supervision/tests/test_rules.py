"""LS-01 … LS-11: each kept once and broken once, through real moves, with real days of 2026."""

from datetime import date

import pytest

from zhijia.engines.cases.adjusting import Decision, extend_clock
from zhijia.engines.cases.sharing import bureau_party, share_with_party
from zhijia.engines.documents.models import IssuedDocument
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_contact
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.supervision.actions.bodies import record_body
from zhijia.services.supervision.models import Department
from zhijia.services.supervision.models.supervisions import Matter
from zhijia.services.supervision.tests.story import make_supervisors, open_story

BODY = {
    "members": 60,
    "women": 12,
    "supervision": "committee",
    "women_organ": "committee",
    "is_elected": True,
    "term_from": date(2025, 1, 1),
    "term_to": date(2029, 12, 31),
}


def test_two_certified_supervisors_investigate_ls_01(city: SmallCity) -> None:
    story = open_story(city).accept().investigate(make_supervisors(city))

    assert story.state == "investigating"


@pytest.mark.parametrize(("count", "certificate"), [(1, {}), (2, {"to_on": date(2025, 12, 31)})])
def test_one_alone_or_with_a_certificate_that_has_run_out_does_not_investigate_ls_01(
    city: SmallCity, count: int, certificate: dict[str, date]
) -> None:
    supervisors = make_supervisors(city, count, **certificate)

    with pytest.raises(Refused, match="不得少于2"):
        open_story(city).accept().investigate(supervisors)


def test_an_answer_on_the_fifteenth_working_day_is_in_time_ls_02(city: SmallCity) -> None:
    story = open_story(city).to_opinion(make_supervisors(city))

    assert story.clock("opinion_reply").due_on == date(2026, 4, 29)
    story.at("2026-04-29").answer("2026-04-29")
    assert (story.state, "LS-02" in story.rules()) == ("rectifying", False)


def test_silence_fails_at_midnight_and_a_late_answer_is_on_record_ls_02(city: SmallCity) -> None:
    story = open_story(city).to_opinion(make_supervisors(city))

    assert story.at("2026-04-29", 23, 59, 59).sweep().state == "opined"
    assert story.at("2026-04-30", 0, 0, 0).sweep().state == "defaulted"
    story.answer("2026-04-30")
    assert (story.state, "LS-02" in story.rules()) == ("rectifying", True)


def test_a_county_federation_recommends_after_an_opinion_that_failed_ls_03_ls_04(city: SmallCity) -> None:
    story = open_story(city).to_default(make_supervisors(city))

    story.recommend(by=city.county_cadre.actor)

    assert story.state == "recommended"
    assert story.documents()[-1].number == "北塘区总工会监建〔2026〕1号"
    assert story.clock("rectification").state == "running", "a recommendation corrects nothing"


def test_a_union_below_the_county_asks_upwards_ls_03(city: SmallCity) -> None:
    story = open_story(city).to_default(make_supervisors(city))

    for actor in (city.chair.actor, city.town_cadre.actor):
        with pytest.raises(Refused, match="县级以上"):
            story.recommend(by=actor)
    assert story.awaited() == {"hand_up", "confirm_paper"}
    story.make("hand_up", {"reason": "报请上级"}).make("hand_up", {"reason": "报请"}, by=city.town_cadre.actor)
    assert (story.supervision.handled_by, story.awaited()) == (city.north, {"recommend", "confirm_paper"})


def test_no_recommendation_before_an_opinion_has_failed_ls_04(city: SmallCity) -> None:
    story = open_story(city).accept().investigate(make_supervisors(city)).send_prompt().serve("2026-04-01")
    story.at("2026-04-30").sweep()

    with pytest.raises(Refused, match="意见书"):
        story.recommend(by=city.county_cadre.actor)


@pytest.mark.parametrize(("day", "is_late"), [("2026-05-13", False), ("2026-05-14", True)])
def test_the_department_decides_within_five_working_days_ls_05(city: SmallCity, day: str, is_late: bool) -> None:
    story = open_story(city, matter=Matter.CONTRACT).to_default(make_supervisors(city))
    story.at("2026-05-06").recommend(by=city.county_cadre.actor).at("2026-05-07").serve("2026-05-07")

    assert story.clock("department_filing").due_on == date(2026, 5, 13)  # Saturday 9 May is worked
    story.at(day).make("record_ruling", {"ruling": "declined", "ruled_on": day, "reason": "已由仲裁受理"}, scan=True)
    assert (story.state, "LS-05" in story.rules()) == ("defaulted", is_late)


@pytest.mark.parametrize(("day", "is_late"), [("2026-08-05", False), ("2026-08-07", True)])
def test_how_long_the_inspection_took_is_recorded_and_binds_nobody_ls_06(
    city: SmallCity, day: str, is_late: bool
) -> None:
    story = open_story(city, matter=Matter.CONTRACT).to_default(make_supervisors(city))
    story.at("2026-05-06").recommend(by=city.county_cadre.actor).serve("2026-05-06")
    story.at("2026-05-12").make("record_ruling", {"ruling": "opened", "ruled_on": "2026-05-12"}, scan=True)

    assert story.clock("inspection").due_on == date(2026, 8, 5)
    handled = {"handled_on": day, "result": "责令改正", "told_union_on": day}
    story.at(day).make("record_handling", handled, scan=True)
    with scoped(BUILDER):
        assert Department.objects.get().is_late is is_late
    assert (story.state, "LS-06" in story.rules()) == ("checking", is_late)


@pytest.mark.parametrize(("days", "is_noted"), [("30", False), ("31", True)])
def test_the_department_extends_its_own_term_and_more_than_the_law_allows_is_noted_ls_06(
    city: SmallCity, days: str, is_noted: bool
) -> None:
    """劳动保障监察条例 第十七条 (verified): sixty working days and thirty more."""
    story = open_story(city, matter=Matter.CONTRACT).to_default(make_supervisors(city))
    story.at("2026-05-06").recommend(by=city.county_cadre.actor).serve("2026-05-06")
    story.at("2026-05-12").make("record_ruling", {"ruling": "opened", "ruled_on": "2026-05-12"}, scan=True)
    clock, actor = story.clock("inspection"), city.county_cadre.actor
    with scoped(actor), pytest.raises(Refused, match="有权批准的岗位"):
        extend_clock(clock, Decision("人手不足", story.today()), 300, actor=actor, now=story.now)

    given = {"term": clock.pk, "amount": days, "reason": "案情复杂"}
    story.at("2026-07-01").make("extend_handling", given, scan=True)

    assert story.clock("inspection").due_on > date(2026, 9, 1)
    assert ("LS-06" in story.rules()) is is_noted
    handled = {"handled_on": "2026-09-01", "result": "责令改正", "told_union_on": "2026-09-01"}
    story.at("2026-09-01").make("record_handling", handled, scan=True)
    with scoped(BUILDER):
        assert not Department.objects.get().is_late


def test_a_department_that_rules_here_does_so_today_whatever_day_it_types_ls_05(city: SmallCity) -> None:
    """Five working days from the receipt of 7 May end on 14 May; a ruling of the 20th is not dated back into them."""
    with scoped(BUILDER):
        bureau = LabourBureau.objects.create(name="北塘区人力资源和社会保障局", place="320505", keeper=city.north)
        officer = make_contact("北科长", of=bureau, home=city.north)
    story = open_story(city).to_default(make_supervisors(city))
    story.at("2026-05-07").recommend(by=city.county_cadre.actor).serve("2026-05-07")
    with scoped(BUILDER):
        share_with_party(story.case, bureau_party("320505"))
    reviewer = load_actor(officer.user, today=date(2026, 5, 20))

    story.at("2026-05-20").make("record_ruling", {"ruling": "opened", "ruled_on": "2026-05-08"}, by=reviewer)

    with scoped(BUILDER):
        department = Department.objects.get()
    assert (department.ruled_on, department.is_late) == (date(2026, 5, 20), True)
    backdated = {"handled_on": "2026-05-20", "result": "责令支付", "told_union_on": "2026-05-20"}
    story.at("2026-06-15").make("record_handling", backdated, by=reviewer)
    with scoped(BUILDER):
        department = Department.objects.get()
    assert (department.handled_on, department.told_union_on) == (date(2026, 6, 15), date(2026, 6, 15))


def test_an_extended_term_stays_extended_when_the_day_it_counts_from_is_corrected_ls_11(city: SmallCity) -> None:
    """江苏省工资支付条例 第四十四条 (verified, in force since 27 May 2026): thirty days and thirty more.

    Both terms of a wage case count from the ruling; the one that ended is judged by its new day and by what extended it.
    """
    story = open_story(city).to_default(make_supervisors(city))
    story.at("2026-06-01").recommend(by=city.county_cadre.actor).serve("2026-06-01")
    story.at("2026-06-04").make("record_ruling", {"ruling": "opened", "ruled_on": "2026-06-04"}, scan=True)
    given = {"term": story.clock("wage_closing").pk, "amount": "30", "reason": "案情复杂"}
    story.at("2026-06-22").make("extend_handling", given, scan=True)
    handled = {"handled_on": "2026-08-03", "result": "责令支付", "told_union_on": "2026-08-03"}
    story.at("2026-08-03").make("record_handling", handled, scan=True)

    story.at("2026-08-04").redate("inspection", "2026-06-03")

    with scoped(BUILDER):
        department = Department.objects.get()
    assert (str(department.ruled_on), department.is_late) == ("2026-06-03", False)
    story.redate("inspection", "2026-06-01")
    with scoped(BUILDER):
        assert Department.objects.get().is_late


@pytest.mark.parametrize(
    ("first", "last", "is_old"),
    [
        (date(2024, 4, 1), date(2024, 4, 1), False),
        (date(2024, 3, 1), date(2024, 3, 31), True),
        (date(2020, 1, 1), None, False),
    ],
)
def test_a_violation_older_than_two_years_is_pointed_out_one_that_goes_on_is_not_ls_07(
    city: SmallCity, first: date, last: date | None, is_old: bool
) -> None:
    story = open_story(city, occurred_from=first, occurred_to=last).accept()

    assert (story.state, "LS-07" in story.rules()) == ("accepted", is_old)


@pytest.mark.parametrize(
    ("matter", "day", "article"),
    [
        (Matter.WAGES, date(2026, 5, 27), ""),
        (Matter.NEGOTIATORS, date(2026, 5, 27), "第三十条第七项"),
        (Matter.NEGOTIATORS, date(2026, 5, 26), "第十四条"),
    ],
)
def test_a_complaint_for_a_negotiator_records_that_bargaining_is_paid_as_work_cb_024(
    city: SmallCity, matter: Matter, day: date, article: str
) -> None:
    story = open_story(city, "2026-06-01", matter=matter, occurred_from=day).accept()

    assert ("CB-024" in story.rules()) is bool(article)
    with scoped(BUILDER):
        assert [article in finding.text for finding in story.case.findings.filter(rule="CB-024")] == [True] * bool(
            article
        )


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, ""),
        ({"members": 24, "supervision": "member"}, ""),
        ({"members": 25, "supervision": "member"}, "LS-08"),
        ({"supervision": "none", "members": 12}, "LS-08"),
        ({"women": 9, "women_organ": "member"}, ""),
        ({"women": 10, "women_organ": "member"}, "LS-09"),
        ({"is_elected": False}, "LS-10"),
        ({"term_to": date(2026, 3, 31)}, "LS-10"),
    ],
)
def test_what_a_union_must_set_up_goes_by_its_members_ls_08_ls_09_ls_10(
    city: SmallCity, changes: dict[str, object], rule: str
) -> None:
    actor = city.chair.actor
    with scoped(actor):
        verdicts = record_body(city.mill_union, {**BODY, **changes}, actor=actor, now=moment("2026-04-01"))

    assert {verdict.rule for verdict in verdicts} == ({rule} if rule else set())
    assert open_story(city).accept().rules() & {"LS-08", "LS-09", "LS-10"} == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("ruled", "handled", "told", "is_late"),
    [
        ("2026-06-11", "2026-07-13", "2026-07-13", False),
        ("2026-06-12", "2026-07-13", "2026-07-13", True),
        ("2026-06-11", "2026-07-14", "2026-07-14", True),
        ("2026-06-11", "2026-07-13", "", True),
    ],
)
def test_wage_cases_have_terms_of_their_own_and_the_union_is_told_ls_11(
    city: SmallCity, ruled: str, handled: str, told: str, is_late: bool
) -> None:
    story = open_story(city).to_default(make_supervisors(city))
    story.at("2026-06-01").recommend(by=city.county_cadre.actor).at("2026-06-02").serve("2026-06-02")
    assert story.clock("wage_filing").due_on == date(2026, 6, 11)

    story.at(ruled).make("record_ruling", {"ruling": "opened", "ruled_on": ruled}, scan=True)
    result = {"handled_on": handled, "result": "责令支付", "told_union_on": told}
    story.at(handled).make("record_handling", result, scan=True)

    assert ("LS-11" in story.rules()) is is_late


def test_an_opinion_says_what_is_asked_by_when_and_what_follows(city: SmallCity) -> None:
    story = open_story(city).to_opinion(make_supervisors(city))

    (document,) = story.documents()

    assert isinstance(document, IssuedDocument)
    assert document.number == f"{city.mill_union.name}监意〔2026〕1号"
    for words in (
        "15个工作日内",
        "2026年5月29日",
        "补发三月份工资",
        "说明原因",
        "监督员1（监督证苏监〔2025〕1号）",
        "报请县级以上总工会",
    ):
        assert words in document.model

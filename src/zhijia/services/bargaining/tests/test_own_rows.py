"""What a city enters beside the national law: shown together, never hiding it, never reaching back into what runs."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from zhijia.engines.cases.clocks import LocalLaw, why
from zhijia.engines.cases.models import CaseFinding, Clock
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.law import NewOverride, override_parameter
from zhijia.organisation.models import OverrideKind, ParameterOverride
from zhijia.organisation.scans import Scan
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models.bargainings import ContractType, Side
from zhijia.services.bargaining.tests.story import Story, moment, open_story

NATIONAL, LOCAL = "集体合同规定", "本省集体协商条例"
SCAN = Scan("条例原文.pdf", "application/pdf", "0" * 64)
TEXT = NewOverride(
    key="bargaining.reply",
    value=30,
    from_on=date(2026, 3, 1),
    to_on=None,
    reason="已读原文",
    source=LOCAL,
    article="第九条",
    scan=SCAN,
)


def enter(city: SmallCity, new: NewOverride, day: str = "2026-02-27") -> None:
    with scoped(city.leader.actor):
        override_parameter(city.leader.actor, new, now=moment(day))


def sentences(story: Story, rule: str) -> list[str]:
    with scoped(BUILDER):
        found = CaseFinding.objects.filter(case_id=story.case_id, rule=rule).order_by("pk")
        return [finding.text for finding in found]


def texts_of(story: Story, name: str) -> list[tuple[str, object]]:
    """What "why this date" shows: the text by which the clock runs, then those beside it, each with its number."""
    with scoped(BUILDER):
        clock = Clock.objects.select_related("case").filter(case_id=story.case_id, name=name).order_by("-pk")[0]
        found = why(clock, LocalLaw()).parameter
    assert found is not None
    return [(text.source.title, text.value) for text in found.texts]


def test_no_city_lets_a_third_of_the_congress_pass_a_contract_cb_043(city: SmallCity) -> None:
    enter(city, replace(TEXT, key="contract.majority", value=Fraction(1, 3)))
    story = open_story(city).to_the_table().at("2026-03-17").meet().draft("2026-04-01", "2027-03-31").initial().table()

    story.at("2026-03-30").vote(yes="20", no="27", abstain="4")

    assert story.state == "not_passed"
    for share in (Fraction(0), Fraction(5, 3)):
        with pytest.raises(Refused, match="不可能成立"):
            enter(city, replace(TEXT, key="contract.majority", value=share))


def test_a_laxer_local_text_stands_beside_the_national_one_and_moves_no_clock_cb_003(city: SmallCity) -> None:
    """Thirty days here, twenty in the nation: the clock keeps both, who keeps only the laxer is warned by the stricter."""
    enter(city, TEXT)
    story = open_story(city).at("2026-03-02").send_offer().at("2026-03-03").serve("2026-03-03")

    assert story.clock("reply").due_on == date(2026, 3, 23)
    assert texts_of(story, "reply") == [(NATIONAL, 20), (LOCAL, 30), ("工资集体协商试行办法", 20)]
    story.at("2026-03-27").agree("2026-03-27")
    (told,) = sentences(story, "CB-003")
    assert NATIONAL in told
    assert "按《本省集体协商条例》第九条（2026年）" in told


def test_a_city_promises_more_than_the_law_and_never_less_or_another_clock_cb_057(city: SmallCity) -> None:
    """Fifteen working days that a bureau publishes are a promise of service: the contract takes effect by the law."""
    promise = replace(TEXT, key="contract.review", value=10, kind=OverrideKind.PROMISE)
    enter(city, promise)
    for less in (replace(promise, value=16), replace(promise, value=15, unit="working_day")):
        with pytest.raises(Refused, match="不能低于法律的要求"):
            enter(city, less)

    story = open_story(city).to_signature().at("2026-04-03").file("2026-04-03").confirm_papers()

    assert story.clock("review").due_on == date(2026, 4, 20)
    assert (LOCAL, 10) in texts_of(story, "review")[1:]


def test_what_is_entered_today_neither_judges_nor_explains_what_runs_already_cb_003(city: SmallCity) -> None:
    shorter = replace(TEXT, value=10)
    story = open_story(city).at("2026-03-02").send_offer().at("2026-03-03").serve("2026-03-03")
    for begun in ("2026-01-01", "2026-03-18"):
        with pytest.raises(Refused, match="请填2026年3月19日或者以后"):
            enter(city, replace(shorter, from_on=date.fromisoformat(begun)), "2026-03-18")
    enter(city, replace(shorter, from_on=date(2026, 3, 19)), "2026-03-18")

    story.at("2026-03-20").agree("2026-03-20")

    assert sentences(story, "CB-003") == []
    assert texts_of(story, "reply") == [(NATIONAL, 20), ("工资集体协商试行办法", 20)]
    with scoped(BUILDER):
        later = LocalLaw().rule("bargaining.reply", place=story.case.place, on=date(2026, 4, 2)).strictest
    assert [(text.source.title, text.value) for text in later.texts][:2] == [(LOCAL, 10), (NATIONAL, 20)]


def test_a_row_that_reaches_back_from_before_this_was_refused_judges_no_clock_either_cb_003(city: SmallCity) -> None:
    """Rows of an older installation may lie before the clocks that they never governed."""
    story = open_story(city).at("2026-03-02").send_offer().at("2026-03-03").serve("2026-03-03")
    enter(city, replace(TEXT, value=10, from_on=date(2026, 3, 19)), "2026-03-18")
    with scoped(BUILDER):
        ParameterOverride.objects.update(from_on=date(2026, 1, 1))

    story.at("2026-03-20").agree("2026-03-20")

    assert sentences(story, "CB-003") == []
    assert texts_of(story, "reply") == [(NATIONAL, 20), ("工资集体协商试行办法", 20)]


def test_a_vacancy_is_judged_by_the_clock_that_ran_for_it_cb_020(city: SmallCity) -> None:
    story = open_story(city).to_the_table()
    with scoped(BUILDER):
        seat = story.bargaining.negotiators.filter(side=Side.WORKERS, is_chief=False).order_by("pk")[0].pk
    story.make("end_mandate", {"negotiator": seat, "day": "2026-03-16", "ground": "replaced", "reason": "调离"})
    enter(city, replace(TEXT, key="bargaining.vacancy", value=5, from_on=date(2026, 3, 19)), "2026-03-18")
    with scoped(BUILDER):
        ParameterOverride.objects.update(from_on=date(2026, 1, 1))

    story.at("2026-03-27").add(Side.WORKERS, "青五")

    assert sentences(story, "CB-020") == []
    assert story.clock("vacancy").state == "met"


def test_where_a_local_text_asks_only_that_the_employer_is_not_more_cb_011(city: SmallCity) -> None:
    """The regional form of CB-011 is entered as yes and no: equal numbers only warn, more employers are refused."""
    enter(city, replace(TEXT, key="bargaining.negotiators.equal", value=False))
    enter(city, replace(TEXT, key="bargaining.negotiators.employer_most", value=True))
    story = open_story(city).at("2026-03-02").send_offer().at("2026-03-03").serve("2026-03-03").agree("2026-03-03")
    story.at("2026-03-16").make("prepare").seat(Side.WORKERS, 3).seat(Side.EMPLOYER, 4)

    with pytest.raises(Refused, match="不多于职工一方"):
        story.make("begin_talks", {"first_meeting_on": "2026-03-16"})
    story.add(Side.WORKERS, "青四").add(Side.WORKERS, "青五").make("begin_talks", {"first_meeting_on": "2026-03-16"})

    assert any("不要求" in told for told in sentences(story, "CB-011"))
    with pytest.raises(Refused, match="是”或者“否"):
        enter(city, replace(TEXT, key="bargaining.negotiators.equal", value=3))


def test_a_standard_text_takes_the_numbers_of_the_law_from_the_law_cb_072_fl_10(city: SmallCity) -> None:
    enter(city, replace(TEXT, key="layoff.people", value=10))
    story = open_story(city, ContractType.GENERAL).to_the_table().write_draft("2026-04-01", "2027-03-31")

    with scoped(BUILDER):
        bodies = dict(story.open_draft.clauses.values_list("code", "body"))

    assert "裁减人员十人以上，或者裁减不足十人但占职工总数百分之十以上的" in bodies["layoff"]
    assert "哺乳未满一周岁婴儿的女职工" in bodies["nursing"]
    assert not any("{law:" in body for body in bodies.values())

"""A dispute over performance: the way on from the refusal of a coordination, over arbitration to court (CB-076)."""

from datetime import date

import pytest

from zhijia.engines.cases.adjusting import Decision, extend_clock, pause_clock, resume_clock
from zhijia.engines.cases.models import Case, Clock
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models import PerformanceDispute
from zhijia.services.bargaining.tests.story import Story, open_story


def in_force(city: SmallCity) -> Story:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03")
    return story.at("2026-04-21", 0, 0, 0).sweep().at("2026-05-06")


def raise_dispute(story: Story) -> Story:
    """The mill does not pay the agreed allowance, which the union knows since 6 May 2026."""
    story.make("raise_dispute", {"day": "2026-05-06", "raised_by": "workers", "facts": "夜班津贴没有按合同发。"})
    with scoped(BUILDER):
        case = Case.objects.get(kind="bargaining.dispute")
    return Story(story.city, case.pk, story.officer, story.now)


def dispute_of(story: Story) -> PerformanceDispute:
    with scoped(BUILDER):
        return PerformanceDispute.objects.get(case_id=story.case_id)


def asked(story: Story) -> set[tuple[str, date | None]]:
    with scoped(BUILDER):
        return set(story.case.awaits.exclude(verb="confirm_paper").values_list("verb", "due_on"))


def due(story: Story, name: str) -> date:
    return story.clock(name).due_on


def test_a_dispute_over_performance_is_talked_over_arbitrated_and_brought_to_court_cb_076(city: SmallCity) -> None:
    """劳动争议调解仲裁法 第二十七条、第二十九条、第四十三条、第五十条 (verified), with the calendar of 2026."""
    story = raise_dispute(in_force(city))
    assert (story.state, asked(story)) == ("talking", {("apply_arbitration", date(2027, 5, 6))})
    story.at("2026-05-20").make("talk", {"day": "2026-05-20", "note": "对方答应核算。"})
    assert due(story, "limitation") == date(2027, 5, 20)

    story.at("2026-06-01").make("apply_arbitration", {"day": "2026-06-01", "body": "北塘区仲裁院"})
    assert (asked(story), story.rules()) == ({("record_decision", None)}, set())
    assert due(story, "acceptance") == date(2026, 6, 8)
    story.at("2026-06-05").make("record_decision", {"day": "2026-06-05", "answer": "accepted"}, scan=True)
    assert due(story, "award") == date(2026, 7, 20)
    story.at("2026-07-20").make("record_award", {"day": "2026-07-20", "award": "驳回申请。"}, scan=True)
    assert asked(story) == {("sue", date(2026, 8, 4))}
    story.at("2026-08-05").make("sue", {"day": "2026-08-05", "court": "北塘区人民法院"})

    assert story.rules() == {"CB-076"}, "a day late"
    story.at("2026-11-02").make("close", {"day": "2026-11-02", "outcome": "judged", "note": "判决补发。"})
    assert (story.state, dispute_of(story).outcome) == ("ended", "judged")
    with scoped(BUILDER):
        assert not Clock.objects.filter(case_id=story.case_id, state__in=("running", "paused")).exists()
        assert not story.case.awaits.exists()


def test_the_term_of_an_award_may_rest_and_is_extended_once_by_fifteen_days(city: SmallCity) -> None:
    story = raise_dispute(in_force(city)).make("apply_arbitration", {"day": "2026-05-06", "body": "北塘区仲裁院"})
    story.at("2026-05-11").make("record_decision", {"day": "2026-05-11", "answer": "accepted"}, scan=True)
    assert due(story, "award") == date(2026, 6, 25)
    chair = load_actor(city.chair.user, today=date(2026, 5, 21))
    with scoped(chair):
        clock = Clock.objects.get(case_id=story.case_id, name="award")
        pause_clock(clock, Decision("委托鉴定", date(2026, 5, 15)), actor=chair, now=story.at("2026-05-15").now)
        resume_clock(clock, Decision("鉴定完成", date(2026, 5, 21)), actor=chair, now=story.at("2026-05-21").now)
        rested = due(story, "award")
        with pytest.raises(Refused, match="超过最长15"):
            extend_clock(clock, Decision("案情复杂", date(2026, 5, 21)), 16, actor=chair, now=story.now)
        extend_clock(clock, Decision("案情复杂", date(2026, 5, 21)), 15, actor=chair, now=story.now)

    assert date(2026, 6, 25) < rested < due(story, "award")


def test_what_arbitration_does_not_accept_may_be_sued_and_what_is_settled_ends(city: SmallCity) -> None:
    first = raise_dispute(in_force(city)).make("apply_arbitration", {"day": "2026-05-06", "body": "北塘区仲裁院"})
    first.at("2026-05-08").make("record_decision", {"day": "2026-05-08", "answer": "not_accepted"}, scan=True)
    assert (first.state, asked(first)) == ("awarded", {("sue", None)})
    with pytest.raises(Refused, match="不能登记仲裁裁决"):
        first.make("record_award", {"day": "2026-05-08", "award": "无"}, scan=True)
    with pytest.raises(Case.DoesNotExist):
        first.make("close", {"day": "2026-05-08", "outcome": "settled", "note": "无"}, by=city.south_chair.actor)

    first.make("close", {"day": "2026-05-08", "outcome": "settled", "note": "双方和解。"})
    assert (first.state, dispute_of(first).ended_on) == ("ended", date(2026, 5, 8))


def test_a_coordination_that_is_none_says_where_the_dispute_goes_cb_076(city: SmallCity) -> None:
    story = open_story(city).to_the_table().at("2026-04-20").make("declare_deadlock", {"reason": "没有结果"})

    with pytest.raises(Refused, match="登记履行争议”：先协商，协商不成的申请仲裁") as refused:
        story.make("apply_coordination", {"kind": "rights", "applicant": "workers", "facts": "没有按合同发。"})

    assert refused.value.rule == "CB-076"

"""A draft contract goes to the congress and comes back with its vote; what skipped the congress is not signed (CB-041 … CB-045)."""

from collections.abc import Callable
from datetime import date

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Awaits, PaperEntry
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models import Vote
from zhijia.services.bargaining.tests.story import Story as Bargaining
from zhijia.services.bargaining.tests.story import open_story as open_bargaining
from zhijia.services.congress.rules.matters import Matter
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, Referral
from zhijia.services.congress.tests.story import Story
from zhijia.services.congress.tests.test_sessions import (
    CONTRACT,
    SAFETY,
    ballots,
    call_session,
    delivered,
    item_of,
    opened,
    staff_meeting,
)
from zhijia.trail.models import Event

TAKEN = {"mode": "paper"}
"""What is entered of a draft that waits: its title, matter and text come with it."""


@pytest.fixture
def draft(city: SmallCity) -> Bargaining:
    """A draft that both chiefs initialled and the union put before the congress."""
    story = open_bargaining(city, day="2026-10-20").to_the_table("2026-10-20").at("2026-11-06").meet()
    return story.draft("2026-12-01", "2027-11-30").initial().table().confirm_papers()


def waiting() -> list[int]:
    with scoped(BUILDER):
        return list(Referral.objects.filter(item=None, settled_on=None).values_list("pk", flat=True))


def taken(story: Story) -> Story:
    """The session takes what waits, beside a report."""
    (referral,) = waiting()
    return delivered(story, {**TAKEN, "referral": referral}, SAFETY)


def test_a_draft_is_voted_on_in_the_session_and_signed_only_after_it(
    city: SmallCity, draft: Bargaining, hand_on: Callable[[], None]
) -> None:
    hand_on()
    story = taken(staff_meeting(city))
    hand_on()
    with scoped(BUILDER):
        item = AgendaItem.objects.get(matter=Matter.CONTRACT)
        awaited = list(Awaits.objects.filter(case=draft.case_id).values_list("verb", flat=True))
    assert (item.title, item.subject_id) == (draft.case.title, draft.case_id)
    assert "第一条" in item.text
    assert awaited == []

    with pytest.raises(Refused, match="由该会议带回"):
        draft.at("2026-11-20").vote()
    with pytest.raises(Refused, match="不能签订合同"):
        draft.sign()

    story.at("2026-11-27")
    opened(story, 20).make("start_voting").make("decide", ballots(story, 16, 4))
    hand_on()

    assert draft.state == "adopted"
    with scoped(BUILDER):
        vote = Vote.objects.get()
        decided = Event.objects.get(kind="congress.item_decided")
        assert (vote.source, vote.source_event, vote.assembly) == ("event", decided.pk, "all_employees")
        assert (vote.entitled, vote.present, vote.yes, vote.no, vote.is_passed) == (30, 20, 16, 4, True)
        assert not PaperEntry.objects.filter(
            case=draft.case_id, verb="hear_vote"
        ).exists()  # nothing is left to confirm
    draft.at("2026-11-27").make("print_text")
    with pytest.raises(Refused, match="已经印发"):
        draft.make("print_text")
    draft.sign()
    assert draft.state == "signed"

    draft.at("2026-11-30").file("2026-11-30").at("2026-12-16").sweep()
    first_year = draft.clock("report").due_on
    story.case_id = _term_of(story)
    call_session(story.at("2027-11-01"), "2027-11-20")
    story.make("add_item", SAFETY).make("agree", {"day": story.today, "is_agreed": "on"})
    story.make("change_text", {"item": item_of(story, "performance"), "text": "一年来双方履行了合同。"})
    story.make("deliver", {"day": story.today}).at("2027-11-20")
    opened(story, 20).make("resolve", {"minutes": "记录", "signers": "主席团"})
    hand_on()
    heard = draft.clock("report")
    assert (first_year, heard.due_on, heard.state) == (date(2027, 12, 16), date(2028, 11, 20), "running")


def test_each_year_the_next_session_hears_of_a_contract_that_was_passed_cb_068(
    city: SmallCity, hand_on: Callable[[], None]
) -> None:
    """Nobody has to think of it: it stands on the agenda, is written before it is delivered, and comes back the year after."""
    story = delivered(staff_meeting(city), CONTRACT, SAFETY)
    with scoped(BUILDER):
        congress = CongressSession.objects.get(case=story.case_id).term.case_id
    opened(story.at("2026-11-27"), 20).make("start_voting").make("decide", ballots(story, 16, 4))
    hand_on()
    with scoped(BUILDER):
        waits = Referral.objects.get()
    assert (waits.matter, waits.referred_on, waits.due_on) == ("performance", date(2026, 11, 27), date(2027, 11, 27))

    story.case_id = congress
    call_session(story.at("2027-10-20"), "2027-11-26")
    report = item_of(story, "performance")
    with pytest.raises(Refused, match="材料还没有写"):
        delivered(story, SAFETY)
    story.make("change_text", {"item": report, "text": "一年来双方履行了合同。"}).make("deliver", {"day": story.today})
    assert "CB-068" not in story.findings()
    opened(story.at("2027-11-26"), 20).make("resolve", {"minutes": "记录", "signers": "主席团"})
    hand_on()
    with scoped(BUILDER):
        again = Referral.objects.get(item=None)
    assert (again.title, again.due_on) == ("集体合同草案履行情况报告", date(2028, 11, 26))

    story.case_id = congress
    call_session(story.at("2028-11-20"), "2028-11-27")
    strike = {"item": item_of(story, "performance"), "reason": "尚未准备好"}
    story.make("strike_item", strike).make("add_item", SAFETY).make("agree", {"day": story.today, "is_agreed": "on"})
    assert "2027年11月26日至2028年11月27日" in story.findings()["CB-068"]
    assert len(waiting()) == 1  # what was struck waits on


def test_exactly_half_goes_back_to_the_talks_and_a_new_draft_waits_anew(
    city: SmallCity, draft: Bargaining, hand_on: Callable[[], None]
) -> None:
    hand_on()
    story = taken(staff_meeting(city))
    story.at("2026-11-27")
    opened(story, 20).make("start_voting").make("decide", ballots(story, 15, 5))
    hand_on()

    assert draft.state == "not_passed"
    with pytest.raises(Refused, match="不能签订合同"):
        draft.at("2026-11-27").sign()
    draft.make("renegotiate", {"reason": "表决未通过"}).meet().draft("2026-12-01", "2027-11-30").initial().table()
    hand_on()
    assert len(waiting()) == 1


def test_struck_or_dropped_it_waits_for_another_session_or_for_papers(
    city: SmallCity, draft: Bargaining, hand_on: Callable[[], None]
) -> None:
    hand_on()
    story = staff_meeting(city)
    term = _term_of(story)
    (referral,) = waiting()
    story.make("add_item", {**TAKEN, "referral": referral})
    with scoped(BUILDER):
        item = AgendaItem.objects.get().pk
    story.make("strike_item", {"item": item, "reason": "另行安排"})
    hand_on()
    assert waiting() == [referral]
    story.make("add_item", {**TAKEN, "referral": referral}).make("drop", {"reason": "另定日期"})
    hand_on()
    assert waiting() == [referral]

    second = call_session(Story(city, term, story.now), "2026-12-20")
    draft.at("2026-11-20").vote()  # the union enters the vote of a congress on paper instead
    hand_on()
    assert waiting() == []
    with pytest.raises(InvalidInput, match="referral"):
        second.make("add_item", {**TAKEN, "referral": referral})


def test_a_result_that_comes_too_late_is_said_and_changes_nothing(
    city: SmallCity, draft: Bargaining, hand_on: Callable[[], None]
) -> None:
    """The union's papers were faster than the news that the draft is on an agenda."""
    hand_on()
    story = taken(staff_meeting(city))
    draft.at("2026-11-20").vote()
    story.at("2026-11-27")
    opened(story, 20).make("start_voting").make("decide", ballots(story, 15, 5))
    hand_on()

    assert draft.state == "adopted"
    with scoped(BUILDER):
        refused = Event.objects.filter(kind="cases.hearing_refused", subject_id=draft.case_id)
        assert [event.data["verb"] for event in refused.order_by("pk")] == ["take_up", "hear_vote"]


def test_another_employer_s_draft_does_not_wait_here(
    city: SmallCity, draft: Bargaining, hand_on: Callable[[], None]
) -> None:
    hand_on()
    with scoped(BUILDER):
        Referral.objects.get()
    for figure in (city.stranger, city.south_chair, city.worker):
        with scoped(figure.actor):
            assert not Referral.objects.exists()


def _term_of(story: Story) -> int:
    with scoped(BUILDER):
        return CongressSession.objects.get(case=story.case_id).term.case_id


def test_nobody_enters_what_the_system_hears(city: SmallCity, draft: Bargaining) -> None:
    for verb in ("take_up", "lay_down", "hear_vote"):
        with pytest.raises(Refused):
            draft.make(verb)

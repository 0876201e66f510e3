"""A dated fact corrected by two posts: clock, fact and everything computed from it say the same day."""

from datetime import date

import pytest

from zhijia.engines.cases.models import ClockState
from zhijia.engines.cases.queries import timeline_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models import Filing, Offer
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.tests.story import Story, open_story


def kinds_of(story: Story) -> list[str]:
    with scoped(BUILDER):
        return [event.kind for event in timeline_of(story.case)]


def test_an_offer_received_later_takes_the_overdue_back_and_a_reply_in_time_is_in_time_cb_003(city: SmallCity) -> None:
    story = open_story(city).at("2026-03-02").send_offer().at("2026-03-03").serve("2026-03-03")
    story.at("2026-03-24").sweep()
    assert story.state == "refused"

    story.at("2026-03-25").redate("reply", "2026-03-09")

    with scoped(BUILDER):
        offer = Offer.objects.get(bargaining__case_id=story.case_id)
    clock = story.clock("reply")
    assert (story.state, offer.served_on) == ("offered", date(2026, 3, 9))
    assert (clock.due_on, clock.state, clock.overdue_seen_on) == (date(2026, 3, 30), ClockState.RUNNING, None)
    assert "bargaining.reply_awaited" in kinds_of(story)
    story.at("2026-03-27").agree("2026-03-27")
    assert (story.state, story.rules() & {"CB-003"}) == ("accepted", set())
    with pytest.raises(Refused, match="答复日期更早"):
        story.at("2026-03-30").redate("reply", "2026-03-28")


def test_a_text_received_later_takes_the_effect_back_until_its_own_term_is_over_cb_057(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file("2026-04-02").at("2026-04-18").sweep()
    assert story.contract.effective_on == date(2026, 4, 18)

    story.at("2026-04-20").redate("review", "2026-04-12")

    with scoped(BUILDER):
        filing = Filing.objects.get(contract__bargaining__case_id=story.case_id)
    contract = story.contract
    assert (story.state, contract.effective_on, filing.received_on) == ("filed", None, date(2026, 4, 12))
    assert (story.clock("review").due_on, story.clock("review").state) == (date(2026, 4, 27), ClockState.RUNNING)
    assert {story.clock(name).state for name in ("publication_wage", "expiry", "report")} == {ClockState.STOPPED}
    assert {"bargaining.effect_taken_back", "cases.clock_dropped"} <= set(kinds_of(story))
    story.at("2026-04-28").sweep()
    assert (story.state, story.contract.effective_on) == ("effective", date(2026, 4, 28))


def test_a_text_received_earlier_moves_effect_and_all_that_counts_from_it_cb_057_cb_060(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file(filed_on="2026-04-02")
    story.at("2026-04-10").make("acknowledge", {"day": "2026-04-10"}, scan=True).confirm_papers()
    story.at("2026-04-28").sweep()
    assert (story.contract.effective_on, story.clock("publication_wage").started_on) == (date(2026, 4, 28),) * 2
    with pytest.raises(Refused, match="生效日期由审查期限算出"):
        story.redate("publication_wage", "2026-04-20")

    story.at("2026-04-29").redate("review", "2026-04-03")

    assert (story.clock("review").due_on, story.clock("review").state) == (date(2026, 4, 20), ClockState.LAPSED)
    assert (story.state, story.contract.effective_on) == ("effective", date(2026, 4, 21))
    assert story.contract.effect_basis == EffectBasis.DEEMED
    assert story.clock("publication_wage").due_on == date(2026, 4, 27)
    assert story.clock("report").started_on == date(2026, 4, 21)
    assert kinds_of(story).count("cases.clock_followed") == 4  # publication, report above, inspection, report
    assert story.sweep().state == "performing"
    with pytest.raises(Refused, match="收到日期不能早于报送日期"):
        story.redate("review", "2026-04-01")


def test_an_objection_that_proves_late_did_not_stop_the_effect_cb_056(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file(filed_on="2026-04-02")
    story.at("2026-04-10").make("acknowledge", {"day": "2026-04-10"}, scan=True)
    story.at("2026-04-22").review("objection")
    assert story.state == "objected"

    story.at("2026-04-23").redate("review", "2026-04-02").sweep()

    assert (story.state, story.contract.effective_on) == ("effective", date(2026, 4, 18))


def test_the_chiefs_signed_on_another_day_moves_the_filing_term_cb_052(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-01")

    story.redate("filing_wage", "2026-03-30")

    assert (story.contract.signed_on, story.clock("filing_wage").due_on) == (date(2026, 3, 30), date(2026, 4, 7))
    with pytest.raises(Refused, match="不能早于职代会通过草案"):
        story.redate("filing_wage", "2026-03-29")

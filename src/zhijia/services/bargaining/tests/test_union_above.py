"""What the union above has to do with a bargaining: it judges the reasons of a refusal and hears of the text in force."""

from datetime import date

import pytest

from zhijia.engines.cases.models import Clock
from zhijia.engines.messages.models import Message
from zhijia.lib.sentences import Refused
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.tests.story import Story, open_story


def asked(story: Story) -> set[tuple[str, str, str]]:
    """What is awaited: the act, the union, the role."""
    with scoped(BUILDER):
        rows = story.case.awaits.select_related("union")
        return {(row.verb, row.union.name if row.union else "", row.role) for row in rows}


def told(city: SmallCity, kind: str) -> int:
    """How many lines of this kind lie in the inbox of the town's cadre."""
    with scoped(city.town_cadre.actor):
        return Message.objects.filter(kind=kind).count()


def test_the_union_above_judges_the_reasons_of_a_refusal_once_the_paper_is_confirmed_cb_004(city: SmallCity) -> None:
    """集体合同规定 第三十二条 (verified): without good reason nobody refuses; no text says within how many days it is judged."""
    story = open_story(city).send_offer().at("2026-03-03").serve("2026-03-03").at("2026-03-09").refuse("2026-03-09")
    to_review = ("review_refusal", city.north_town.name, Role.CADRE)
    assert {verb for verb, _, _ in asked(story)} == {"confirm_paper"}
    assert told(city, "bargaining.offer_refused") == 1
    with pytest.raises(Refused, match="还没有由第二个人确认"):
        story.review_refusal("unjustified")

    story.confirm_papers()
    assert asked(story) == {to_review}
    with scoped(BUILDER):
        assert not Clock.objects.filter(case=story.case, state="running").exists()
    with pytest.raises(Refused, match="由上级工会的干部办理"):
        story.make("review_refusal", {"finding": "justified", "note": "自己审查"})
    story.review_refusal("unjustified")

    with scoped(BUILDER):
        reply = story.bargaining.offers.get().reply
    assert (story.state, reply.is_justified, reply.reviewed_on) == ("refused", False, date(2026, 3, 9))
    assert asked(story) == {("send_offer", city.mill_union.name, Role.CHAIR)}
    with pytest.raises(Refused, match="没有等待审查"):
        story.review_refusal("justified")


def test_whoever_agrees_after_all_is_judged_no_more_and_silence_gives_no_reasons(city: SmallCity) -> None:
    story = open_story(city).send_offer().serve("2026-03-02").at("2026-03-09").refuse("2026-03-09").confirm_papers()
    story.review_refusal("justified").at("2026-03-12").agree("2026-03-12")
    with scoped(BUILDER):
        reply = story.bargaining.offers.get().reply
    assert (story.state, reply.is_justified, reply.review_note) == ("accepted", None, "")

    silent = (
        open_story(city, ContractType.GENERAL, officer=story.officer).send_offer().serve("2026-03-02").confirm_papers()
    )
    silent.at("2026-03-24").sweep()
    assert asked(silent) == {("send_offer", city.mill_union.name, Role.CHAIR)}


def test_the_text_in_force_is_reported_within_ten_days_and_the_union_above_is_told(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03")
    story.at("2026-04-21", 0, 0, 0).sweep()
    clock = story.clock("upper_report")
    assert (clock.started_on, clock.due_on, clock.kind) == (date(2026, 4, 21), date(2026, 5, 6), "term")
    assert "report_up" in {verb for verb, _, _ in asked(story)}

    story.at("2026-04-24").make("report_up", {"day": "2026-04-24"})

    assert story.clock("upper_report").state == "met"
    assert "report_up" not in {verb for verb, _, _ in asked(story)}
    assert told(city, "bargaining.reported_up") == 1
    with pytest.raises(Refused, match="已经报上级工会"):
        story.make("report_up", {"day": "2026-04-24"})


def test_the_chiefs_are_reminded_to_sign_after_the_vote_and_a_corrected_day_of_the_vote_counts(city: SmallCity) -> None:
    story = open_story(city).to_the_table("2026-03-02").at("2026-03-17").meet()
    story.draft("2026-04-01", "2027-03-31").initial().table().at("2026-03-30").vote().confirm_papers()
    assert (story.clock("signature").due_on, story.clock("signature").kind) == (date(2026, 4, 7), "term")

    story.redate("signature", "2026-03-27")
    assert story.clock("signature").due_on == date(2026, 4, 1)
    with pytest.raises(Refused, match="不能早于草案签字"):
        story.redate("signature", "2026-03-16")

    story.at("2026-03-31").sign()
    assert story.clock("signature").state == "met"

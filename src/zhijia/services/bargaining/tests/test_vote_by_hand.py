"""A union whose congress is not kept here enters the vote by hand: with its papers, checked, confirmed by a second post."""

from datetime import date

import pytest
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.indicators.reading import read_many
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models import Vote
from zhijia.services.bargaining.tests.story import VOTE, open_story


def test_a_vote_entered_by_hand_carries_the_contract_once_a_second_post_has_confirmed_it_cb_042_cb_043(
    city: SmallCity,
) -> None:
    story = open_story(city).to_the_table().at("2026-03-17").meet().draft("2026-04-01", "2027-03-31").initial()
    story.table().at("2026-03-30").confirm_papers()
    entered = {**VOTE, "held_on": "2026-03-30"}

    with pytest.raises(InvalidInput) as without_minutes:
        story.make("record_vote", entered)
    assert "scan" in without_minutes.value.form.errors
    with pytest.raises(Refused):  # 39 of 60 are no quorum
        story.vote(present="39", issued="39", returned="39", yes="32")
    story.vote()
    assert story.state == "adopted"
    with pytest.raises(Refused, match="第二个人确认"):
        story.sign()
    with pytest.raises(Refused, match="录入人不能自己确认"):
        story.make("confirm_paper", {"entries": []})
    story.confirm_papers().at("2026-03-31").sign()

    assert story.state == "signed"
    with scoped(BUILDER):
        (entry,) = story.case.paper_entries.filter(verb="record_vote")
        assert (entry.party, entry.confirmed_by) == ("一届三次", story.officer.person)
        assert Vote.objects.get(is_passed=True).source == "entered"
    url = reverse("bargaining:contract", args=[story.contract.pk])
    assert "2026年3月30日 · 一届三次 · 工会录入（附会议纪要和计票单）" in city.chair.client().get(url).content.decode()
    with scoped(city.leader.actor):
        (share,) = read_many(["bargaining.votes_entered"], path=city.root.path, on=date(2026, 12, 31)).values()
    assert (share.numerator, share.denominator) == (1, 1)

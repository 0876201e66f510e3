"""An item voted on here: put to the roll of the day, cast, counted, decided; and what a vote refuses."""

from typing import Any

import pytest
from django.utils.translation import override

from zhijia.engines.ballots.casting import cast_own
from zhijia.engines.ballots.content import Ballot
from zhijia.engines.ballots.models import CountSheet, Elector, Poll, PollState
from zhijia.engines.ballots.sheets import Counted, confirm_count, enter_count
from zhijia.engines.cases.advance import InvalidInput
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.sessions.minutes import minutes_of
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, SittingMember
from zhijia.services.congress.tests.story import Story
from zhijia.services.congress.tests.test_attending import picture
from zhijia.services.congress.tests.test_sessions import (
    CONTRACT,
    SAFETY,
    came,
    delivered,
    item_of,
    opened,
    staff_meeting,
)
from zhijia.trail.models import Event

ENDS = "2126-11-27T18:00"
LEADERS = {"title": "评议领导人员", "matter": "leaders", "mode": "ordinary", "text": "述职报告"}
COUNT = {"resolution": "通过集体合同草案", "is_passed": ""}


def voting_story(city: SmallCity, *items: dict[str, Any], people: int = 20) -> Story:
    return opened(delivered(staff_meeting(city), SAFETY, *items).at("2026-11-27"), people).make("start_voting")


def members_of(story: Story) -> list[SittingMember]:
    with scoped(BUILDER):
        return list(SittingMember.objects.filter(sitting__session__case=story.case_id).order_by("pk"))


def poll_of(story: Story) -> Poll:
    with scoped(BUILDER):
        return Poll.objects.filter(about=story.case_id).latest("pk")


def minutes(story: Story) -> str:
    """As they are proposed to whoever resolves, in Chinese also to a reader of English."""
    with scoped(BUILDER), override("en"):
        written = minutes_of(CongressSession.objects.get(case=story.case_id))
    assert "None" not in written
    return written


def cast(story: Story, member: SittingMember, ballot: Ballot) -> None:
    actor = Actor(user_id=0, person_id=member.person_id, name=member.name)
    poll = poll_of(story)
    with scoped(actor):
        line = Elector.objects.filter(poll=poll, person=member.person_id).first()
        cast_own(poll, line, {1: ballot}, actor=actor, now=story.now)


def test_wc_018_and_wc_019_an_item_is_decided_by_the_ballots_of_the_frozen_roll(city: SmallCity) -> None:
    """Who checks in later votes, too; by hand it cannot be decided meanwhile; what is told are counts."""
    story = voting_story(city, {**CONTRACT, "mode": "ordinary"})
    put = {"item": item_of(story), "closes_at": ENDS}
    with pytest.raises(InvalidInput, match="closes_at"):
        story.make("put_to_vote", {**put, "closes_at": ""})
    story.make("put_to_vote", put)
    with pytest.raises(InvalidInput):
        story.make("put_to_vote", put)
    with pytest.raises(Refused, match="先作废那次表决"):
        story.make("decide", _by_hand(story))
    came(story, 1)
    shown = picture(story)
    assert f'href="/polls/{poll_of(story).pk}/"' in shown  # phones that watch the hall are led to it without a reload
    people = members_of(story)
    for member in people[:15]:
        cast(story, member, Ballot({"1": "yes"}))
    for member in people[15:20]:
        cast(story, member, Ballot({"1": "no"}))
    cast(story, people[20], Ballot({"1": "yes"}))  # she came after the vote began
    with pytest.raises(Refused, match="先在会场签到"):
        cast(story, people[21], Ballot({"1": "yes"}))
    vote = {"poll": poll_of(story).pk}
    story.make("extend_vote", {**vote, "until": "2126-11-28T18:00", "reason": "会场停电"})
    story.make("close_vote", vote)
    assert "/polls/" not in picture(story)
    story.make("count_vote", {**vote, **COUNT})

    with scoped(BUILDER):
        item = AgendaItem.objects.get(pk=item_of(story))
        told = Event.objects.filter(kind="congress.item_decided").latest("pk").data
    assert (item.yes, item.no, item.abstain, item.invalid, item.returned, item.issued) == (16, 5, 0, 0, 21, 21)
    assert item.is_passed
    assert (told["is_passed"], told["size"], told["present"], told["yes"]) == (True, 30, 21, 16)
    page = city.chair.client().get(f"/cases/{story.case_id}/").content.decode()
    assert "赞成 16 ÷ 应到 30 = 53.33…% &gt; 1/2" in page
    assert f"/polls/{poll_of(story).pk}/result/" in page
    assert f"/polls/{poll_of(story).pk}/desk/" not in page


def test_papers_are_counted_by_who_was_named_and_an_evaluation_is_left_to_the_meeting(city: SmallCity) -> None:
    story = voting_story(city, CONTRACT, LEADERS)
    people = members_of(story)
    put = {"item": item_of(story), "closes_at": "", "scrutineers": [people[0].pk]}
    with pytest.raises(Refused, match="至少要两名"):
        story.make("put_to_vote", put)
    story.make("put_to_vote", {**put, "scrutineers": [people[0].pk, people[1].pk]})
    vote = {"poll": poll_of(story).pk}
    for member, act in zip(people[:2], (_enter, _confirm), strict=True):
        actor = Actor(user_id=0, person_id=member.person_id, name=member.name)
        with scoped(actor):
            act(story, actor)
    story.make("close_vote", vote).make("count_vote", {**vote, **COUNT})
    with scoped(BUILDER):
        item = AgendaItem.objects.get(pk=item_of(story))
    assert (item.issued, item.returned, item.invalid, item.yes, item.is_passed) == (20, 19, 1, 15, False)

    rate = {"item": item_of(story, "leaders"), "closes_at": ENDS}
    with pytest.raises(InvalidInput, match="candidates"):
        story.make("put_to_vote", rate)
    story.make("put_to_vote", {**rate, "candidates": "厂长甲\n副厂长乙"})
    cast(story, people[0], Ballot({"1": "excellent"}))
    vote = {"poll": poll_of(story).pk}
    story.make("close_vote", vote)
    with pytest.raises(Refused, match="会议的决定"):
        story.make("count_vote", {**vote, **COUNT})
    assert poll_of(story).state == PollState.CLOSED
    story.make("count_vote", {**vote, **COUNT, "is_passed": "1"})
    assert "厂长甲：优秀1，称职0，基本称职0，不称职0，弃权0；副厂长乙：优秀0，" in minutes(story)
    assert "；已评议。" in minutes(story)
    story.make("resolve", {"minutes": "记录", "signers": "主席团"})
    assert "正在进行的议题" not in picture(story)


def test_a_void_vote_counts_nothing_and_the_item_is_put_again(city: SmallCity) -> None:
    story = voting_story(city, {"title": "发展规划", "matter": "plan", "mode": "named", "text": "全文"})
    put = {"item": item_of(story, "plan"), "closes_at": ENDS, "is_changeable": "on"}
    story.make("put_to_vote", put)
    cast(story, members_of(story)[0], Ballot({"1": "yes"}))
    story.make("void_vote", {"poll": poll_of(story).pk, "reason": "材料有误"})
    with pytest.raises(Refused, match="已经截止"):
        cast(story, members_of(story)[1], Ballot({"1": "yes"}))
    story.make("put_to_vote", put)
    with pytest.raises(InvalidInput):
        story.make("count_vote", {"poll": poll_of(story).pk, **COUNT})


def test_an_election_goes_on_among_those_who_tie_and_elects_nobody_who_withdrew(city: SmallCity) -> None:
    """Two seats: 甲 is elected, 乙 and 丙 stand equal, 丁 has more but withdrew; the second round fills the seat."""
    story = voting_story(
        city, {"title": "选举专门委员会委员", "matter": "election", "mode": "ordinary", "text": "办法"}
    )
    people, item = members_of(story), item_of(story, "election")
    names = "候选甲\n候选乙\n候选丙\n候选丁"
    story.make("put_to_vote", {"item": item, "closes_at": ENDS, "candidates": names, "seats": 2})
    first = {"poll": poll_of(story).pk}
    with pytest.raises(Refused, match="没有这个名字") as refused:
        story.make("withdraw_candidate", {**first, "candidate": "候选戊", "reason": "本人申请"})
    assert refused.value.field == "candidate"
    story.make("withdraw_candidate", {**first, "candidate": "候选丁", "reason": "本人申请"})
    for nth, member in enumerate(people[:20]):
        cast(story, member, Ballot({"1": "yes", ("2", "3", "4")[nth % 3 if nth < 15 else 2]: "yes"}))
    with pytest.raises(InvalidInput, match="poll"):
        story.make("vote_again", {**first, "closes_at": ENDS})  # not counted yet
    story.make("close_vote", first).make("count_vote", {**first, **COUNT})
    with scoped(BUILDER):
        assert AgendaItem.objects.get(pk=item).is_passed is False

    with pytest.raises(InvalidInput, match="closes_at"):
        story.make("vote_again", {**first, "closes_at": "2020-01-01T08:00"})
    story.make("vote_again", {**first, "closes_at": ENDS, "at_most": 2})
    second = poll_of(story)
    with scoped(BUILDER):
        asked = second.questions.get()
        assert ([one["label"] for one in asked.options], asked.most) == (["候选乙", "候选丙"], 1)
    assert (second.title, second.follows_id) == ("选举专门委员会委员（第二轮）", first["poll"])
    with pytest.raises(Refused, match="已经组织了下一轮"):
        story.make("vote_again", {**first, "closes_at": ENDS, "at_most": 2})
    for nth, member in enumerate(people[:20]):
        cast(story, member, Ballot({"1" if nth < 17 else "2": "yes"}))
    again = {"poll": second.pk}
    story.make("close_vote", again).make("count_vote", {**again, **COUNT})
    with scoped(BUILDER):
        assert AgendaItem.objects.get(pk=item).is_passed is True
    with pytest.raises(Refused, match="名额已经选满"):
        story.make("vote_again", {**again, "closes_at": ENDS})
    written = minutes(story)
    assert "（民主选举）：收回20票，无效0票；候选甲20票，候选乙5票，候选丙5票，候选丁10票；当选：候选甲；" in written
    assert "候选乙17票，候选丙3票；当选：候选乙；名额已选满。" in written
    page = city.chair.client().get(f"/polls/{second.pk}/result/").content.decode()
    assert f'href="/polls/{first["poll"]}/"' in page


def _by_hand(story: Story) -> dict[str, Any]:
    counted = {"issued": 20, "returned": 20, "yes": 20, "no": 0, "abstain": 0, "invalid": 0}
    return {**counted, "item": item_of(story), "scrutineers": "监甲、监乙", "resolution": "通过"}


def _enter(story: Story, actor: Actor) -> None:
    question = poll_of(story).questions.select_related("poll").get()
    marks = {"1": {"yes": 15, "no": 3, "abstain": 0}}
    enter_count(
        question, Counted(marks=marks, write_ins={}, issued=20, returned=19, spoiled=1), actor=actor, now=story.now
    )


def _confirm(story: Story, actor: Actor) -> None:
    question = poll_of(story).questions.select_related("poll").get()
    confirm_count(question, CountSheet.objects.get(question=question), actor=actor, now=story.now)

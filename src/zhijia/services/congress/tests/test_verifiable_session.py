"""An item voted on in the verifiable mode through the session's own steps: tickets, ballots, opening, and the count on the item."""

from pathlib import Path

import pytest

from zhijia.engines.ballots.box.door import Box
from zhijia.engines.ballots.content import Ballot, write_ballot
from zhijia.engines.ballots.models import Issuance, Poll, PollState
from zhijia.engines.ballots.tests.polling import Polling, box_conninfo, polling_place
from zhijia.lib.sentences import Refused
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, build_small_city, make_worker
from zhijia.services.congress.attending.acts import come
from zhijia.services.congress.attending.codes import HallCode
from zhijia.services.congress.sessions.models import AgendaItem, Sitting, SittingMember
from zhijia.services.congress.tests.story import Story
from zhijia.services.congress.tests.test_sessions import CONTRACT, SAFETY, delivered, item_of, staff_meeting
from zhijia.trail.models import Event

YES = write_ballot(Ballot({"1": "yes"}))


def sitting(city: SmallCity, people: list[Figure]) -> Story:
    """A meeting of the mill on its day: all but the last of these are there, and who worked there before is not."""
    story = delivered(staff_meeting(city, 1), {**CONTRACT, "mode": "verifiable"}, SAFETY).at("2026-11-27")
    story.make("prepare", {"day": story.today}).make("gather")
    with scoped(BUILDER):
        came = SittingMember.objects.filter(person__in=[one.person.pk for one in people[:-1]])
        ids = list(came.values_list("pk", flat=True))
    return story.make("check_in", {"members": ids}).make("call_to_order").make("start_voting")


def put_to_vote(story: Story, people: list[Figure], home: Path) -> Polling:
    """By the session; the first three are its scrutineers."""
    with scoped(BUILDER):
        members = {one.person_id: one.pk for one in SittingMember.objects.filter(sitting__session__case=story.case_id)}
    counting = [members[one.person.pk] for one in people[:3]]
    put = {"item": item_of(story), "closes_at": "2126-11-27T18:00", "scrutineers": counting}
    with pytest.raises(Refused, match="三") as refused:
        story.make("put_to_vote", {**put, "scrutineers": counting[:2]})
    assert refused.value.field == "scrutineers"
    story.make("put_to_vote", put)
    with scoped(BUILDER):
        poll = Poll.objects.get(about=story.case_id)
    return Polling(poll, people, people[:3], {}, Box(box_conninfo(), home / "box"), {}, now=story.now)


@pytest.mark.django_db(transaction=True)
def test_a_session_votes_verifiably_from_the_item_to_the_count_and_back(tmp_path: Path) -> None:
    """WC-018 … WC-020: of seven on the roll five vote for it; who comes after the vote began votes, who has not come does not."""
    city = build_small_city()
    with scoped(BUILDER):
        people = [make_worker(f"代表{n}", union=city.mill_union, enterprise=city.mill) for n in range(6)]
    with polling_place(tmp_path):
        story = sitting(city, people)
        vote = put_to_vote(story, people, tmp_path)
        act = {"poll": vote.poll.pk}
        with pytest.raises(Refused):
            story.make("begin_vote", act)  # its scrutineers made no keys yet
        vote.make_keys(1, 2, 3)
        story.make("begin_vote", act)
        with scoped(BUILDER):
            vote.poll.refresh_from_db()
        assert (vote.poll.state, vote.poll.mode) == (PollState.OPEN, "verifiable")

        late = people[5]
        with pytest.raises(Refused, match="请先签到，再领票"):
            vote.take(late, 1)
        with scoped(BUILDER):
            code = str(HallCode.of(Sitting.objects.get().pk, story.now))
        come(late.actor, story.case_id, code, now=story.now)
        bodies = [vote.take(one, 1).paper(1, YES) for one in (*people[:4], late)]
        answers = [vote.put_in(body) for body in (*bodies, bodies[0])]  # one is sent twice
        assert {status for status, _answer in answers} == {200}
        kept_back = vote.take(people[4], 1).paper(1, YES)

        story.make("close_vote", act)
        assert vote.put_in(kept_back)[0] == 410
        with pytest.raises(Refused):
            story.make("count_vote", {**act, "resolution": "通过集体合同草案"})  # nobody has opened the box
        vote.reveal(1, 3)
        story.make("count_vote", {**act, "resolution": "通过集体合同草案"})
        vote.box.close()

    with scoped(BUILDER):
        item = AgendaItem.objects.get(pk=item_of(story))
        told = Event.objects.filter(kind="congress.item_decided").latest("pk").data
        assert Issuance.objects.count() == 6
    assert (item.yes, item.no, item.abstain, item.invalid, item.returned, item.is_passed) == (5, 0, 0, 0, 5, True)
    assert (told["size"], told["present"], told["yes"]) == (7, 6, 5)
    assert "赞成 5 ÷ 应到 7" in "".join(map(str, as_sentences(item.formula)))
    story.make("resolve", {"minutes": "记录", "signers": "主席团"})
    page = people[0].client().get(f"/congress/sessions/{story.case_id}/").content.decode()
    assert "通过" in page

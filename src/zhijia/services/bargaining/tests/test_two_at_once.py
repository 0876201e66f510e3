"""Two cadres move one bargaining at once: one wins, the other is told, and everything is there once."""

import threading
from collections.abc import Mapping
from uuid import uuid4

import pytest
from django.db import connections

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.carrying import Step
from zhijia.engines.cases.queries import timeline_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, build_small_city
from zhijia.services.bargaining.models import Reply
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.tests.story import Story, open_story

pytestmark = pytest.mark.database
ANSWER = {"signer": "青主席", "replied_on": "2026-03-10"}


def answer_at_once(story: Story, *answers: tuple[Figure, str, Mapping[str, str]]) -> list[Step | Refused]:
    """Each person's move on a connection of its own, all begun together."""
    start, outcomes = threading.Barrier(len(answers)), dict[int, Step | Refused]()

    def move(n: int, who: Figure, verb: str, data: Mapping[str, str]) -> None:
        actor = load_actor(who.user, today=story.today())
        start.wait()
        try:
            with scoped(actor):
                outcomes[n] = advance(story.case_id, verb, actor=actor, key=uuid4(), now=story.now, data=data)
        except Refused as refused:
            outcomes[n] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=move, args=(n, *answer)) for n, answer in enumerate(answers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [outcomes[n] for n in range(len(answers))]


@pytest.mark.django_db(transaction=True)
def test_of_a_chair_who_agrees_and_a_cadre_who_declines_at_once_one_is_told_what_the_other_did() -> None:
    city = build_small_city()
    story = open_story(city, initiator=Side.EMPLOYER).at("2026-03-04")
    offer = {
        "topics": "工资结构",
        "proposed_on": "2026-03-20",
        "proposed_place": "公司会议室",
        "served_on": "2026-03-03",
    }
    story.make("employer_offer", offer, scan=True).at("2026-03-10")

    outcomes = answer_at_once(
        story,
        (city.chair, "accept_offer", ANSWER),
        (city.town_cadre, "decline_offer", {**ANSWER, "reason": "合同未到期"}),
    )

    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert str(refused).startswith("该事项现在是“")
    assert story.state == ("accepted" if isinstance(outcomes[0], Step) else "failed")
    with scoped(BUILDER):
        kinds = [event.kind for event in timeline_of(story.case)]
        assert Reply.objects.count() == 1
    assert sum(kind.startswith("bargaining.employer_offer_") for kind in kinds) == 1

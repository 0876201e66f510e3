"""Moves out of order, twice, at once, by the wrong person: through the pages, as an attacker would."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from django.db import connections
from django.urls import reverse

from tests.surfaces.visits import Visits
from tests.surfaces.world import World
from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER
from zhijia.services.plans.flow import TASK_FLOW
from zhijia.trail.models import Event

Undone = Callable[[], AbstractContextManager[None]]
ASSIGNED, REPORTED = "assigned", "reported"


def _state(case: int) -> str:
    with scoped(BUILDER):
        return Case.objects.get(pk=case).state


def _events(case: int) -> int:
    with scoped(BUILDER):
        return Event.objects.filter(subject_type="cases.case", subject_id=case).count()


def _answers(north: object) -> dict[str, object]:
    """What any move's form could ask."""
    post = north.county_post  # type: ignore[attr-defined]
    return {"lead": post, "due_on": "2026-12-31", "standard": "台账", "reason": "理由", "text": "情况"}


@pytest.mark.parametrize("actor", ["town_cadre", "county_cadre", "research", "leader", "chair", "stranger", "worker"])
@pytest.mark.parametrize("move", TASK_FLOW.moves, ids=lambda move: move.verb)
def test_a_move_that_is_not_one_s_turn_changes_nothing(
    visits: Visits, undone: Undone, actor: str, move: object
) -> None:
    north, verb = visits.world.north, move.verb  # type: ignore[attr-defined]
    written = 2 if move.document else 1  # type: ignore[attr-defined]
    with undone():
        before, events = _state(north.own_case), _events(north.own_case)
        url = reverse("cases:move", args=[north.own_case, verb])
        answer = visits.client(actor).post(url, {"key": str(uuid4()), **_answers(north)})
        after, events_after = _state(north.own_case), _events(north.own_case)

    assert answer.status_code < 500
    if before == after:
        assert events_after - events == (written if answer.status_code == 302 else 0)
    else:
        assert before in move.from_states  # type: ignore[attr-defined]
        assert actor in ("town_cadre", "county_cadre"), "only the lead and the issuing county move this task"
        assert events_after - events == written


def test_the_assignee_never_verifies(visits: Visits, undone: Undone) -> None:
    north = visits.world.north
    with undone():
        assert _state(north.case) == REPORTED
        visits.client("county_cadre").post(reverse("cases:move", args=[north.case, "verify"]), {"key": str(uuid4())})

        assert _state(north.case) == REPORTED


@pytest.mark.parametrize("key", ["", "x", "0", "' OR 1=1 --"])
def test_a_submission_without_a_proper_key_is_refused(visits: Visits, undone: Undone, key: str) -> None:
    north = visits.world.north
    with undone():
        answer = visits.client("town_cadre").post(reverse("cases:move", args=[north.own_case, "accept"]), {"key": key})

        assert answer.status_code == 409
        assert _state(north.own_case) == ASSIGNED


def test_a_key_used_for_one_act_is_refused_for_another(visits: Visits, undone: Undone) -> None:
    north, key = visits.world.north, str(uuid4())
    with undone():
        client = visits.client("town_cadre")
        client.post(reverse("cases:move", args=[north.own_case, "accept"]), {"key": key})
        again = client.post(
            reverse("cases:move", args=[north.own_case, "report"]), {"key": key, "text": "换了一个动作"}
        )

        assert again.status_code == 409
        assert "这次提交的编号已经用于别的办理" in again.content.decode()


def test_somebody_else_s_key_gives_nothing_away(visits: Visits, undone: Undone) -> None:
    north, key = visits.world.north, str(uuid4())
    with undone():
        visits.client("town_cadre").post(reverse("cases:move", args=[north.own_case, "accept"]), {"key": key})
        answer = visits.client("stranger").post(reverse("cases:move", args=[north.own_case, "accept"]), {"key": key})

        assert answer.status_code == 404


def _post(world: World, actor: str, case: int, verb: str, key: str) -> int:
    try:
        client = world.figures[actor].client()
        data = {"key": key, **_answers(world.north)}
        return client.post(reverse("cases:move", args=[case, verb]), data).status_code
    finally:
        connections.close_all()


def _at_once(world: World, *posts: tuple[str, str, str]) -> list[int]:
    """Every (actor, verb, key) on North's own case at the same moment, each in a thread and a connection of its own."""
    with ThreadPoolExecutor(len(posts)) as pool:
        waiting = [pool.submit(_post, world, actor, world.north.own_case, verb, key) for actor, verb, key in posts]
        return [one.result() for one in waiting]


def test_the_same_click_five_times_at_once_is_one_act(world_copy: World) -> None:
    key = str(uuid4())
    before = _events(world_copy.north.own_case)

    answers = _at_once(world_copy, *[("town_cadre", "accept", key)] * 5)

    assert answers == [302] * 5
    assert _state(world_copy.north.own_case) == "active"
    assert _events(world_copy.north.own_case) == before + 1


def test_of_two_cadres_on_one_case_one_wins_and_the_other_is_told(world_copy: World) -> None:
    before = _events(world_copy.north.own_case)

    answers = _at_once(world_copy, ("town_cadre", "accept", str(uuid4())), ("county_cadre", "withdraw", str(uuid4())))

    state, events = _state(world_copy.north.own_case), _events(world_copy.north.own_case)
    if state == "active":
        assert sorted(answers) == [302, 409]
        assert events == before + 1
    else:
        assert state == "withdrawn"
        assert events - before == answers.count(302)

"""The acts that name another record, sent honestly and then with one of South's: the first is done, the second refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.surfaces.digest import digest_of_all
from tests.surfaces.records import Side
from tests.surfaces.visits import Visits
from tests.surfaces.world import World
from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure
from zhijia.services.plans.tests.tasks.story import post_id

Data = Mapping[str, object]


@dataclass(frozen=True)
class Forgery:
    """A form of North's cadre whose `field` names a record of a side; everything else in it is right."""

    name: str
    url_name: str
    arguments: Callable[[Side], list[object]]
    field: str
    chosen: Callable[[World, Side], object]
    others: Callable[[Side], Data]
    actor: str = "county_cadre"


def _colleague(world: World, side: Side) -> Figure:
    """A second cadre of a county."""
    return world.figures["north_other" if side is world.north else "south_other"]


def _case_of(kind: str, side: Side) -> int:
    """The case of a kind that a county has."""
    with scoped(BUILDER):
        path = Union.objects.get(pk=side.county).path
        rows = Case.objects.filter(kind=kind, path__gte=path, path__lt=f"{path}~").order_by("pk")
        return rows.values_list("pk", flat=True)[0]


DAYS = {"from_on": "2026-11-20", "to_on": "2026-12-20"}
FORGERIES = (
    Forgery(
        "a task's lead",
        "cases:move",
        lambda north: [north.own_case, "reassign"],
        "lead",
        lambda _world, side: side.county_post,
        lambda _north: {"due_on": "2026-12-31", "standard": "建成台账"},
    ),
    Forgery(
        "a task's support",
        "cases:move",
        lambda north: [north.own_case, "reassign"],
        "supports",
        lambda world, side: post_id(_colleague(world, side)),
        lambda north: {"due_on": "2026-12-31", "standard": "建成台账", "lead": north.county_post},
    ),
    Forgery(
        "the lead of many tasks",
        "plans:assign_tasks",
        lambda north: [north.plan],
        "lead",
        lambda _world, side: side.county_post,
        lambda north: {"row": [north.open_task], "standard": "完成"},
    ),
    Forgery(
        "the rows of a bulk assignment",
        "plans:assign_tasks",
        lambda north: [north.plan],
        "row",
        lambda _world, side: [side.open_task],
        lambda north: {"lead": north.county_post, "standard": "完成"},
    ),
    Forgery(
        "the rows of a bulk act",
        "workbench:bulk",
        lambda _north: [],
        "row",
        lambda _world, side: [side.awaits],
        lambda _north: {"act": "plans.task:accept"},
        actor="town_cadre",
    ),
    Forgery(
        "who is appointed",
        "organising:name_deputy",
        lambda north: [north.post],
        "person",
        lambda world, side: _colleague(world, side).person.pk,
        lambda _north: DAYS,
    ),
    Forgery(
        "an enterprise to be covered",
        "organising:cover",
        lambda north: [north.union],
        "enterprise",
        lambda world, side: world.city.lone.pk if side is world.north else side.enterprise,
        lambda _north: {"from_on": "2026-11-20"},
    ),
    Forgery(
        "another parent",
        "organising:set_parent",
        lambda north: [north.union],
        "parent",
        lambda _world, side: side.county,
        lambda _north: {"kind": "statistical", "from_on": "2026-11-20"},
    ),
    Forgery(
        "the union that a member goes over to",
        "organising:change_membership",
        lambda north: [north.membership, "transfer"],
        "union",
        lambda _world, side: side.town,
        lambda _north: {"on": "2026-11-20", "approved_on": "2026-11-20", "reason": "调动"},
    ),
    Forgery(
        "the union that a person joins",
        "organising:join_person",
        lambda north: [north.twin],
        "union",
        lambda _world, side: side.union,
        lambda _north: {"approved_on": "2026-11-20", "from_on": "2026-11-20"},
    ),
    Forgery(
        "the union that a roster's people join",
        "organising:map_intake",
        lambda north: [north.roster],
        "union",
        lambda _world, side: side.union,
        lambda _north: {"column_name": "0", "column_id_number": "1"},
    ),
    Forgery(
        "who answers for a target",
        "cases:move",
        lambda north: [_case_of("organising.target", north), "assign"],
        "cadre",
        lambda _world, side: side.county_post,
        lambda _north: {"deadline": "2027-03-31"},
    ),
    Forgery(
        "the candidate of an election",
        "cases:move",
        lambda north: [_case_of("organising.election", north), "nominate"],
        "member",
        lambda _world, side: side.membership,
        lambda _north: {"body": "committee", "declared_on": "2026-11-20", "declares": "on"},
        actor="chair",
    ),
    Forgery(
        "the cadre of a proposed pair",
        "contacts:change",
        lambda north: [north.proposal, north.proposed],
        "cadre",
        lambda world, side: post_id(_colleague(world, side)),
        lambda _north: {"reason": "工作需要"},
    ),
)


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_the_honest_form_is_carried_out(visits: Visits, forgery: Forgery) -> None:
    assert _is_changed(visits, forgery, visits.world.north)


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_the_forged_form_changes_nothing_anywhere(visits: Visits, forgery: Forgery) -> None:
    assert not _is_changed(visits, forgery, visits.world.south)


def _is_changed(visits: Visits, forgery: Forgery, side: Side) -> bool:
    north = visits.world.north
    data = {**forgery.others(north), forgery.field: forgery.chosen(visits.world, side), "key": str(uuid4())}
    url = reverse(forgery.url_name, args=forgery.arguments(north))
    with visits.undone():
        before = digest_of_all()
        answer = visits.client(forgery.actor).post(url, data)
        assert answer.status_code < 500
        return digest_of_all() != before

"""Every URL × every kind of actor: who is let in, who is refused, who finds nothing, who must log in."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.surfaces.surface import Surface
from tests.surfaces.table import SURFACES
from tests.surfaces.visits import ANONYMOUS, Answer, Visits
from tests.surfaces.world import ACTORS

NOT_OURS = ("admin:",)
GETS = [surface for surface in SURFACES.values() if not surface.is_post]


def test_every_url_is_in_the_table() -> None:
    named = set(_names(get_resolver()))

    missing = sorted(named - SURFACES.keys())

    assert not missing, (
        f"{', '.join(missing)}: add a Surface to tests/surfaces/table/<room>.py that says its kind, how its arguments come "
        "from a Side of the world (extend tests/surfaces/records.py when it needs a new record), who finds the record "
        "(`sees`) and who of them is let in (`may`)."
    )
    assert not SURFACES.keys() - named, "these URLs are gone: take them out of the table"


def _names(resolver: URLResolver, prefix: str = "") -> list[str]:
    names = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern}: a URL without a name cannot be in the table; name it"
            names.append(f"{prefix}{pattern.name}")
        else:
            names += _names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
    return names


@pytest.mark.parametrize("surface", GETS, ids=lambda surface: surface.name)
def test_each_actor_gets_what_the_table_says(visits: Visits, surface: Surface) -> None:
    world, wrong = visits.world, {}

    for of_north, side in ((True, world.north), (False, world.south)):
        for actor in ACTORS:
            answer = visits.get(actor, surface.address(side))
            expected = _expected(surface, actor, of_north=of_north)
            if answer.outcome not in expected:
                wrong[actor, side.mark] = f"{answer.outcome} instead of {'/'.join(expected)}"

    assert wrong == {}


def _expected(surface: Surface, actor: str, *, of_north: bool) -> tuple[str, ...]:
    if actor in surface.admitted(of_north=of_north):
        return ("open",)
    if actor in surface.finders(of_north=of_north):
        return ("refused",)
    return ("hidden",)


@pytest.mark.parametrize("surface", SURFACES.values(), ids=lambda surface: surface.name)
def test_nobody_is_led_to_the_login(visits: Visits, surface: Surface) -> None:
    answer = _ask(visits, surface)

    assert answer.outcome == ("open" if surface.is_open else "login"), answer.url


def _ask(visits: Visits, surface: Surface) -> Answer:
    url = surface.address(visits.world.north)
    if not surface.is_post:
        return visits.get(ANONYMOUS, url)
    return visits.post(ANONYMOUS, url, {})


@pytest.mark.parametrize("surface", GETS, ids=lambda surface: surface.name)
def test_nothing_ever_fails(visits: Visits, surface: Surface) -> None:
    answers = [visits.get(actor, url) for url in visits.addresses(surface) for actor in (*ACTORS, ANONYMOUS)]

    assert [(answer.url, answer.status) for answer in answers if answer.status >= 500] == []

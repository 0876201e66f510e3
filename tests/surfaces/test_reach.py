"""Every URL × every kind of actor: who is let in, who is refused, who finds nothing, who must log in."""

from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

from tests.surfaces.saying import listed
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


def test_each_actor_gets_what_the_table_says(visits: Visits) -> None:
    sides = ((True, visits.world.north), (False, visits.world.south))
    wrong = []
    for surface, (of_north, side), actor in product(GETS, sides, ACTORS):
        answer = visits.get(actor, surface.address(side))
        expected = _expected(surface, actor, of_north=of_north)
        if answer.outcome not in expected:
            wrong.append(f"{surface.name} {answer.url} for {actor}: {answer.outcome} instead of {'/'.join(expected)}")

    assert not wrong, listed(wrong)


def _expected(surface: Surface, actor: str, *, of_north: bool) -> tuple[str, ...]:
    if actor in surface.admitted(of_north=of_north):
        return ("open",)
    if actor in surface.finders(of_north=of_north):
        return ("refused",)
    return ("hidden",)


def test_nobody_is_led_to_the_login(visits: Visits) -> None:
    wrong = []
    for surface in SURFACES.values():
        answer, expected = _ask(visits, surface), "open" if surface.is_open else "login"
        if answer.outcome != expected:
            wrong.append(f"{surface.name} {answer.url} without a login: {answer.outcome} instead of {expected}")

    assert not wrong, listed(wrong)


def _ask(visits: Visits, surface: Surface) -> Answer:
    url = surface.address(visits.world.north)
    if not surface.is_post:
        return visits.get(ANONYMOUS, url)
    return visits.post(ANONYMOUS, url, {})


def test_nothing_ever_fails(visits: Visits) -> None:
    failed = [
        f"{surface.name} {url} for {actor}: {status}"
        for surface in GETS
        for url in visits.addresses(surface)
        for actor in (*ACTORS, ANONYMOUS)
        if (status := visits.get(actor, url).status) >= 500
    ]

    assert not failed, listed(failed)

"""axe on every page of the surface matrix: Chinese and light always, a fixed sixth of the other looks, all with --all."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.db import connections
from playwright.sync_api import Browser, expect

from tests.journeys.sitting import DESK, PHONE, Sitting, sitting
from tests.surfaces.surface import Kind, Surface
from tests.surfaces.table import SURFACES
from tests.surfaces.world import World

pytestmark = pytest.mark.browser
NOT_PAGES = {Kind.EXPORT, Kind.ATTACHMENT, Kind.AUTOCOMPLETE}
FRAGMENTS = {
    "congress:floor_controls",
    "congress:hall_code",
    "entrance:verifier",
    "organising:branch",
    "cockpit:tiles",
    "ui:gallery_tree",
    "ui:gallery_options",
    "mfa_authenticate",
    "contacts:visit_ticket",
    "contacts:visit_worker",
    "organising:contact_ticket",
    "organising:contact_worker",
}
"""Parts of pages, and what is handed to scripts and for keeping."""
READERS = (
    "county_cadre",
    "leader",
    "research",
    "town_cadre",
    "chair",
    "worker",
    "county_leader",
    "administrator",
    "contact",
)
LOOKS: dict[str, dict[str, str]] = {
    "english": {"language": "en"},
    "dark": {"theme": "dark"},
    "large": {"size": "large"},
}
ASKED: dict[str, dict[str, bool]] = {
    "english": {"by_colours": False},
    "dark": {"by_rules": False},
    "large": {"by_colours": False},
}
"""What a look can spoil: other words and sizes change no colour, other colours nothing else."""
TURNS = 2 * len(LOOKS)
PAGES = [
    surface
    for surface in SURFACES.values()
    if not surface.is_post
    and surface.kind not in NOT_PAGES
    and surface.name not in FRAGMENTS
    and surface.admitted(of_north=True)
]


def _looks() -> Iterator[object]:
    """Every second page in one of the other looks, taken in turn; the rest of them with --all."""
    for number, surface in enumerate(PAGES):
        for place, look in enumerate(LOOKS):
            marks = [] if number % TURNS == place else [pytest.mark.slow]
            yield pytest.param(surface, look, marks=marks, id=f"{surface.name}-{look}")


@pytest.fixture(scope="module")
def rooms(chromium: Browser, world_to_read: tuple[str, World]) -> Iterator[dict[str, Sitting]]:
    """A window for each reader, signed in once."""
    address, world = world_to_read
    opened: dict[str, Sitting] = {}
    with ExitStack() as windows:
        for reader in READERS:
            size = PHONE if reader == "worker" else DESK
            opened[reader] = windows.enter_context(sitting(chromium, address, size=size))
            session = world.figures[reader].client().cookies["sessionid"].value
            opened[reader].page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
            opened[reader].bring_axe()
        connections.close_all()
        yield opened


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """The looks of texts on the pages so far."""
    return set()


def _reader_of(surface: Surface) -> str:
    admitted = surface.admitted(of_north=True)
    return next(reader for reader in READERS if reader in admitted)


def _faults(rooms: dict[str, Sitting], world: World, surface: Surface, seen: set[str], look: str = "") -> list[str]:
    reader = "worker" if surface.name.startswith("portal:") else _reader_of(surface)
    person = rooms[reader]
    person.dress(**LOOKS.get(look, {}))
    person.page.goto(surface.address(world.north))
    expect(person.page.locator(".htmx-request")).to_have_count(0)
    complaints, person.complaints[:] = list(person.complaints), []
    return person.faults_of_many(seen, **ASKED.get(look, {})) + complaints


@pytest.mark.parametrize("surface", PAGES, ids=lambda surface: surface.name)
def test_axe_finds_nothing(
    rooms: dict[str, Sitting], world_to_read: tuple[str, World], seen: set[str], surface: Surface
) -> None:
    assert _faults(rooms, world_to_read[1], surface, seen) == []


@pytest.mark.parametrize(("surface", "look"), list(_looks()))
def test_axe_finds_nothing_in_other_looks(
    rooms: dict[str, Sitting], world_to_read: tuple[str, World], seen: set[str], surface: Surface, look: str
) -> None:
    assert _faults(rooms, world_to_read[1], surface, seen, look) == []


def test_a_text_that_is_too_faint_is_found_once_among_pages_that_look_the_same(rooms: dict[str, Sitting]) -> None:
    """Else the contrast of later pages would prove nothing."""
    person, seen = rooms["leader"], set[str]()
    person.dress()
    person.page.goto("/account/")
    assert person.faults_of_many(seen, by_rules=False) == []

    assert person.faults_of_many(seen, by_rules=False) == []
    person.page.evaluate("document.querySelector('main h1').style.color = 'rgb(225, 225, 225)'")

    assert [fault.split(":")[0] for fault in person.faults_of_many(seen, by_rules=False)] == ["color-contrast"]

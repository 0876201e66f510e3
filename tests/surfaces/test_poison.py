"""No response for people of North holds a word of South's records, through whatever surface (house.md, invariant 1)."""

from urllib.parse import quote

import pytest

from tests.surfaces.poison import words_above_the_mill, words_of_south
from tests.surfaces.surface import PARTIES, Surface
from tests.surfaces.table import SURFACES
from tests.surfaces.visits import ANONYMOUS, Visits, without_echo
from tests.surfaces.world import NORTHERNERS, SOUTH_MARK, World

GETS = [surface for surface in SURFACES.values() if not (surface.is_post or surface.is_for_holders)]
READERS = ("leader", "research", "stranger")
WITHOUT_NAMES = ("cockpit:wall",)
PROBED = [surface for surface in GETS if surface.probes and surface.name not in WITHOUT_NAMES]
OUTSIDERS = (*NORTHERNERS, "bureau_officer", ANONYMOUS)


@pytest.fixture(scope="module")
def south_words(world: World) -> set[str]:
    return words_of_south(world)


@pytest.fixture(scope="module")
def mill_words(world: World) -> set[str]:
    return words_above_the_mill(world)


def test_the_poison_is_strong(south_words: set[str], mill_words: set[str]) -> None:
    """The words name people, unions, enterprises, plans and tasks: without them the tests below would prove nothing."""
    for part in ("南干事", "长堤", "总工会", "安排", "台账", "名册"):
        assert any(part in word for word in south_words), part
    assert any(len(word) == 18 and word.isascii() for word in south_words), "a credit code"
    assert any("北主席" in word for word in mill_words)


@pytest.mark.parametrize("surface", GETS, ids=lambda surface: surface.name)
def test_people_of_north_read_no_word_of_south(visits: Visits, surface: Surface, south_words: set[str]) -> None:
    leaks = {}
    for actor in OUTSIDERS:
        for url in visits.addresses(surface):
            answer = visits.get(actor, url)
            text = without_echo(answer.text, SOUTH_MARK if SOUTH_MARK in url else "")
            found = sorted(word for word in south_words if word in text)
            if found and not answer.is_login:
                leaks[actor, url] = found[:3]

    assert leaks == {}


@pytest.mark.parametrize("surface", GETS, ids=lambda surface: surface.name)
def test_chair_and_worker_read_no_word_of_the_offices_above(
    visits: Visits, surface: Surface, mill_words: set[str]
) -> None:
    leaks = {}
    for actor in ("chair", "worker"):
        for url in visits.addresses(surface):
            found = sorted(word for word in mill_words if word in visits.get(actor, url).text)
            if found:
                leaks[actor, url] = found[:3]

    assert leaks == {}


@pytest.mark.parametrize(
    "surface",
    [s for s in SURFACES.values() if s.probes and s.sees != PARTIES and s.name not in WITHOUT_NAMES],
    ids=lambda surface: surface.name,
)
def test_those_who_may_do_read_them(visits: Visits, surface: Surface) -> None:
    """The control: the same addresses show South's words to South and the city: the poison is not tested on empty pages."""
    shown = [visits.get(actor, url).text for actor in READERS for url in visits.addresses(surface)]

    assert any(SOUTH_MARK in without_echo(text, quote(SOUTH_MARK)) for text in shown)

"""No response for people of North holds a word of South's records, through whatever surface (house.md, invariant 1)."""

from itertools import product
from urllib.parse import quote

import pytest

from tests.surfaces.poison import words_above_the_mill, words_in, words_of_south
from tests.surfaces.saying import listed
from tests.surfaces.surface import PARTIES
from tests.surfaces.table import SURFACES
from tests.surfaces.visits import ANONYMOUS, Visits, without_echo
from tests.surfaces.world import NORTHERNERS, SOUTH_MARK, World

GETS = [surface for surface in SURFACES.values() if not (surface.is_post or surface.is_for_holders)]
READERS = ("leader", "research", "stranger")
WITHOUT_NAMES = ("cockpit:wall",)
CONTROLS = [s for s in SURFACES.values() if s.probes and s.sees != PARTIES and s.name not in WITHOUT_NAMES]
OUTSIDERS = (*NORTHERNERS, "bureau_officer", ANONYMOUS)


@pytest.fixture(scope="module")
def south_words(world: World) -> frozenset[str]:
    return words_of_south(world)


@pytest.fixture(scope="module")
def mill_words(world: World) -> frozenset[str]:
    return words_above_the_mill(world)


def test_the_poison_is_strong(south_words: frozenset[str], mill_words: frozenset[str]) -> None:
    """The words name people, unions, enterprises, plans and tasks: without them the tests below would prove nothing."""
    for part in ("南干事", "长堤", "总工会", "安排", "台账", "名册"):
        assert any(part in word for word in south_words), part
    assert any(len(word) == 18 and word.isascii() for word in south_words), "a credit code"
    assert any("北主席" in word for word in mill_words)


def test_people_of_north_read_no_word_of_south(visits: Visits, south_words: frozenset[str]) -> None:
    leaks = []
    for surface, actor in product(GETS, OUTSIDERS):
        for url in visits.addresses(surface):
            answer = visits.get(actor, url)
            found = words_in(without_echo(answer.text, SOUTH_MARK if SOUTH_MARK in url else ""), south_words)
            if found and not answer.is_login:
                leaks.append(f"{surface.name} {url} tells {actor} {found[:3]}")

    assert not leaks, listed(leaks)


def test_chair_and_worker_read_no_word_of_the_offices_above(visits: Visits, mill_words: frozenset[str]) -> None:
    leaks = [
        f"{surface.name} {url} tells {actor} {found[:3]}"
        for surface, actor in product(GETS, ("chair", "worker"))
        for url in visits.addresses(surface)
        if (found := words_in(visits.get(actor, url).text, mill_words))
    ]

    assert not leaks, listed(leaks)


def test_those_who_may_do_read_them(visits: Visits) -> None:
    """The control: the same addresses show South's words to South and the city: the poison is not tested on empty pages."""
    empty = []
    for surface in CONTROLS:
        shown = [visits.get(actor, url).text for actor in READERS for url in visits.addresses(surface)]
        if not any(SOUTH_MARK in without_echo(text, quote(SOUTH_MARK)) for text in shown):
            empty.append(f"{surface.name} shows nothing of South to {', '.join(READERS)}")

    assert CONTROLS
    assert not empty, listed(empty)


def test_a_word_is_found_wherever_it_stands() -> None:
    """Else all that is above would prove nothing."""
    words = frozenset({"蓝鲸南干事", "蓝鲸", "91330000000000001X"})

    assert words_in("<p>蓝鲸南干事</p>", words) == ["蓝鲸", "蓝鲸南干事"]
    assert words_in("=91330000000000001X&", words) == ["91330000000000001X"]
    assert words_in("<p>白鹭北干事</p>", words) == []

"""What South's own people may do, tried by everybody of North: every address, every form, every move of every case.

Nothing is listed here. Addresses come from the URL map, forms from the pages that South's people are shown, moves from the
flows, cases from South's rows: what is new is tried as soon as it is there, or the first tests say what keeps it out.
"""

from collections.abc import Collection, Iterator
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from tests.surfaces.digest import South, writes, written_since
from tests.surfaces.forms import Form, forms_of
from tests.surfaces.poison import words_in, words_of_south
from tests.surfaces.surface import Surface
from tests.surfaces.table import SURFACES
from tests.surfaces.visits import ANONYMOUS, Answer, Visits, answer_of, links_below
from tests.surfaces.world import NORTHERNERS, SOUTHERNERS, World
from zhijia.engines.cases.flow import Flow, list_flows
from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER

OUTSIDERS = (*NORTHERNERS, "bureau_officer", ANONYMOUS)
OF_NO_RECORD = {
    "organising:amend_intake": "the second number is a row's place in its sheet, the same everywhere; the first is tried",
    "polling:enter": "the second number is a question's place in its vote, the same everywhere; the first is tried",
    "polling:confirm": "as polling:enter",
    "portal:answer_invitation": "an invitation to come over, which goes to one person: a county has none here",
    "workbench:drop_filter": "a view of a desk that somebody kept for herself: the test keeps none",
}
"""Numbers in addresses that are nobody's ids."""
WITHOUT_CASE: dict[str, str] = {}
"""Flows of which no county has a case here."""
OF_ONESELF = ("/account", "/ui/")
"""Forms of the own account would sign the attacker out, after which nothing is tried."""
MOST_SOURCES = 3
"""Of South's people, so many open a page that is nobody's record: each sees other rows on it."""


@pytest.fixture(scope="module")
def south(world: World) -> South:
    return South(world)


@pytest.fixture(scope="module")
def south_words(world: World) -> frozenset[str]:
    return words_of_south(world)


@pytest.fixture(scope="module")
def cases(world: World) -> list[tuple[Flow, int]]:
    """Of South's cases one of each kind in each state, with its flow."""
    flows = {flow.code: flow for flow in list_flows()}
    with scoped(BUILDER):
        rows = Case.objects.filter(path__gte=world.south.path, path__lt=f"{world.south.path}~").order_by("pk")
        found = {(kind, state): pk for kind, state, pk in rows.values_list("kind", "state", "pk")}
    return [(flows[kind], pk) for (kind, _state), pk in found.items()]


@pytest.fixture(scope="module")
def offered(visits: Visits, cases: list[tuple[Flow, int]]) -> list[Form]:
    """Every form that South's people are shown."""
    return list(_offered_forms(visits, cases))


@pytest.fixture(scope="module")
def attempts(visits: Visits, cases: list[tuple[Flow, int]], offered: list[Form]) -> list[Form]:
    """All that is tried; whose form nobody is shown is tried bare."""
    urls = {form.url for form in offered}
    return [*offered, *(form for form in _bare_forms(visits.world, cases) if form.url not in urls)]


def test_every_number_in_an_address_is_the_id_of_a_record_of_each_county(world: World) -> None:
    unfilled = []
    for name, numbers in _numbers_in_addresses(get_resolver()):
        surface = SURFACES[name]
        ids = [(getattr(world.north, field), getattr(world.south, field)) for field in surface.arguments.fields]
        own = [pair for pair in ids if pair[0] != pair[1]]
        if len(own) < numbers and name not in OF_NO_RECORD:
            unfilled.append(name)

    assert unfilled == [], "name the ids in tests/surfaces/table with of(…), from a record that Side has of each county"


def test_every_flow_has_a_case_in_south(cases: list[tuple[Flow, int]]) -> None:
    assert {flow.code for flow in list_flows()} - {flow.code for flow, _ in cases} <= WITHOUT_CASE.keys(), (
        "open one in each county (tests/surfaces/records.py), or its moves are never tried from outside"
    )


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_nobody_of_north_does_what_south_s_people_may_do(
    visits: Visits, attempts: list[Form], south: South, south_words: frozenset[str], actor: str
) -> None:
    assert _outcomes(visits, actor, attempts, south, south_words) == {}
    assert visits.client(actor).get(reverse("entrance:account")).status_code == (302 if actor == ANONYMOUS else 200)


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_no_case_of_south_is_opened_by_its_number(
    visits: Visits, cases: list[tuple[Flow, int]], south_words: frozenset[str], actor: str
) -> None:
    urls = [reverse(name, args=[pk]) for _, pk in cases for name in ("cases:case", "partner:case")]

    told = {url: _told(visits.get(actor, url), south_words) for url in urls}

    assert {url: word for url, word in told.items() if word} == {}


def test_the_attempts_are_acts_where_south_s_own_people_make_them(
    visits: Visits, offered: list[Form], south: South
) -> None:
    """The control: a good part of the same forms does change South when they are sent from there."""
    done: set[str] = set()
    enough = len({form.url for form in offered}) // 4
    for form in offered:
        for actor in ("stranger", "south_chair") if len(done) < enough else ():
            with visits.undone():
                before = writes()
                visits.client(actor).post(form.url, form.fields)
                if south.changes(written_since(before)):
                    done.add(form.url)

    assert len(done) == enough


def _numbers_in_addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, int]]:
    """Every named URL that carries numbers other than a year, and how many."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _numbers_in_addresses(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            converters = pattern.pattern.converters
            numbers = sum(isinstance(kind, IntConverter) and name != "year" for name, kind in converters.items())
            if numbers:
                yield f"{prefix}{pattern.name}", numbers


def _bare_forms(world: World, cases: list[tuple[Flow, int]]) -> Iterator[Form]:
    """Without what its form asks: every address of a record of South, and every move of one case of each kind."""
    for surface in SURFACES.values():
        if surface.has_record:
            yield _bare(surface.address(world.south))
    for flow, pk in {flow.code: (flow, pk) for flow, pk in cases}.values():
        for move in flow.moves:
            yield _bare(reverse("partner:move" if move.parties else "cases:move", args=[pk, move.verb]))


def _bare(url: str) -> Form:
    """Nothing but what any form sends."""
    return Form(url, {"key": [str(uuid4())], "reason": ["理由"], "text": ["情况"], "on": ["2026-11-20"]})


def _offered_forms(visits: Visits, cases: list[tuple[Flow, int]]) -> Collection[Form]:
    """Every different form on the pages that South's people open, with all boxes ticked."""
    different: dict[tuple[str, tuple[str, ...]], Form] = {}
    for answer in _pages(visits, cases):
        for form in forms_of(answer.text, url=answer.url):
            if not form.url.startswith(OF_ONESELF):
                different.setdefault((form.url, tuple(sorted(form.fields))), form.ticked)
    return different.values()


def _pages(visits: Visits, cases: list[tuple[Flow, int]]) -> Iterator[Answer]:
    """The pages of South's records and cases, the lists in which they stand, and the pages of the moves that are open."""
    for surface in SURFACES.values():
        if not (surface.is_post or surface.is_open or surface.is_for_holders):
            for url in _urls(surface, visits):
                yield from _opened(visits, url, most=1 if surface.has_record else MOST_SOURCES)
    for _, pk in cases:
        for name in ("cases:case", "partner:case"):
            for answer in _opened(visits, reverse(name, args=[pk]), most=len(SOUTHERNERS)):
                yield answer
                for url in links_below(answer):
                    yield from _opened(visits, url, most=1)


def _urls(surface: Surface, visits: Visits) -> list[str]:
    side = visits.world.south
    url = surface.address(side)
    return [url, *(f"{url}?{probe(side)}" for probe in surface.probes)]


def _opened(visits: Visits, url: str, *, most: int) -> list[Answer]:
    """The page as those of South see it whom it lets in, up to so many."""
    found: list[Answer] = []
    for actor in SOUTHERNERS:
        answer = visits.get(actor, url)
        if answer.status == 200 and answer.is_html and len(found) < most:
            found.append(answer)
        if len(found) == most:
            break
    return found


def _outcomes(
    visits: Visits, actor: str, attempts: list[Form], south: South, words: frozenset[str]
) -> dict[str, list[str]]:
    """What the attempts achieved: all of them in one go and, only if South is not as it was, one by one."""
    wrong: dict[str, list[str]] = {}
    with visits.undone():
        before = writes()
        for form in attempts:
            answer = answer_of(form.url, visits.client(actor).post(form.url, form.fields))
            if answer.status >= 500 or _told(answer, words, form):
                wrong[form.url] = [str(answer.status), _told(answer, words, form)]
        is_changed = bool(south.changes(written_since(before)))
    for form in attempts if is_changed else ():
        with visits.undone():
            before = writes()
            visits.client(actor).post(form.url, form.fields)
            if changes := south.changes(written_since(before)):
                wrong[form.url] = changes
    return wrong


def _told(answer: Answer, words: frozenset[str], form: Form | None = None) -> str:
    """A word of South that the answer holds, and that was not typed."""
    typed = "\n".join(value for values in form.fields.values() for value in values) if form else ""
    return next((word for word in words_in(answer.text, words) if word not in typed), "")

"""The wall of automatic guards (style.md §30) over every page of the surface matrix."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.guards.fullest import go_all_the_way
from tests.guards.pages import faults_of, links_of, unordered
from tests.surfaces.saying import listed
from tests.surfaces.surface import Surface
from tests.surfaces.table import SURFACES
from tests.surfaces.visits import ANONYMOUS, Answer, Visits
from tests.surfaces.world import ACTORS
from zhijia.engines.cases import panels
from zhijia.organisation.panels import Place, panels_of

MOST_QUERIES = 12
SHARES = {
    "organising:enterprise": 8,
    "organising:export_members": 13,
    "organising:merge": 14,
    "bargaining:contract": 13,
    "portal:home": 20,
    "portal:notice": 13,
    "portal:record": 17,
    "portal:union": 14,
}
"""The page of an enterprise itself keeps within less; and one more a panel, as on that of a union. An export is counted before
it is given out. Of two records beside each other each is read, and whose account may decide about them. A worker's page of her
contract asks her opinion besides; her home and a notice read what hangs on the board with other eyes, which are put on and
taken off, and her home with the same eyes what of the congress waits for her; so does her record, which is all that is held
about her, where she is a member."""
SORTED_HERE = ("organising:find_people",)
"""The first hundred that an index meets are sorted by the program: a box for typing need not sort all who begin with a W."""
OF_PLACE: dict[str, Place] = {
    "organising:enterprise": "enterprise",
    "organising:union": "union",
    "organising:person": "person",
}
"""Pages with panels of the services."""
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
WALKERS = (
    *("research", "county_cadre", "chair", "worker"),
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("leader", "supervisor", "town_cadre", "bureau_officer")),
)
MOST_STEPS = 150
NOT_WALKED = ("/static/", "/accounts/", "/ui/")
GETS = [surface for surface in SURFACES.values() if not surface.is_post]


def _answers(visits: Visits, surface: Surface) -> list[Answer]:
    return [visits.get(actor, url) for url in visits.addresses(surface) for actor in (*ACTORS, ANONYMOUS)]


def _pages(visits: Visits, surface: Surface) -> Iterator[Answer]:
    """Every page of a surface, and of each refusal one: it is the same page for everybody."""
    refusals = set()
    for answer in _answers(visits, surface):
        if answer.is_html and answer.text.strip() and answer.status not in refusals:
            refusals |= {answer.status} - {200}
            yield answer


def test_no_page_holds_anything_inline_and_every_form_has_its_token(visits: Visits) -> None:
    pages = [(surface, answer) for surface in GETS for answer in _pages(visits, surface)]
    faults = {f"{surface.name} {answer.url}: {fault}" for surface, answer in pages for fault in faults_of(answer.text)}

    assert len(pages) > len(GETS), "nothing was read"
    assert not faults, listed(faults)


def test_every_answer_carries_the_strict_policy(visits: Visits) -> None:
    answers = [(surface, answer) for surface in GETS for answer in _answers(visits, surface)]
    faults = {f"{surface.name}: {fault}" for surface, answer in answers for fault in headers_amiss(answer)}

    assert not faults, listed(faults)


def headers_amiss(answer: Answer) -> Iterator[str]:
    """What an answer's headers allow that nothing may."""
    said = answer.headers["Content-Security-Policy"]
    policy = dict(part.strip().split(" ", 1) for part in said.split(";") if " " in part.strip())
    if answer.status == 200 and "sandbox" in said:
        if policy != {"default-src": "'none'"}:
            yield f"{answer.url} is an attachment and may load something: {said}"
        return
    wanted = STRICT.items() - policy.items() | HEADERS.items() - answer.headers.items()
    yield from (f"{answer.url} without {name}: {value}" for name, value in wanted)
    if "unsafe" in said:
        yield f"{answer.url} allows what is unsafe: {said}"


def test_no_page_asks_more_than_its_share(visits: Visits) -> None:
    counts = {
        f"{surface.name} {answer.url}: {len(answer.queries)}, not {most_queries(surface)}"
        for surface in GETS
        for answer in _answers(visits, surface)
        if len(answer.queries) > most_queries(surface)
    }

    assert not counts, listed(counts)


def most_queries(surface: Surface) -> int:
    """Pages with panels of the services: each may ask one more question."""
    place = OF_PLACE.get(surface.name)
    return SHARES.get(surface.name, MOST_QUERIES) + (len(panels_of(place)) if place else 0)


def test_the_pages_of_the_fullest_case_ask_no_more(visits: Visits) -> None:
    """Every clock, paper, finding, vote, inspection, and what others came to open because of it."""
    with visits.undone():
        full = go_all_the_way(visits.world)
        case, partner = reverse("cases:case", args=[full.case]), reverse("partner:case", args=[full.case])
        urls = [
            *(f"{case}?tab={tab}" for tab in ("facts", "documents", "attachments", "timeline", "people")),
            reverse("bargaining:draft", args=[full.draft]),
            reverse("bargaining:contract", args=[full.contract]),
        ]
        answers = [visits.get(actor, url) for actor in ("city_cadre", "county_cadre", "chair") for url in urls]
        answers.append(visits.get("contact", partner))

    assert {answer.url: answer.status for answer in answers if answer.status != 200} == {}
    over = {answer.url: len(answer.queries) - MOST_QUERIES for answer in answers if len(answer.queries) > MOST_QUERIES}
    facts = f"{case}?tab=facts"
    beside = len(panels._beside) + 1  # an opinion that overtook the effect asks who entered it
    assert over.pop(facts, 0) <= beside, "one more for each panel that another service has beside a case"
    assert over == {}
    assert min(len(answer.queries) for answer in answers) > 6, "nothing was read"


def test_no_page_of_rows_comes_in_no_order(visits: Visits) -> None:
    asked = {
        sql: f"{surface.name} {answer.url}"
        for surface in GETS
        if surface.name not in SORTED_HERE
        for answer in _answers(visits, surface)
        for sql in answer.queries
    }
    loose = {f"{asked_by}: {sql}" for sql, asked_by in asked.items() if unordered(sql)}

    assert not loose, listed(loose)


@pytest.mark.parametrize("actor", WALKERS)
def test_no_link_leads_nowhere(visits: Visits, actor: str) -> None:
    """From the first page on, whatever a page offers its reader to follow opens to this reader."""
    dead, seen, waiting = set(), {"/"}, [("/", "")]
    while waiting and len(seen) < MOST_STEPS:
        url, seen_on = waiting.pop()
        answer = visits.get(actor, url)
        if answer.outcome != "open":
            dead.add((url, seen_on, answer.outcome))
        further = [answer.location] if answer.location else links_of(answer.text) if answer.is_html else []
        fresh = {
            link for link in further if link.startswith("/") and link not in seen and not link.startswith(NOT_WALKED)
        }
        seen |= fresh
        waiting += [(link, url) for link in sorted(fresh)]

    assert dead == set()
    assert len(seen) > 5


def test_a_visit_to_nothing_is_logged(visits: Visits) -> None:
    """Else the next test would prove nothing."""
    visits.get("county_cadre", "/nothing/")

    assert "Not Found: /nothing/" in "\n".join(visits.log.lines)


def test_the_log_of_the_visits_names_nobody(visits: Visits) -> None:
    for surface in GETS:
        _answers(visits, surface)
    people = [figure.person.name for figure in visits.world.figures.values()]
    accounts = [f" {figure.user.username} " for figure in visits.world.figures.values()]

    naming = [line for line in visits.log.lines if any(name in f" {line} " for name in (*people, *accounts))]

    assert not naming, listed(naming)


def test_no_visit_changes_anything(visits: Visits) -> None:
    """GET is safe: whatever was opened, every row with a place is what it was."""
    for surface in GETS:
        _answers(visits, surface)

    changed = set(visits.digest_now()) ^ set(visits.digest)

    assert not changed, listed([*sorted(map(str, changed)), *_writers(visits)])


def _writers(visits: Visits) -> Iterator[str]:
    """Which addresses change something when they are opened once more."""
    for surface in GETS:
        for url in visits.addresses(surface):
            for actor in (*ACTORS, ANONYMOUS):
                before = visits.digest_now()
                visits.client(actor).get(url)
                changed = {table for table, *_ in set(before) ^ set(visits.digest_now())}
                if changed:
                    yield f"{surface.name} {url}, opened by {actor}: {', '.join(sorted(changed))}"

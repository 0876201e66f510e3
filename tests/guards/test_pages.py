"""The wall of automatic guards (style.md §30) over every page of the surface matrix."""

import pytest
from django.urls import reverse

from tests.guards.fullest import go_all_the_way
from tests.guards.pages import faults_of, links_of, unordered
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
    "bargaining:contract": 13,
    "portal:home": 16,
    "portal:notice": 13,
    "portal:record": 13,
    "portal:union": 14,
}
"""The page of an enterprise itself keeps within less; and one more a panel, as on that of a union. An export is counted before
it is given out. A worker's page of her contract asks her opinion besides; her home and a notice read what hangs on the board
with other eyes, which are put on and taken off; her record is all that is held about her."""
SORTED_HERE = ("organising:find_people",)
"""The first hundred that an index meets are sorted by the program: a box for typing need not sort all who begin with a W."""
OF_PLACE: dict[str, Place] = {
    "organising:enterprise": "enterprise",
    "organising:union": "union",
    "organising:person": "person",
}
"""Pages with panels of the services: each may ask one more question."""
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
WALKERS = (
    *("research", "county_cadre", "chair", "worker"),
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("leader", "supervisor", "town_cadre", "bureau_officer")),
)
MOST_STEPS = 150
NOT_WALKED = ("/static/", "/accounts/", "/ui/")
GETS = [surface for surface in SURFACES.values() if not surface.is_post]


def _answers(visits: Visits, surface: Surface, *actors: str) -> list[Answer]:
    return [visits.get(actor, url) for url in visits.addresses(surface) for actor in actors or (*ACTORS, ANONYMOUS)]


def _pages(visits: Visits, surface: Surface) -> list[Answer]:
    """One answer for each face of a surface: pages, refusals, not found."""
    return [answer for answer in _answers(visits, surface) if answer.is_html and answer.text.strip()]


@pytest.mark.parametrize("surface", GETS, ids=lambda surface: surface.name)
def test_no_page_holds_anything_inline_and_every_form_has_its_token(visits: Visits, surface: Surface) -> None:
    faults = {(answer.url, fault) for answer in _pages(visits, surface) for fault in faults_of(answer.text)}

    assert faults == set()


@pytest.mark.parametrize("surface", GETS, ids=lambda surface: surface.name)
def test_every_answer_carries_the_strict_policy(visits: Visits, surface: Surface) -> None:
    for answer in _answers(visits, surface):
        policy = dict(
            part.strip().split(" ", 1)
            for part in answer.headers["Content-Security-Policy"].split(";")
            if " " in part.strip()
        )
        if answer.status == 200 and "sandbox" in answer.headers["Content-Security-Policy"]:
            assert policy == {"default-src": "'none'"}, "an attachment may load nothing at all"
            continue
        assert {name: policy[name] for name in STRICT} == STRICT, answer.url
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("surface", GETS, ids=lambda surface: surface.name)
def test_no_page_asks_more_than_its_share(visits: Visits, surface: Surface) -> None:
    counts = {}
    for answer in _answers(visits, surface):
        most = SHARES.get(surface.name, MOST_QUERIES)
        if place := OF_PLACE.get(surface.name):
            most += len(panels_of(place))
        if len(answer.queries) > most:
            counts[answer.url] = len(answer.queries)

    assert counts == {}


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


@pytest.mark.parametrize("surface", GETS, ids=lambda surface: surface.name)
def test_no_page_of_rows_comes_in_no_order(visits: Visits, surface: Surface) -> None:
    loose = {sql for answer in _answers(visits, surface) for sql in answer.queries if unordered(sql)}

    assert not loose or surface.name in SORTED_HERE, loose


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


@pytest.mark.parametrize("surface", GETS, ids=lambda surface: surface.name)
def test_the_log_of_the_visits_names_nobody(visits: Visits, surface: Surface) -> None:
    _answers(visits, surface)
    people = [figure.person.name for figure in visits.world.figures.values()]
    accounts = [figure.user.username for figure in visits.world.figures.values()]
    said = "\n".join(visits.log.lines)

    assert [name for name in people if name in said] == []
    assert [name for name in accounts if f" {name} " in said] == []


@pytest.mark.parametrize("surface", GETS, ids=lambda surface: surface.name)
def test_no_visit_changes_anything(visits: Visits, surface: Surface) -> None:
    """GET is safe: whatever was opened, every row with a place is what it was."""
    _answers(visits, surface)

    assert visits.digest_now() == visits.digest

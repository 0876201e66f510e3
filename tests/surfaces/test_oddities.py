"""Numbers without end and days outside any calendar, in every address that is opened: answered, never broken."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.surfaces.forms import ENDLESS
from tests.surfaces.looking import cannot_matter
from tests.surfaces.saying import listed
from tests.surfaces.table import SURFACES
from tests.surfaces.visits import Visits

NUMBERS = (
    "after",
    "before",
    "beside",
    "under",
    "place",
    "node",
    "part",
    "year",
    "plan",
    "cadre",
    "from",
    "value",
    "with",
)
NUMBERS += ("headcount_from", "headcount_to", "contract")
DAYS = ("on", "until", "from_on", "to_on", "proposed_on", "before")
ODD = (
    (dict.fromkeys(NUMBERS, ENDLESS), dict.fromkeys(DAYS, "0001-01-01")),
    (dict.fromkeys(NUMBERS, "9" * 18), dict.fromkeys(DAYS, "9999-12-31")),
)
"""Odd numbers and odd days, sent together."""
OPENERS = ("leader", "contact")
GETS = [surface for surface in SURFACES.values() if not (surface.is_post or surface.name.startswith("ui:"))]


def _queries(visits: Visits, opener: str, url: str) -> Iterator[dict[str, str]]:
    """Together, and one by one where it is refused: what is read first may then have hidden what is read after it.

    An address that looks at none of them answers all alike: it is asked once.
    """
    for numbers, days in ODD:
        yield numbers | days
        answer = visits.get(opener, f"{url}?{urlencode(numbers | days)}")
        if cannot_matter(numbers | days, answer.looked_at):
            return
        if answer.status != 200:
            yield from (numbers, days)


def test_an_address_that_looks_at_a_number_or_a_day_is_asked_on(visits: Visits) -> None:
    """Else nothing odd would ever reach a view."""
    asked = {url: len(list(_asked(visits, url))) for url in ("/cockpit/", "/account/")}

    assert asked["/account/"] == 1
    assert asked["/cockpit/"] > 2


def _asked(visits: Visits, url: str) -> Iterator[int]:
    for query in _queries(visits, "leader", url):
        yield visits.get("leader", f"{url}?{urlencode(query)}").status


def test_no_address_breaks_on_what_nobody_would_type(visits: Visits) -> None:
    broken = []
    for surface in GETS:
        opener = next((actor for actor in OPENERS if actor in surface.sees), OPENERS[0])
        url = surface.address(visits.world.north)
        for query in _queries(visits, opener, url):
            status = visits.get(opener, f"{url}?{urlencode(query)}").status
            if status >= 500:
                broken.append(f"{surface.name} {url} with {query} for {opener}: {status}")

    assert not broken, listed(broken)


@pytest.mark.parametrize(
    ("day", "status"), [("0001-01-01", 404), ("1989-12-31", 404), ("1990-01-01", 200), ("9999-12-31", 404)]
)
def test_the_cockpit_looks_at_days_that_have_been(visits: Visits, day: str, status: int) -> None:
    assert visits.get("leader", f"/cockpit/?on={day}").status == status


def test_a_post_without_end_is_none_of_ones_posts(visits: Visits) -> None:
    assert visits.post("leader", "/account/post/", {"post": ENDLESS}).status == 302

"""Numbers without end and days outside any calendar, in every address that is opened: answered, never broken."""

from urllib.parse import urlencode

import pytest

from tests.surfaces.forms import ENDLESS
from tests.surfaces.surface import Surface
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
    dict.fromkeys(NUMBERS, ENDLESS),
    dict.fromkeys(NUMBERS, "9" * 18),
    dict.fromkeys(DAYS, "0001-01-01"),
    dict.fromkeys(DAYS, "9999-12-31"),
)
OPENERS = ("leader", "contact")


@pytest.mark.parametrize(
    "surface", [s for s in SURFACES.values() if not (s.is_post or s.name.startswith("ui:"))], ids=lambda s: s.name
)
def test_no_address_breaks_on_what_nobody_would_type(visits: Visits, surface: Surface) -> None:
    opener = next((actor for actor in OPENERS if actor in surface.sees), OPENERS[0])
    url = surface.address(visits.world.north)

    outcomes = [visits.get(opener, f"{url}?{urlencode(query)}").status for query in ODD]

    assert max(outcomes) < 500


@pytest.mark.parametrize(
    ("day", "status"), [("0001-01-01", 404), ("1989-12-31", 404), ("1990-01-01", 200), ("9999-12-31", 404)]
)
def test_the_cockpit_looks_at_days_that_have_been(visits: Visits, day: str, status: int) -> None:
    assert visits.get("leader", f"/cockpit/?on={day}").status == status


def test_a_post_without_end_is_none_of_ones_posts(visits: Visits) -> None:
    assert visits.post("leader", "/account/post/", {"post": ENDLESS}).status == 302

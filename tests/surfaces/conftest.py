"""The visits of a module share their answers."""

import pytest

from tests.surfaces.visits import Visits
from tests.surfaces.world import World

_visits: dict[int, Visits] = {}


@pytest.fixture
def visits(world: World) -> Visits:
    """Clients and answers over the shared world; what one test opened, another may look at."""
    return _visits.setdefault(id(world), Visits(world))

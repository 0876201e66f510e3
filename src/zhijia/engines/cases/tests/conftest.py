from collections.abc import Iterator

import pytest

from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.tests.supply import open_supply, registered, supply_of
from zhijia.organisation.tests.factories import SmallCity


@pytest.fixture
def flow(city: SmallCity) -> Iterator[Flow]:
    with registered(supply_of(city)) as flow:
        yield flow


@pytest.fixture
def case(city: SmallCity, flow: Flow) -> Case:
    return open_supply(city, flow)

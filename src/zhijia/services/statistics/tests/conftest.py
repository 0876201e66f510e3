import pytest

from zhijia.organisation.tests.factories import SmallCity
from zhijia.services.statistics.tests.story import Story, open_story


@pytest.fixture
def story(city: SmallCity) -> Story:
    """The survey of 2026, opened by the city's cadre a few days after the period has ended."""
    return open_story(city)

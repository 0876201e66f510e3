import pytest

from zhijia.organisation.tests.factories import SmallCity, build_small_city


@pytest.fixture
def city(db: None) -> SmallCity:
    return build_small_city()

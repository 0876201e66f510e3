"""The fixture `city`: the small city, built once a session in a database of its own, as good as new for every test."""

from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

import pytest
from pytest_django import DjangoDbBlocker

from zhijia.organisation.tests.factories import SmallCity, build_small_city
from zhijia.site.testing.databases import TestDatabases


class Standing(NamedTuple):
    """The database that the city stands in, and the city as it was built."""

    database: str
    city: SmallCity


@pytest.fixture(scope="session")
def standing(django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Standing]:
    """A test that asks for it, or for `city`, runs in that database (`zhijia.site.testing.fixtures`)."""
    before = django_db_setup.in_use
    with django_db_blocker.unblock(), django_db_setup.copy() as name:
        built = Standing(name, build_small_city())
        django_db_setup.use(before)
        yield built


@pytest.fixture
def city(standing: Standing, db: None) -> SmallCity:
    """The small city; whatever a test does to it is rolled back."""
    return deepcopy(standing.city)

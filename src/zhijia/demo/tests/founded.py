"""The fixture `founded`: a small demo city of a fixed day, built once a session in a database of its own."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from pytest_django import DjangoDbBlocker

from zhijia.demo.build import DemoCity, build_city
from zhijia.site.testing.databases import TestDatabases

AS_OF = date(2026, 11, 22)
ENTERPRISES, SEED = 60, 7


class Founded(NamedTuple):
    """The database that the city stands in, and the city as it was built."""

    database: str
    city: DemoCity


@pytest.fixture(scope="session")
def founded(django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Founded]:
    """For tests that look at it; who writes for good asks for a copy of its database."""
    before = django_db_setup.in_use
    with django_db_blocker.unblock(), django_db_setup.copy() as name:
        built = Founded(name, build_city(enterprises=ENTERPRISES, seed=SEED, as_of=AS_OF))
        django_db_setup.use(before)
        yield built

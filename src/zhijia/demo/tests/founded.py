"""The demo city of today, small: built once, and looked at by all tests that need one, or copied.

* `demo_database`: the name of a database with it, built by whichever session asks first.
* `founded`: what stands there, for tests that look at it with the eyes of its administrator.
"""

from datetime import date
from io import StringIO
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from zhijia.organisation.models import Union, User
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.site.testing.databases import TestDatabases

ENTERPRISES, SEED = 60, 7


class Founded(NamedTuple):
    """The database that the city stands in, its day, its federation, and who administers it."""

    database: str
    as_of: date
    root: Union
    administrator: Actor


@pytest.fixture(scope="session")
def demo_database(django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker) -> str:
    """Nobody writes here: who does asks for a copy."""
    today = timezone.localdate()
    with django_db_blocker.unblock():
        return django_db_setup.filled(f"demo_{today:%Y%m%d}", _build)


def _build() -> None:
    """By the command, as `zhijia demo` does it."""
    call_command("demo_city", enterprises=ENTERPRISES, seed=SEED, stdout=StringIO())


@pytest.fixture(scope="session")
def founded(demo_database: str, django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Founded:
    """For tests that look at it; its database is copied by those who look at more than is named here."""
    before, today = django_db_setup.in_use, timezone.localdate()
    with django_db_blocker.unblock():
        django_db_setup.use(demo_database)
        administrator = load_actor(User.objects.get(username="admin"), today=today)
        with scoped(administrator):
            root = Union.objects.get(parent=None)
        django_db_setup.use(before)
    return Founded(demo_database, today, root, administrator)

"""Fixtures for every test. They replace pytest-django's handling of databases; `db`, `transactional_db`, `client` and
`live_server` are used as its documentation says.

* `db`: the application role in a transaction that is rolled back; with `city`, in a database where the small city stands.
* `transactional_db`, `live_server`: a copy of the database for this test alone; all three roles may be used.
* `acting_as`: run a block of a `db` test as another role, in the same transaction.
* `owner_connection`: the owner's connection to the copy of a transactional test.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TestCase, TransactionTestCase, override_settings
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from zhijia.site.postgres.roles import BATCH, OWNER
from zhijia.site.testing.chromium import FLAGS, PATIENCE_MS, find_chromium
from zhijia.site.testing.cuttings import plant_beside_others
from zhijia.site.testing.databases import TestDatabases, test_databases
from zhijia.site.testing.server import test_server

QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"
ROLES = {"owner": OWNER, "batch": BATCH}
STANDING = "standing"
"""The fixture that names a database with something in it (`zhijia.organisation.tests.standing`)."""


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[TestDatabases]:
    """The server, the migrated template, and the copy that rolled-back tests share."""
    TransactionTestCase.databases = set(connections)
    TestCase.databases = {"default"}
    TransactionTestCase._fixture_teardown = _leave_as_it_is  # type: ignore[attr-defined]
    with django_db_blocker.unblock():
        plant_beside_others(settings.HOME)
    with (
        django_db_blocker.unblock(),
        test_server(settings.HOME) as server,
        test_databases(server) as databases,
        databases.copy(),
    ):
        yield databases
        connections.close_all()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """A hash that is slow on purpose would be most of the time of every test that signs somebody in."""
    with override_settings(PASSWORD_HASHERS=[QUICK_HASHER, *settings.PASSWORD_HASHERS]):
        yield


@pytest.fixture
def _own_database(
    request: pytest.FixtureRequest, django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    filled = request.getfixturevalue(STANDING).database if STANDING in request.fixturenames else ""
    if _is_transactional(request):
        with django_db_blocker.unblock(), django_db_setup.copy(of=filled):
            yield
            connections.close_all()
    else:
        with django_db_blocker.unblock():
            django_db_setup.share(filled)
        yield


@pytest.fixture
def _django_db_helper(_own_database: None, _django_db_helper: None) -> None:
    """pytest-django's own, after the test got its database."""


@pytest.fixture
def owner_connection(transactional_db: None) -> BaseDatabaseWrapper:
    """The role that owns the schema, for tests that alter or inspect it."""
    return connections["owner"]


@pytest.fixture
def acting_as(db: None) -> Callable[[str], AbstractContextManager[None]]:
    """`with acting_as("batch"):` or `"owner"` — the test's own transaction under another role's rights."""
    return _acting_as


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless browser for journeys; open a new context in each test."""
    expect.set_options(timeout=PATIENCE_MS)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop running in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(os.environ), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def _acting_as(name: str) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLES[name]}")
        yield
        cursor.execute("SET LOCAL ROLE NONE")


def _leave_as_it_is(_case: TransactionTestCase) -> None:
    """Instead of emptying every table: the whole copy is dropped."""


def _is_transactional(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    if marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)):
        return True
    return not {"transactional_db", "live_server"}.isdisjoint(request.fixturenames)

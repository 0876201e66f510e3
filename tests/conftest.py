"""The database that many tests share: a small world for the surfaces (the demo city: `zhijia.demo.tests.founded`).

It is built once a session. Tests that only read share it; a test that writes either rolls back or has its own copy.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from unittest.mock import patch

import pytest
from django.db import transaction
from django.template import Context
from django.template.base import Template
from pytest_django import DjangoDbBlocker

from tests.surfaces.visits import Visits
from tests.surfaces.world import World, build_world
from zhijia.site.testing.databases import TestDatabases


@pytest.fixture(scope="session")
def world_database(django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, World]]:
    shared = django_db_setup.in_use
    with django_db_blocker.unblock(), django_db_setup.copy() as name:
        world = build_world()
        django_db_setup.use(shared)
        yield name, world


@pytest.fixture(scope="module")
def world(
    world_database: tuple[str, World], django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The world, for tests that only read it (or roll back what they write)."""
    name, built = world_database
    shared = django_db_setup.in_use
    with django_db_blocker.unblock():
        django_db_setup.use(name)
        yield built
        django_db_setup.use(shared)


@pytest.fixture
def world_copy(
    world_database: tuple[str, World], django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The world in a copy of its own, for tests that write from several threads or processes."""
    name, built = world_database
    with django_db_blocker.unblock(), django_db_setup.copy(of=name):
        yield built


@pytest.fixture
def undone(world: World) -> Callable[[], AbstractContextManager[None]]:
    """`with undone():` — whatever the block writes into the world is rolled back."""
    return _undone


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


_visits: dict[int, Visits] = {}


@pytest.fixture(scope="module")
def visits(world: World) -> Iterator[Visits]:
    """Clients and answers over the shared world; what one test opened, another may look at.

    Nobody looks at what a template was given: thousands of pages are rendered without a copy of it.
    """
    with patch.object(Template, "_render", _render_only):
        if id(world) not in _visits:
            _visits[id(world)] = Visits(world)
        yield _visits[id(world)]


def _render_only(template: Template, context: Context) -> str:
    """As a template renders itself outside of tests."""
    return template.nodelist.render(context)

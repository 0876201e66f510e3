"""A demo city behind a live server: one to look at, and a copy for each journey that writes."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.surfaces.world import World
from zhijia.organisation.models import User
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.tasks.opening import NewTask, open_tasks
from zhijia.site.testing.databases import TestDatabases


@pytest.fixture
def city_to_change(
    demo_database: str, django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of a demo city that belongs to this test."""
    with django_db_blocker.unblock(), django_db_setup.copy(of=demo_database):
        yield from served()


@pytest.fixture(scope="module")
def city_to_read(
    demo_database: str, django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of a demo city that the tests of a module look at together."""
    with django_db_blocker.unblock(), django_db_setup.copy(of=demo_database):
        yield from served()


@pytest.fixture(scope="module")
def world_to_read(
    world_database: tuple[str, World], django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, World]]:
    """The address of the world of the surfaces, and the world."""
    name, world = world_database
    with django_db_blocker.unblock(), django_db_setup.copy(of=name):
        for address in served(KeptFiles):
            yield address, world


class KeptFiles(StaticFilesHandler):
    """Static files that a browser keeps, as in production: else it asks for twenty of them again with every page."""

    def serve(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = super().serve(request)
        response.headers["Cache-Control"] = "max-age=3600"
        return response


def served(files: type[StaticFilesHandler] = StaticFilesHandler) -> Iterator[str]:
    server = LiveServer("127.0.0.1", start=False)
    server.thread.static_handler = files
    server.start()
    yield server.url
    server.stop()


@pytest.fixture
def plenty_of_tasks(city_to_change: str) -> str:
    """A plan with as many tasks as a desk shows, that nobody was given yet; the address of its board."""
    research = load_actor(User.objects.get(username="city.research"), today=timezone.localdate())
    today = timezone.localdate()
    assert research.post is not None
    with scoped(research):
        plan = PlanDocument.objects.create(
            union_id=research.post.union_id,
            title=f"{today.year}年补充计划",
            year=today.year,
            sha256="3" * 64,
            text="一、补充。",
            uploaded_at=timezone.now(),
            uploaded_by_id=research.post.id,
            state="published",
            published_at=timezone.now(),
        )
        days = date(today.year, 1, 1), date(today.year, 12, 31)
        wanted = [
            NewTask(None, f"补充任务{n}", f"补充任务{n}，按期完成", "harmony", "补充", *days, line="organising")
            for n in range(18)
        ]
        open_tasks(plan, wanted, actor=research, now=timezone.now())
    connections.close_all()
    return reverse("plans:tasks", args=[plan.pk])

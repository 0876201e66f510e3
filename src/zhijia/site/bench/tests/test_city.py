"""The bench city is the demo city multiplied: what is copied hangs together as the product would have made it."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections
from psycopg.conninfo import make_conninfo
from pytest_django import DjangoDbBlocker

from zhijia.demo.tests.founded import Founded
from zhijia.engines.cases.models import Awaits, Case, Clock
from zhijia.engines.documents.models import Attachment
from zhijia.engines.indicators.reading import read
from zhijia.organisation.models import Employment, Enterprise, Membership, PostHolding, Union, UnionCoverage
from zhijia.organisation.scopes import scoped
from zhijia.services.plans.models import Task
from zhijia.site.bench.city import casework, register
from zhijia.site.bench.city.database import fill
from zhijia.site.testing.databases import TestDatabases
from zhijia.trail.models import Event

COPIES, CASES, EVENTS = 3, 120, 4000


@pytest.fixture
def city(founded: Founded, django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Founded]:
    """The demo city in a copy of its own."""
    with django_db_blocker.unblock(), django_db_setup.copy(of=founded.database):
        yield founded


def test_every_copy_hangs_together_and_every_number_counts_it(city: Founded, django_db_setup: TestDatabases) -> None:
    with scoped(city.administrator):
        before = {model: model.objects.count() for model in (Enterprise, UnionCoverage, Case)}
    connections.close_all()

    superuser = make_conninfo(django_db_setup.admin, dbname=django_db_setup.in_use)
    with psycopg.connect(superuser, autocommit=True, cursor_factory=psycopg.ClientCursor) as admin:
        fill(admin, copies=COPIES, cases=CASES, events=EVENTS, announce=lambda _words: None)

    with scoped(city.administrator):
        assert Enterprise.objects.count() == before[Enterprise] * (COPIES + 1)
        assert UnionCoverage.objects.count() == before[UnionCoverage] * (COPIES + 1)
        assert Case.objects.count() == before[Case] + CASES
        assert Event.objects.filter(subject_type="cases.case").exists()
        for union in Union.objects.filter(kind="enterprise").select_related("parent"):
            assert union.parent is not None
            assert union.path[:-4] == union.parent.path
        for holding in PostHolding.objects.select_related("post"):
            assert holding.path == holding.post.path
        for membership in Membership.objects.filter(pk__gt=register.STRIDE).select_related("union", "person"):
            assert membership.path == membership.union.path == membership.person.path
        copied = Membership.objects.filter(union__kind__in=("enterprise", "joint"))  # not those of a street
        assert copied.count() == copied.filter(pk__lt=register.STRIDE).count() * (COPIES + 1)
        for job in Employment.objects.filter(pk__gt=register.STRIDE).select_related("person", "enterprise"):
            assert (job.person.pk, job.enterprise.pk) > (register.STRIDE, register.STRIDE)
        for task in Task.objects.filter(pk__gt=casework.FIRST).select_related("case"):
            assert Event.objects.get(pk=task.case.last_event_id).to_state == task.case.state
        assert Clock.objects.filter(case__gt=casework.FIRST).count() == 2 * CASES
        assert Awaits.objects.filter(case__gt=casework.FIRST, verb="accept", case__state="assigned").exists()
        assert Attachment.objects.filter(case__gt=casework.FIRST).count() == CASES
        assert read("organising.enterprises", path=city.root.path, on=city.as_of).value == Enterprise.objects.count()

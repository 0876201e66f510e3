"""Several lists in one question are what they are asked one by one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhijia.organisation.models import Employment, Enterprise, Person, PostHolding, Union, User
from zhijia.organisation.reading import read_together
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import SmallCity, build_small_city


@pytest.fixture
def city(db: None) -> SmallCity:
    return build_small_city()


def test_lists_read_together_are_what_they_are_apart(city: SmallCity) -> None:
    """Order, dates, moments, nulls and scope included; an empty list stays in its place."""
    with scoped(city.county_cadre.actor):
        lists = [
            Union.objects.order_by("-depth", "sort_key"),
            Enterprise.objects.filter(pk=0).order_by("pk"),
            PostHolding.objects.filter(post__union=city.north).order_by("-from_on", "pk"),
            Person.objects.order_by("-pk"),
            Employment.objects.order_by("pk"),
            User.objects.order_by("username"),
        ]
        with CaptureQueriesContext(connection) as asked:
            together = read_together(*lists)
        apart = [list(rows) for rows in lists]

    fields = [[field.attname for field in rows.model._meta.concrete_fields] for rows in lists]
    assert len(asked) == 1
    assert [
        [[getattr(row, name) for name in names] for row in rows] for names, rows in zip(fields, together, strict=True)
    ] == [[[getattr(row, name) for name in names] for row in rows] for names, rows in zip(fields, apart, strict=True)]
    assert [len(rows) > 0 for rows in together] == [True, False, True, True, True, True]

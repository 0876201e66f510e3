"""Several lists in one question are what they are asked one by one."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from zhijia.organisation.models import Employment, Enterprise, Person, PostHolding, Union, User
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import SmallCity


def _lists(union: Any, enterprise: Any) -> list[QuerySet[Any]]:
    return [
        Union.objects.order_by("-depth", "sort_key"),
        Enterprise.objects.filter(pk=enterprise).order_by("pk"),
        PostHolding.objects.filter(post__union=union).order_by("-from_on", "pk"),
        Person.objects.order_by("-pk"),
        Employment.objects.order_by("pk"),
        User.objects.order_by("username"),
    ]


def test_lists_read_together_are_what_they_are_apart(city: SmallCity) -> None:
    """Order, dates, moments, nulls and scope included; an empty list stays in its place."""
    with scoped(city.county_cadre.actor):
        lists = _lists(city.north.pk, 0)
        with CaptureQueriesContext(connection) as asked:
            together = Together(_lists).read(city.north.pk, 0)
        apart = [list(rows) for rows in lists]

    fields = [[field.attname for field in rows.model._meta.concrete_fields] for rows in lists]
    assert len(asked) == 1
    assert [
        [[getattr(row, name) for name in names] for row in rows] for names, rows in zip(fields, together, strict=True)
    ] == [[[getattr(row, name) for name in names] for row in rows] for names, rows in zip(fields, apart, strict=True)]
    assert [len(rows) > 0 for rows in together] == [True, False, True, True, True, True]


def test_a_question_is_planned_once_and_still_shows_each_reader_her_own(city: SmallCity) -> None:
    """The plan stays with the connection, the scope does not: asked more often than PostgreSQL needs to keep a plan."""
    unions = Together(lambda least: [Union.objects.filter(pk__gte=least).order_by("pk")])

    seen = {}
    for _round in range(8):
        for figure in (city.county_cadre, city.stranger):
            with scoped(figure.actor):
                (rows,) = unions.read(0)
                assert [row.pk for row in rows] == list(Union.objects.order_by("pk").values_list("pk", flat=True))
            seen[figure.actor.path] = {row.pk for row in rows}

    north, south = seen.values()
    assert city.north_town.pk in north - south
    assert city.south_town.pk in south - north

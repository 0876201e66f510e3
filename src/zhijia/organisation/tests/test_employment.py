"""Who works where: entered and ended by those who keep the person's record."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from zhijia.lib.sentences import Refused
from zhijia.organisation.actions import employ, end_employment
from zhijia.organisation.models import Employment
from zhijia.organisation.queries import employments_of
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, NOW, TODAY, Figure, SmallCity
from zhijia.trail.models import Event

YESTERDAY = TODAY - timedelta(days=1)


def figure(city: SmallCity, name: str) -> Figure:
    found = getattr(city, name)
    assert isinstance(found, Figure)
    return found


def employ_chair(
    city: SmallCity, *, by: str = "town_cadre", from_on: date = TODAY, to_on: date | None = None
) -> Employment:
    actor = figure(city, by).actor
    with scoped(actor):
        return employ(actor, person=city.chair.person, enterprise=city.mill, from_on=from_on, to_on=to_on, now=NOW)


def kinds_about(city: SmallCity) -> list[str]:
    with scoped(BUILDER):
        rows = Event.objects.filter(subject_type="organisation.person", subject_id=city.chair.person.pk)
        return [event.kind.removeprefix("organisation.") for event in rows.order_by("id")]


@pytest.mark.parametrize(
    ("by", "may"),
    [
        ("administrator", True),
        ("county_cadre", True),
        ("town_cadre", True),
        ("chair", True),
        ("research", False),
        ("supervisor", False),
        ("worker", False),
        ("stranger", False),
        ("south_chair", False),
        ("bureau_officer", False),
    ],
)
def test_whoever_keeps_the_record_says_where_a_person_works(city: SmallCity, by: str, may: bool) -> None:
    if may:
        assert employ_chair(city, by=by).pk
        return
    with pytest.raises(Refused, match="不能维护"):
        employ_chair(city, by=by)


def test_a_person_works_for_the_same_enterprise_once_at_a_time(city: SmallCity) -> None:
    employ_chair(city, from_on=LONG_AGO, to_on=date(2024, 1, 1))

    with pytest.raises(Refused, match="已经登记"):
        employ_chair(city, from_on=date(2023, 12, 31))
    again = employ_chair(city, from_on=date(2024, 1, 1))

    assert again.to_on is None
    assert kinds_about(city) == ["employment_started", "employment_started"]


def test_she_may_work_for_two_enterprises_at_once(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    with scoped(actor):
        for enterprise in (city.mill, city.lone):
            employ(actor, person=city.chair.person, enterprise=enterprise, from_on=TODAY, now=NOW)

        assert len(employments_of(city.chair.person, most=5)) == 2


@pytest.mark.parametrize(
    ("from_on", "to_on", "words"),
    [(TODAY + timedelta(days=1), None, "还没有到"), (YESTERDAY, YESTERDAY, "晚于"), (TODAY, YESTERDAY, "晚于")],
)
def test_days_out_of_order_are_refused(city: SmallCity, from_on: date, to_on: date | None, words: str) -> None:
    with pytest.raises(Refused, match=words):
        employ_chair(city, from_on=from_on, to_on=to_on)


def test_an_employment_ends_once_and_stays_history(city: SmallCity) -> None:
    employment, actor = employ_chair(city, from_on=LONG_AGO), city.chair.actor
    with scoped(actor):
        with pytest.raises(Refused, match="不晚于今天"):
            end_employment(actor, employment, to_on=TODAY + timedelta(days=1), now=NOW)
        with pytest.raises(Refused, match="晚于起始"):
            end_employment(actor, employment, to_on=LONG_AGO, now=NOW)
        end_employment(actor, employment, to_on=YESTERDAY, now=NOW)
        with pytest.raises(Refused, match="已于"):
            end_employment(actor, employment, to_on=TODAY, now=NOW)

        kept = employments_of(city.chair.person, most=5)

    assert [row.to_on for row in kept] == [YESTERDAY]
    assert kinds_about(city) == ["employment_started", "employment_ended"]


def test_a_stranger_neither_sees_nor_ends_it(city: SmallCity) -> None:
    employment = employ_chair(city)

    with scoped(city.stranger.actor):
        assert employments_of(city.chair.person, most=5) == []
        with pytest.raises(Refused, match="不能维护"):
            end_employment(city.stranger.actor, employment, to_on=TODAY, now=NOW)


def test_the_database_itself_lets_nobody_write_of_other_peoples_people(city: SmallCity) -> None:
    with scoped(city.stranger.actor), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Employment.objects.create(person=city.chair.person, enterprise=city.pier, from_on=TODAY)

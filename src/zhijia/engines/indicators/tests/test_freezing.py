"""A frozen number stays what it was, whatever happens afterwards, and says that it is frozen."""

import pytest
from django.db import ProgrammingError, transaction

from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.freezing import freeze, read_frozen_on
from zhijia.engines.indicators.models import Snapshot
from zhijia.engines.indicators.reading import read
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, TODAY, SmallCity
from zhijia.trail.record import Subject

pytestmark = pytest.mark.database
CLOSING = "plans.plan:1"
CODES = ["organising.coverage", "organising.enterprises"]


@pytest.fixture
def city(city: SmallCity) -> SmallCity:
    close(city)
    return city


def close(city: SmallCity) -> None:
    with scoped(city.leader.actor):
        freeze(
            city.leader.actor,
            occasion="plans.plan:1",
            subject=Subject("plans.plan", 1, "一个计划"),
            codes=CODES,
            path=city.root.path,
            on=TODAY,
            now=NOW,
        )


def test_later_changes_move_the_live_number_only(city: SmallCity) -> None:
    with on_day(TODAY), scoped(city.leader.actor):
        Enterprise.objects.filter(pk=city.mill.pk).update(headcount=1)
        live = read("organising.coverage", path=city.root.path, on=TODAY)
        frozen = read_frozen_on([CLOSING], codes=CODES, path=city.root.path)[CLOSING, "organising.coverage"]

    assert (live.denominator, live.is_frozen) == (2, False)
    assert (frozen.denominator, frozen.numerator, frozen.is_frozen, frozen.as_of) == (3, 2, True, TODAY)


def test_every_upper_node_is_frozen_for_those_who_see_it(city: SmallCity) -> None:
    with scoped(city.county_leader.actor):
        own = read_frozen_on([CLOSING], codes=CODES, path=city.north.path)
        whole = read_frozen_on([CLOSING], codes=CODES, path=city.root.path)

    assert own[CLOSING, "organising.enterprises"].numerator == 2
    assert whole == {}


def test_freezing_twice_keeps_the_first_values(city: SmallCity) -> None:
    with on_day(TODAY), scoped(city.leader.actor):
        Enterprise.objects.filter(pk=city.mill.pk).update(headcount=1)
    close(city)

    with scoped(city.leader.actor):
        assert (
            read_frozen_on([CLOSING], codes=CODES, path=city.root.path)[CLOSING, "organising.coverage"].denominator == 3
        )


def test_frozen_values_are_not_to_be_changed(city: SmallCity) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        scoped(city.administrator.actor),
    ):
        Snapshot.objects.update(value=9)

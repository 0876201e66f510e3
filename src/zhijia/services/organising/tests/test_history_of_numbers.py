"""What past and future days say: dated facts count on their dates, what is overwritten counts from the day it was."""

from datetime import date, timedelta

import pytest

from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.reading import Reading, read
from zhijia.organisation.models import Enterprise, PostHolding, Union, UnionCoverage
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, TODAY, SmallCity, build_small_city

pytestmark = pytest.mark.database
COVERAGE = "organising.coverage"
LAST_MONTH = TODAY - timedelta(days=30)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def city(db: None) -> SmallCity:
    with on_day(LAST_MONTH - timedelta(days=300)):
        return build_small_city()


def north(city: SmallCity, code: str, on: date) -> Reading:
    with scoped(city.leader.actor):
        return read(code, path=city.north.path, on=on)


def test_last_months_number_does_not_change_with_todays_headcount(city: SmallCity) -> None:
    with on_day(TODAY), scoped(BUILDER):
        Enterprise.objects.filter(pk=city.lone.pk).update(headcount=24)

    assert north(city, COVERAGE, LAST_MONTH).denominator == 2
    assert north(city, COVERAGE, TODAY).denominator == 1


def test_a_headcount_learned_today_was_so_before(city: SmallCity) -> None:
    with on_day(LAST_MONTH), scoped(BUILDER):
        Enterprise.objects.filter(pk=city.lone.pk).update(headcount=None)
    with on_day(TODAY), scoped(BUILDER):
        Enterprise.objects.filter(pk=city.lone.pk).update(headcount=80)

    assert [north(city, COVERAGE, day).denominator for day in (LAST_MONTH, TODAY)] == [2, 2]


def test_a_coverage_entered_late_counts_from_its_own_date(city: SmallCity) -> None:
    with on_day(TODAY), scoped(BUILDER):
        UnionCoverage.objects.create(union=city.mill_union, enterprise=city.lone, from_on=LAST_MONTH)

    days = [LAST_MONTH - timedelta(days=1), LAST_MONTH, TODAY]

    assert [north(city, COVERAGE, day).numerator for day in days] == [1, 2, 2]


def test_a_closed_union_covers_nobody(city: SmallCity) -> None:
    with on_day(TODAY), scoped(BUILDER):
        Union.objects.filter(pk=city.mill_union.pk).update(closed_on=TODAY)

    assert [north(city, COVERAGE, day).numerator for day in (LAST_MONTH, TODAY)] == [1, 0]


def test_an_enterprise_that_moves_takes_its_future_along_and_leaves_its_past(city: SmallCity) -> None:
    with on_day(TODAY), scoped(BUILDER):
        lone = Enterprise.objects.get(pk=city.lone.pk)
        lone.territory = city.south_town
        lone.save()

    assert [north(city, "organising.enterprises", day).numerator for day in (LAST_MONTH, TODAY)] == [2, 1]


def test_a_term_expires_at_midnight_without_anybody_doing_anything(city: SmallCity) -> None:
    with on_day(LAST_MONTH), scoped(BUILDER):
        Union.objects.filter(pk=city.mill_union.pk).update(term_to=TOMORROW)

    assert [north(city, "organising.terms_expired", day).numerator for day in (TODAY, TOMORROW)] == [0, 1]


def test_a_renewed_term_leaves_the_days_on_which_it_was_expired(city: SmallCity) -> None:
    with on_day(LAST_MONTH), scoped(BUILDER):
        Union.objects.filter(pk=city.mill_union.pk).update(term_to=LAST_MONTH)
    with on_day(TODAY), scoped(BUILDER):
        Union.objects.filter(pk=city.mill_union.pk).update(term_to=TODAY + timedelta(days=1500))

    assert [north(city, "organising.terms_expired", day).numerator for day in (LAST_MONTH, TODAY)] == [1, 0]


def test_a_gap_between_two_holders_is_vacant_on_its_days_only(city: SmallCity) -> None:
    assert city.county_cadre.post is not None
    with on_day(TODAY), scoped(BUILDER):
        PostHolding.objects.filter(post=city.county_cadre.post).update(to_on=TOMORROW)
        back = TOMORROW + timedelta(days=10)
        PostHolding.objects.create(post=city.county_cadre.post, person=city.county_leader.person, from_on=back)

    days = [TODAY, TOMORROW, back - timedelta(days=1), back]

    assert [north(city, "organising.posts_vacant", day).numerator for day in days] == [0, 1, 1, 0]


def test_a_deputy_does_not_fill_a_post(city: SmallCity) -> None:
    assert city.county_cadre.post is not None
    with on_day(TODAY), scoped(BUILDER):
        PostHolding.objects.filter(post=city.county_cadre.post).update(to_on=TODAY)
        PostHolding.objects.create(
            post=city.county_cadre.post,
            person=city.county_leader.person,
            kind="deputy",
            from_on=TODAY,
            to_on=TODAY + timedelta(days=60),
        )

    assert north(city, "organising.posts_vacant", TODAY).numerator == 1

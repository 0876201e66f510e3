"""A case is found by any two neighbouring characters of its number or title, by those who may see it."""

import pytest

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import find_cases
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import Figure, SmallCity


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("安全帽", True),
        ("全帽", True),
        ("帽", False),  # a single character is too little
        ("安全服", False),
        ("帽全", False),
        ("%全帽", False),  # what a pattern would take for anything stands for itself
        ("__", False),
        ("", False),
    ],
)
def test_a_title_is_found_by_what_stands_in_it(city: SmallCity, case: Case, typed: str, is_found: bool) -> None:
    actor = city.county_cadre.actor

    with scoped(actor):
        found = find_cases(actor, typed, most=5)

    assert (case in found) is is_found


def test_a_number_is_found_in_large_and_small_letters(city: SmallCity, case: Case) -> None:
    actor = city.county_cadre.actor

    with scoped(actor):
        assert find_cases(actor, case.number.lower(), most=5) == [case]
        assert find_cases(actor, case.number.upper(), most=5) == [case]


@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        ("leader", True),
        ("city_cadre", True),
        ("town_cadre", True),
        ("stranger", False),
        ("chair", False),
        ("worker", False),
    ],
)
def test_who_may_not_see_a_case_does_not_find_it(city: SmallCity, case: Case, name: str, is_found: bool) -> None:
    figure: Figure = getattr(city, name)

    with scoped(figure.actor):
        assert bool(find_cases(figure.actor, "安全帽", most=5)) is is_found


def test_no_more_are_found_than_asked_for(city: SmallCity, case: Case) -> None:
    actor = city.county_cadre.actor

    with scoped(actor):
        assert find_cases(actor, "安全帽", most=0) == []

"""The night finds what is wrong, mends it and says so; a clean night says nothing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from zhijia.engines.indicators.jobs import first_kept_day, fold_changes, prove_numbers
from zhijia.engines.indicators.models import Delta, RollupStart
from zhijia.engines.indicators.reading import read
from zhijia.engines.indicators.tests.agreement import rollup_drift
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import TODAY, SmallCity
from zhijia.trail.models import Event

pytestmark = pytest.mark.database
NIGHT = int(datetime(2026, 11, 20, 18, 30, tzinfo=UTC).timestamp())


def tamper(acting_as: Any, statement: str) -> None:
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute(statement)


def prove(acting_as: Any) -> tuple[int, list[dict[str, object]]]:
    with acting_as("batch"):
        found = prove_numbers(timestamp=NIGHT)
        return found, list(
            Event.objects.filter(kind="indicators.drifted").order_by("id").values_list("data", flat=True)
        )


def enterprises(city: SmallCity) -> int:
    with scoped(city.leader.actor):
        return read("organising.enterprises", path=city.root.path, on=TODAY).numerator


def test_a_clean_night_leaves_no_event(city: SmallCity, acting_as: Any) -> None:
    assert prove(acting_as) == (0, [])


def test_a_fact_that_went_missing_is_written_again(city: SmallCity, acting_as: Any) -> None:
    tamper(acting_as, "DELETE FROM indicators_fact WHERE indicator = 'organising.enterprises'")
    assert enterprises(city) == 0

    assert prove(acting_as) == (1, [{"missing": 3, "extra": 0}])
    assert enterprises(city) == 3


def test_a_fact_that_nothing_supports_is_taken_away(city: SmallCity, acting_as: Any) -> None:
    tamper(
        acting_as,
        "INSERT INTO indicators_fact (family, indicator, part, subject_id, path, value, from_on)"
        " SELECT 'organising_enterprises', 'organising.enterprises', 'n', 0, path, 1, '2020-01-01'"
        "   FROM organisation_union WHERE depth = 1 AND kind = 'county' ORDER BY path LIMIT 1",
    )
    assert enterprises(city) == 4

    assert prove(acting_as) == (1, [{"missing": 0, "extra": 1}])
    assert enterprises(city) == 3


def test_a_wrong_rollup_is_added_up_again(city: SmallCity, acting_as: Any) -> None:
    with acting_as("batch"):
        fold_changes(timestamp=NIGHT)
    tamper(acting_as, "UPDATE indicators_rollup SET amount = amount + 5 WHERE indicator = 'organising.enterprises'")

    found, events = prove(acting_as)

    assert (found, [*events[0]]) == (1, ["rows"])
    assert enterprises(city) == 3


def test_the_minutes_job_leaves_nothing_undone(city: SmallCity, acting_as: Any) -> None:
    with acting_as("batch"):
        assert fold_changes(timestamp=NIGHT) > 0

        assert Delta.objects.count() == 0
        assert rollup_drift() == []
    assert enterprises(city) == 3


def test_the_night_moves_the_first_kept_day(city: SmallCity, acting_as: Any) -> None:
    prove(acting_as)

    assert RollupStart.objects.get().opened_on >= first_kept_day(date(2026, 11, 21))
    assert first_kept_day(date(2026, 11, 21)) == date(2024, 11, 1)

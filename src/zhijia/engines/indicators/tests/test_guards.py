"""The database lets nobody but its own triggers write numbers, and shows them in scope only."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.definitions import get_indicator
from zhijia.engines.indicators.reading import read
from zhijia.engines.indicators.recounting import recount
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import NOBODY, scoped
from zhijia.organisation.tests.factories import TODAY, SmallCity

pytestmark = pytest.mark.database
COVERAGE = "organising.coverage"
TABLES = ["indicators_fact", "indicators_rollup", "indicators_delta"]


@contextmanager
def assert_refused(words: str) -> Iterator[None]:
    with pytest.raises(ProgrammingError, match=words), transaction.atomic():
        yield


def run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return list(cursor.fetchall()) if cursor.description else []


@pytest.mark.parametrize("table", [*TABLES, "indicators_rollupstart", "indicators_family", "indicators_threshold"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "TRUNCATE {}", "INSERT INTO {} DEFAULT VALUES"])
def test_the_application_writes_no_numbers(city: SmallCity, table: str, act: str) -> None:
    with scoped(city.administrator.actor), assert_refused("permission denied"):
        run(act.format(table))


@pytest.mark.parametrize(
    "call",
    [
        "indicators_drain(1)",
        "indicators_strike(DATE '2030-01-01')",
        "indicators_rebuild('organising_unions')",
        "indicators_mend_rollup()",
        "organising_enterprises_refresh(ARRAY[1]::bigint[])",
        "declared_refresh(ARRAY[1]::bigint[])",
    ],
)
def test_the_application_runs_none_of_the_keepers_functions(city: SmallCity, call: str) -> None:
    with scoped(city.administrator.actor), assert_refused("permission denied"):
        run(f"SELECT {call}")


@pytest.mark.parametrize(
    "view",
    ["organising_enterprises_facts", "organising_unions_facts", "organising_enterprisestate", "plans_tasks_facts"],
)
def test_what_facts_are_computed_from_is_closed_to_the_application(city: SmallCity, view: str) -> None:
    with scoped(city.administrator.actor), assert_refused("permission denied"):
        run(f"SELECT * FROM {view}")


def test_triggers_cannot_be_switched_off_by_the_application(city: SmallCity) -> None:
    with scoped(city.administrator.actor), assert_refused("must be owner"):
        run("ALTER TABLE organisation_enterprise DISABLE TRIGGER USER")
    with scoped(city.administrator.actor), assert_refused("permission denied"):
        run("SET session_replication_role = replica")


def test_a_bulk_statement_is_counted_like_any_other(city: SmallCity) -> None:
    with on_day(TODAY), scoped(city.administrator.actor):
        run("UPDATE organisation_enterprise SET headcount = 10")

        assert read(COVERAGE, path=city.root.path, on=TODAY).denominator == 0


def test_even_the_owner_replaces_facts_instead_of_changing_them(city: SmallCity, acting_as: Any) -> None:
    with acting_as("owner"), pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        run("UPDATE indicators_fact SET value = 2")


@pytest.mark.parametrize("table", TABLES)
def test_a_stranger_reads_no_row_of_another_county(city: SmallCity, table: str) -> None:
    with scoped(city.stranger.actor):
        paths = {path for (path,) in run(f"SELECT path FROM {table}")}

    assert all(path.startswith(city.south.path) for path in paths)


def test_facts_are_in_every_table_that_the_stranger_test_reads(city: SmallCity, acting_as: Any) -> None:
    with acting_as("owner"):
        assert all(run(f"SELECT 1 FROM {table} LIMIT 1") for table in ("indicators_fact", "indicators_delta"))


def test_a_stranger_counts_nothing_elsewhere(city: SmallCity) -> None:
    with scoped(city.stranger.actor):
        reading = read(COVERAGE, path=city.north.path, on=TODAY)
        again = recount(get_indicator(COVERAGE), path=city.north.path, on=TODAY)

    assert (reading.numerator, reading.denominator) == (0, 0)
    assert set(again.counted.values()) == {0}


def test_a_stranger_does_not_see_the_whole_city_through_the_rollup(city: SmallCity, acting_as: Any) -> None:
    with acting_as("batch"):
        run("SELECT indicators_drain(100000)")
    with scoped(city.stranger.actor):
        whole = read("organising.enterprises", path=city.root.path, on=TODAY)
        own = read("organising.enterprises", path=city.south.path, on=TODAY)

    assert (whole.numerator, own.numerator) == (0, 1)


def test_nobody_sees_nothing(city: SmallCity) -> None:
    with scoped(NOBODY):
        assert [run(f"SELECT 1 FROM {table}") for table in TABLES] == [[], [], []]


def test_an_enterprise_entered_below_is_counted_at_every_level_at_once(city: SmallCity) -> None:
    with on_day(TODAY), scoped(city.town_cadre.actor):
        Enterprise.objects.filter(pk=city.lone.pk).update(headcount=3)
    with scoped(city.leader.actor):
        values = [
            read(COVERAGE, path=node.path, on=TODAY).denominator for node in (city.root, city.north, city.north_town)
        ]

    assert values == [2, 1, 1]

"""Offers by contract type (bargaining-congress §A9): a target of wage offers is measured by wage offers alone."""

from importlib import import_module

from django.db import migrations

from zhijia.engines.indicators.schema import replace_view, unwatch, watch

FIRST = import_module("zhijia.services.bargaining.migrations.0010_facts")
YEARS = import_module("zhijia.services.bargaining.migrations.0018_years")
STATISTICS = import_module("zhijia.services.bargaining.migrations.0023_statistics")
TABLE = "bargaining_bargaining"
WATCHER = f"bargaining_from_{TABLE}"
FEEDS, COLUMNS = FIRST.WATCHED[TABLE]

ROUNDS = STATISTICS.with_rows(
    YEARS.ROUNDS,
    "('bargaining.offers', 'n', y.sent),",
    """
           ('bargaining.offers.' || b.contract_type, 'n', y.sent),""",
)
REBUILD = "SELECT indicators_rebuild('bargaining_rounds');"


def watched(*columns: str) -> str:
    return unwatch(WATCHER) + watch(WATCHER, TABLE, feeds=FEEDS, columns=columns)


FORWARD = watched(*COLUMNS, "contract_type") + replace_view("bargaining_rounds", ROUNDS) + REBUILD
BACKWARD = watched(*COLUMNS) + replace_view("bargaining_rounds", YEARS.ROUNDS) + REBUILD


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0028_agreed_meeting")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

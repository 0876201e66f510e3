"""What must not change when a form names a record of the other county."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import connection, models

from tests.surfaces.world import World
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER

MADE_ANEW = {"documents_rendering"}
"""Files made from frozen text when they are first asked for: a cache, not a fact."""


def models_with_path() -> list[type[models.Model]]:
    """Every model of ours whose rows belong to a place."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("zhijia.") and "path" in {field.name for field in model._meta.concrete_fields}
    ]


def digest_of_south(world: World) -> list[tuple[str, int, str]]:
    """Rows and hash of each table's part under South's path."""
    return _ask("digest_of_rows", _digest_sql(), world.south.path)


def digest_of_all() -> list[tuple[str, int, str]]:
    """Rows and hash of every table with a place."""
    return _ask("digest_of_rows", _digest_sql(), "")


def references_across(world: World) -> list[tuple[str, int, str]]:
    """How many rows outside of South point at a row of South, by column."""
    return _ask("references_across", _reference_sql(), world.south.path)


def _reference_sql() -> Iterator[str]:
    for model in models_with_path():
        for field in model._meta.concrete_fields:
            target = field.related_model
            if isinstance(field, models.ForeignKey) and target in models_with_path():
                table, column = model._meta.db_table, field.column
                yield (
                    f"SELECT '{table}.{column}', count(*), '' FROM {table} t"
                    f" JOIN {target._meta.db_table} r ON r.id = t.{column}"
                    " WHERE NOT (t.path >= $1 AND t.path < $2) AND r.path >= $1 AND r.path < $2"
                )


def _tables() -> list[str]:
    return [model._meta.db_table for model in models_with_path() if model._meta.db_table not in MADE_ANEW]


def _digest_sql() -> Iterator[str]:
    for table in _tables():
        yield (
            f"SELECT '{table}', count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {table} t"
            " WHERE path >= $1 AND path < $2"
        )


def _ask(name: str, queries: Iterable[str], path: str) -> list[tuple[str, int, str]]:
    """A question of so many tables is mostly planning: it is prepared once a connection, after which its plan is kept."""
    with scoped(BUILDER), connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_prepared_statements WHERE name = %s", [name])
        if not cursor.rowcount:
            cursor.execute(f"PREPARE {name} (text, text) AS {' UNION ALL '.join(queries)}")
        cursor.execute(f"EXECUTE {name} (%s, %s)", [path, f"{path}~"])
        return sorted(cursor.fetchall())

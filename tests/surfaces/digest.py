"""What must not change when a form names a record of the other county."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from django.apps import apps
from django.db import connection, models

from tests.surfaces.world import World
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER

MADE_ANEW = {"documents_rendering"}
"""Files made from frozen text when they are first asked for: a cache, not a fact."""


@cache
def models_with_path() -> list[type[models.Model]]:
    """Every model of ours whose rows belong to a place."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("zhijia.") and "path" in {field.name for field in model._meta.concrete_fields}
    ]


class South:
    """How South stands: its rows in each table, and how many rows elsewhere point at one of them, column by column."""

    def __init__(self, world: World) -> None:
        self._path = world.south.path
        self._rows = dict(self._digest(_tables()))
        self._references = dict(self._point_here(_tables()))

    def changes(self, tables: Iterable[str]) -> list[str]:
        """Which of these tables, just written to, have other rows of South now, or point at South from elsewhere."""
        written = sorted(tables)
        changed = [table for table, now in self._digest(written) if now != self._rows[table]]
        return changed + [column for column, now in self._point_here(written) if now != self._references[column]]

    def _digest(self, tables: Sequence[str]) -> list[tuple[str, tuple[int, str]]]:
        return [(table, (count, hashed)) for table, count, hashed in self._ask(_digest_sql(tables))]

    def _point_here(self, tables: Sequence[str]) -> list[tuple[str, int]]:
        return [(column, count) for column, count, _ in self._ask(_reference_sql(tables))]

    def _ask(self, queries: Iterable[str]) -> list[tuple[str, int, str]]:
        asked = list(queries)
        return _ask(f"south_{abs(hash(tuple(asked)))}", asked, self._path) if asked else []


def writes() -> dict[str, int]:
    """How many rows this transaction has written into each table with a place, by whatever function, undone or not."""
    counted = " + ".join(f"pg_stat_get_xact_tuples_{verb}(oid)" for verb in ("inserted", "updated", "deleted"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT relname, {counted} FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s)", [_tables()]
        )
        return dict(cursor.fetchall())


def written_since(before: dict[str, int]) -> set[str]:
    """The tables that this transaction has written to since."""
    return {table for table, count in writes().items() if count != before[table]}


def digest_of_all() -> list[tuple[str, int, str]]:
    """Rows and hash of every table with a place."""
    return _ask("digest_of_rows", _digest_sql(_tables()), "")


def _reference_sql(tables: Sequence[str]) -> Iterator[str]:
    for model in models_with_path():
        if model._meta.db_table not in tables:
            continue
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


def _digest_sql(tables: Sequence[str]) -> Iterator[str]:
    for table in tables:
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

"""Many rows out of some: a table copied with other keys, in one statement, by the catalogue's list of its columns."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

# ruff: noqa: S608 - every name and expression in this SQL is written by this package


def copy_rows(cursor: CursorWrapper, table: str, replaced: Mapping[str, str], *, source: str) -> int:
    """Insert the rows of `source` (a FROM clause in which the table is `t`) with some columns replaced by expressions."""
    columns = [name for name in columns_of(cursor, table) if name != "id" or "id" in replaced]
    values = [replaced.get(name, f't."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {source}")
    return int(cursor.rowcount)


def columns_of(cursor: CursorWrapper, table: str) -> list[str]:
    """The columns that an insert may give, in their order."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        " AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [row[0] for row in cursor.fetchall()]


@contextmanager
def without_triggers(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> Iterator[CursorWrapper]:
    """One transaction of the owner in which the product's triggers on these tables rest; foreign keys hold."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def go_on_counting(cursor: CursorWrapper, tables: Sequence[str]) -> None:
    """Let the next id of each table come after its greatest."""
    for table in tables:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")

"""Many rows out of some: a table copied with other keys, in one statement, by the catalogue's list of its columns."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import psycopg

# ruff: noqa: S608 - every name and expression in this SQL is written by this package

SETTINGS = ("session_replication_role = replica", "work_mem = '128MB'", "maintenance_work_mem = '256MB'")
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
 WHERE i.indrelid = ANY (%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
 ORDER BY 1
"""


def copy_rows(cursor: psycopg.Cursor, table: str, replaced: Mapping[str, str], *, source: str) -> int:
    """Insert the rows of `source` (a FROM clause in which the table is `t`) with some columns replaced by expressions."""
    columns = [name for name in columns_of(cursor, table) if name != "id" or "id" in replaced]
    values = [replaced.get(name, f't."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {source}")
    return int(cursor.rowcount)


def columns_of(cursor: psycopg.Cursor, table: str) -> list[str]:
    """The columns that an insert may give, in their order."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        " AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [row[0] for row in cursor.fetchall()]


@contextmanager
def filling(connection: psycopg.Connection, tables: Sequence[str]) -> Iterator[psycopg.Cursor]:
    """One transaction of the superuser in which triggers and foreign keys rest and indexes are made at the end, at once."""
    with connection.transaction(), connection.cursor() as cursor:
        for setting in SETTINGS:
            cursor.execute(f"SET LOCAL {setting}")
        cursor.execute(_INDEXES, [list(tables)])
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield cursor
        for _name, definition in indexes:
            cursor.execute(definition)
        for table in tables:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")

"""How many rows every table holds, seen in one snapshot."""

import psycopg
from psycopg import sql

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
    ORDER BY schemaname, tablename
"""


def count_rows(connection: psycopg.Connection) -> dict[str, int]:
    """Rows by `schema.table`, for every table but the system's. Run it in a repeatable-read transaction."""
    tables = connection.execute(TABLES).fetchall()
    return {f"{schema}.{table}": _count(connection, schema, table) for schema, table in tables}


def differences(expected: dict[str, int], found: dict[str, int]) -> list[str]:
    """One line for each table whose number of rows is not the expected one."""
    tables = sorted(expected.keys() | found.keys())
    pairs = ((table, expected.get(table), found.get(table)) for table in tables)
    return [f"{table}: {before} → {after}" for table, before, after in pairs if before != after]


def _count(connection: psycopg.Connection, schema: str, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0

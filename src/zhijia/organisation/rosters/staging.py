"""Rows on their way into the register: sealed before they leave this process, copied in one stream, seen by nobody else.

The table is unlogged and the application may only add to it; what the present transaction added it reads and clears by
two functions of the owner.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl
from django.db import connection
from psycopg import Cursor

COLUMNS = {
    "row_no": "integer",
    "is_new": "boolean",
    "findings": "bigint",
    "person_id": "bigint",
    "name": "text",
    "sort_key": "text",
    "card": "text",
    "id_kind": "text",
    "id_index": "bytea",
    "id_number": "bytea",
    "phone_index": "bytea",
    "phone": "bytea",
    "address": "bytea",
    "sex": "text",
    "born_on": "date",
    "ethnicity": "text",
    "political_status": "text",
    "education": "text",
    "household_kind": "text",
    "is_migrant": "boolean",
    "is_dispatched": "boolean",
    "is_new_form": "boolean",
    "union_id": "bigint",
    "group_id": "bigint",
    "enterprise_id": "bigint",
    "employed_on": "date",
    "approved_on": "date",
    "from_on": "date",
    "joined_on": "date",
}
"""What a staged row may hold; what is not known is null."""
NULL = "\x02"
"""Stands for null on the way. Tidy text holds no character of control."""
MINE = "organisation_roster_staged()"


@contextmanager
def staged(frame: pl.DataFrame) -> Iterator[None]:
    """Inside, the rows of the frame are staged; afterwards they are gone again."""
    _copy(frame)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_roster_unstage()")


def as_text(frame: pl.DataFrame) -> str:
    """The rows as they are copied: .csv with bytes in hexadecimal."""
    bytes_as_text = [
        (pl.lit("\\x") + pl.col(name).bin.encode("hex")).alias(name)
        for name, kind in frame.schema.items()
        if kind == pl.Binary
    ]
    return frame.with_columns(bytes_as_text).write_csv(include_header=False, null_value=NULL)


def _copy(frame: pl.DataFrame) -> None:
    names = ", ".join(name for name in frame.columns if name in COLUMNS)
    query = f"COPY organisation_rosterstage ({names}) FROM STDIN (FORMAT csv, NULL '{NULL}')"
    with Cursor(connection.connection) as cursor, cursor.copy(query) as copy:
        copy.write(as_text(frame.select(names.split(", "))))

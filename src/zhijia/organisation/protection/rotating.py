"""Changing keys while people work.

Re-wrapping puts every data key under a new key file; no row of personal data is touched. Re-sealing brings the columns
under the newest data key, piece by piece: a row that somebody is changing is left for the next round, nobody is waited
for, and a piece holds its rows no longer than it takes. What is done says so itself, by the key that its ciphertext
names; so the work may be killed at any point and simply begun again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, models, transaction
from psycopg import Cursor, sql

from zhijia.lib.crypto.ciphers import CipherKind
from zhijia.lib.crypto.ciphertexts import HEADER, Keyring
from zhijia.lib.crypto.keyfiles import KeyFile, make_key_file
from zhijia.organisation.protection.data_keys import TEXT, DataKey
from zhijia.organisation.protection.fields import SealedField
from zhijia.organisation.protection.keys import (
    add_key,
    chosen_cipher,
    lock_keys,
    opener_of,
    protection_folder,
    secret_of,
)

PIECE = 1000


@dataclass(frozen=True, slots=True)
class SealedTable:
    """A table and its sealed columns."""

    name: str
    fields: Sequence[SealedField]


@dataclass(frozen=True, slots=True)
class SealedRow:
    """The id of a row and its ciphertexts, in the order of the table's fields."""

    number: int
    values: Sequence[bytes | None]


def sealed_tables() -> list[SealedTable]:
    """Every table that holds sealed columns, of whichever floor."""
    found = ((model._meta.db_table, _sealed_fields(model)) for model in apps.get_models())
    return [SealedTable(name, fields) for name, fields in found if fields]


def rewrap_keys(*, using: str) -> KeyFile:
    """Put every data key under a new key file, which lies on disk before the database names it."""
    with transaction.atomic(using=using):
        lock_keys(using=using)
        keys = list(DataKey.objects.using(using).select_for_update().order_by("pk"))
        before = {key.opened_by: opener_of(key.opened_by) for key in keys}
        secrets = [secret_of(key, before[key.opened_by]) for key in keys]
        opener = make_key_file(protection_folder(), chosen_cipher())
        for key, secret in zip(keys, secrets, strict=True):
            key.wrapped, key.opened_by = opener.wrap(secret, key.what), opener.fingerprint
            key.save(using=using, update_fields=["wrapped", "opened_by"])
    return opener


def add_data_key(*, using: str) -> DataKey:
    """A new key of the chosen cipher, under the key file in force: what is written from now on is sealed by it."""
    kind: CipherKind = chosen_cipher()
    with transaction.atomic(using=using):
        lock_keys(using=using)
        newest = DataKey.objects.using(using).latest("pk")
        return add_key(opener_of(newest.opened_by), TEXT, kind.make_key(), cipher=kind, using=using)


def reseal(table: SealedTable, ring: Keyring, *, using: str, piece: int = PIECE) -> Iterator[int]:
    """Bring one table under the current key of `ring`; yields the rows of each piece, which is committed by then."""
    after = 0
    while True:
        with transaction.atomic(using=using):
            rows = _take(table, ring, after=after, piece=piece, using=using)
            if not rows:
                return
            _put(table, ring, rows, using=using)
            after = rows[-1].number
        yield len(rows)


def rows_left(table: SealedTable, ring: Keyring, *, using: str) -> int:
    """How many rows have a ciphertext under another key than the current one."""
    query = sql.SQL("SELECT count(*) FROM {table} WHERE {behind}").format(
        table=sql.Identifier(table.name), behind=_behind(table)
    )
    with connections[using].cursor() as cursor:
        cursor.execute(query, {"header": ring.current.header})
        return int(cursor.fetchone()[0])


def _take(table: SealedTable, ring: Keyring, *, after: int, piece: int, using: str) -> list[SealedRow]:
    query = sql.SQL(
        "SELECT id, {columns} FROM {table} WHERE id > %(after)s AND ({behind})"
        " ORDER BY id LIMIT %(piece)s FOR NO KEY UPDATE SKIP LOCKED"
    ).format(columns=_columns(table), table=sql.Identifier(table.name), behind=_behind(table))
    with connections[using].cursor() as cursor:
        cursor.execute(query, {"after": after, "piece": piece, "header": ring.current.header})
        return [SealedRow(number, values) for number, *values in cursor.fetchall()]


def _put(table: SealedTable, ring: Keyring, rows: Sequence[SealedRow], *, using: str) -> None:
    numbers = [row.number for row in rows]
    values = [
        _resealed(field, ring, numbers, [row.values[at] for row in rows]) for at, field in enumerate(table.fields)
    ]
    names = [sql.Identifier(field.place.column) for field in table.fields]
    query = sql.SQL(
        "UPDATE {table} t SET {sets} FROM unnest(%b::bigint[]{arrays}) AS v(id, {columns})"
        " WHERE t.id = v.id AND t.id BETWEEN %b AND %b"
    ).format(
        table=sql.Identifier(table.name),
        sets=sql.SQL(", ").join([sql.SQL("{0} = v.{0}").format(name) for name in names]),
        arrays=sql.SQL(", %b::bytea[]" * len(names)),
        columns=_columns(table),
    )
    # Django's cursor writes values into the statement as text; ours sends them beside it, in half the time
    with Cursor(connections[using].connection) as cursor:
        cursor.execute(query, [numbers, *values, numbers[0], numbers[-1]])


def _resealed(
    field: SealedField, ring: Keyring, numbers: Sequence[int], values: Sequence[bytes | None]
) -> list[bytes | None]:
    held = [(number, bytes(value)) for number, value in zip(numbers, values, strict=True) if value is not None]
    resealed = iter(ring.reseal_all(field.place, held))
    return [None if value is None else next(resealed) for value in values]


def _behind(table: SealedTable) -> sql.Composed:
    """Some ciphertext of the row is not under the current key; a column that is null is never behind."""
    test = sql.SQL("substring({} FROM 1 FOR {}) <> %(header)s")
    columns = [sql.Identifier(field.place.column) for field in table.fields]
    return sql.SQL(" OR ").join([test.format(column, HEADER.size) for column in columns])


def _columns(table: SealedTable) -> sql.Composed:
    return sql.SQL(", ").join([sql.Identifier(field.place.column) for field in table.fields])


def _sealed_fields(model: type[models.Model]) -> list[SealedField]:
    return [field for field in model._meta.local_fields if isinstance(field, SealedField)]

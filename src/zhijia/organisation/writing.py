"""Small steps that every action of this floor shares."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, IntegrityError, connection, connections, models, transaction
from django.db.models import Field, Model

from zhijia.lib.findings import Finding, Severity
from zhijia.lib.sentences import Refused, Sentence

Row = TypeVar("Row")
CHUNK = 1000


def refuse_blocking(findings: Iterable[Finding]) -> None:
    """Raise `Refused` with the first finding that forbids to go on; a warning does not stop anybody."""
    for finding in findings:
        if finding.severity is Severity.BLOCK:
            raise Refused(finding.sentence, rule=finding.rule)


@contextmanager
def refusing(constraints: Mapping[str, Sentence | str]) -> Iterator[None]:
    """Turn the database's refusal by one of these constraints into a sentence; the transaction stays usable."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for name, sentence in constraints.items():
            if name in str(error):
                raise Refused(sentence) from error
        raise


def reserve_ids(model: type[models.Model], count: int, *, using: str = DEFAULT_DB_ALIAS) -> list[int]:
    """Ids for rows to be written: a sealed column is bound to the id of its row and so must know it first."""
    query = """
        SELECT coalesce(array_agg(nextval(s.name)), '{}')
          FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) s, generate_series(1, %s)
    """
    with connections[using].cursor() as cursor:
        cursor.execute(query, [model._meta.db_table, count])
        ids: list[int] = cursor.fetchone()[0]
        return ids


def chunks(rows: Sequence[Row], size: int = CHUNK) -> Iterator[Sequence[Row]]:
    """The rows in pieces that one statement can take."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def update_each(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write these fields of every row, its own values each, in one statement. Raises `DatabaseError` for a row not found."""
    if not rows:
        return
    meta = rows[0]._meta
    fields: list[Field[Any, Any]] = [field for field in meta.concrete_fields if field.name in names]
    assert meta.pk is not None
    quote, key = connection.ops.quote_name, str(meta.pk.column)
    kinds = {key: meta.pk.rel_db_type(connection)} | {str(field.column): field.db_type(connection) for field in fields}
    written = ", ".join(f"{quote(str(field.column))} = fresh.{quote(str(field.column))}" for field in fields)
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds.values())
    fresh = f"unnest({arrays}) AS fresh ({', '.join(map(quote, kinds))})"
    query = (
        f"UPDATE {quote(meta.db_table)} kept SET {written} FROM {fresh} WHERE kept.{quote(key)} = fresh.{quote(key)}"  # noqa: S608 - names of ours
    )
    values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows] for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(query, [[row.pk for row in rows], *values])
        if cursor.rowcount != len(rows):
            raise DatabaseError(f"{meta.label}: {cursor.rowcount} of {len(rows)} rows were updated")


def commit_without_waiting() -> None:
    """Let the present transaction end without waiting for the disk. Only for a piece of work that is done again where it is not
    done: when the machine falls within the next moment, the piece has not happened, as if it had been killed before.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")

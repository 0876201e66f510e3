"""The ballots of a closed box, in the order of their serials."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.db import connection
from psycopg import sql

from zhijia.engines.ballots.models import Poll


@dataclass(frozen=True, slots=True)
class ClosedBallot:
    """A line of the closed box."""

    question: int
    serial: bytes
    prefix_a: bytes
    stamp_a: bytes
    prefix_b: bytes
    stamp_b: bytes
    sealed: bytes


def closed_ballots(poll: Poll) -> list[ClosedBallot]:
    """The ballots of a closed box in the order of their serials."""
    columns = sql.SQL(", ").join(map(sql.Identifier, ClosedBallot.__slots__))
    query = sql.SQL("SELECT {} FROM ballot_box.{} ORDER BY question, serial")
    with connection.cursor() as cursor:
        cursor.execute(query.format(columns, sql.Identifier(f"closed_{poll.pk}")))
        return [ClosedBallot(row[0], *map(bytes, row[1:])) for row in cursor.fetchall()]


def lines_of(ballots: Sequence[ClosedBallot]) -> Iterator[list[Any]]:
    """The ballots as they are published."""
    for ballot in ballots:
        number, *parts = astuple(ballot)
        yield [number, *(part.hex() for part in parts)]

"""The rows of a piece by their numbers, which follow each other: of a roster of a million, no question reads more than these."""

from typing import NamedTuple

from django.db import connection
from django.db.models import Func, TextField, Value
from django.db.models.functions import Cast

from zhijia.organisation.rosters.findings import Told


class Span(NamedTuple):
    """The first and the last row of a piece."""

    first: int
    last: int


SETTING = "app.roster"
ANNOUNCE = "SELECT set_config(%s, %s, true)"
ANNOUNCED = Func(
    Value(SETTING), Cast("pk", TextField()), Value(value=True), function="set_config", output_field=TextField()
)
"""What `announce` does, for a question that reads the one roster anyway."""
WANTED = """
    SELECT row_no, person_id IS NULL, person_id, findings FROM organisation_rosterrow
     WHERE roster_id = %s AND row_no BETWEEN %s AND %s AND NOT is_done
       AND (verdict IN ('new', 'changed') OR verdict = 'conflict' AND decision = 'take')
"""
ELSEWHERE = f"""
    SELECT row_no FROM organisation_rosterrow
     WHERE roster_id = %s AND row_no BETWEEN %s AND %s AND NOT is_done
       AND verdict = 'refused' AND twin IS NULL AND findings & {Told.ELSEWHERE.bit} <> 0
     ORDER BY row_no
"""  # noqa: S608 - a number of ours


class Wanted(NamedTuple):
    """A row that is to be entered: whether it makes a person, or whom it is about, and what was found."""

    row_no: int
    is_new: bool
    person_id: int | None
    findings: int


def announce(roster_id: int) -> None:
    """Say that this transaction works on one roster: whether its rows are visible is then asked once a statement."""
    with connection.cursor() as cursor:
        cursor.execute(ANNOUNCE, [SETTING, str(roster_id)])


def wanted_rows(roster_id: int, span: Span) -> list[Wanted]:
    """The rows of a piece that are to be entered: new, changed, or in conflict and decided for."""
    with connection.cursor() as cursor:
        cursor.execute(WANTED, [roster_id, *span])
        return [Wanted(*row) for row in cursor.fetchall()]


def rows_elsewhere(roster_id: int, span: Span) -> list[int]:
    """The rows of a piece whose people are kept by a union elsewhere and were not yet asked."""
    with connection.cursor() as cursor:
        cursor.execute(ELSEWHERE, [roster_id, *span])
        return [number for (number,) in cursor.fetchall()]

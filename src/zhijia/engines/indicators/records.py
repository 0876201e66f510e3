"""The list behind a number: the same facts, read with the number in one statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from zhijia.engines.indicators.changes import CHANGES, Asked, asked_parameters
from zhijia.engines.indicators.definitions import Indicator
from zhijia.engines.indicators.models import Part
from zhijia.engines.indicators.reading import Place

GAP = "gap"
"""The list of what is in the denominator and not, or not wholly, in the numerator: the work still to do."""
PAGE = 50
EXPORT_PAGE = 2000

_COUNTS = "f.from_on <= %(on)s AND (f.to_on IS NULL OR f.to_on > %(on)s)"
# A question asked of each row in the order of the list, which ends when the page is full.
_REACHED = f"""(SELECT sum(g.value) FROM indicators_fact g
                 WHERE g.indicator = %(indicator)s AND g.part = 'n' AND g.path = f.path AND g.subject_id = f.subject_id
                   AND {_COUNTS.replace("f.", "g.")})"""  # noqa: S608 - constants of ours
_OF_GAP = {"value": f"f.value - COALESCE({_REACHED}, 0)", "further": f"AND f.value > COALESCE({_REACHED}, -1)"}
_OF_PART = {"value": "f.value", "further": ""}
_LIST = f"""
    WITH {CHANGES}, whole AS (
        SELECT COALESCE(sum(s.amount * (%(signs)s::bigint[])[s.nth]), 0)::bigint AS total FROM sums s
    ), page AS (
        SELECT f.path, f.subject_id, {{value}} AS value, f.from_on, f.to_on
          FROM indicators_fact f
         WHERE f.indicator = %(indicator)s AND f.part = %(part)s AND f.path >= %(path)s AND f.path < %(upper_bound)s
           AND NOT left(f.path, %(branch_length)s) = ANY (%(without)s::text[])
           AND (f.path, f.subject_id) > (%(after_path)s, %(after_id)s) AND {_COUNTS} {{further}}
         ORDER BY f.path, f.subject_id LIMIT %(most)s
    )
    SELECT w.total, p.path, p.subject_id, p.value, p.from_on, p.to_on
      FROM whole w LEFT JOIN page p ON true ORDER BY p.path, p.subject_id
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True, slots=True)
class Record:
    """One counted thing: where it counts, by how much, since when (None: not known) and until when."""

    path: str
    subject_id: int
    value: int
    from_on: date | None
    to_on: date | None

    @property
    def key(self) -> str:
        """What the next page begins after."""
        return f"{self.path}-{self.subject_id}"


@dataclass(frozen=True, slots=True)
class Records:
    """A page of the list and the number it stands behind. `next_key` is empty on the last page."""

    total: int
    rows: tuple[Record, ...]
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class ListOf:
    """Which list: a part of an indicator (or `GAP`) at a place on a day."""

    indicator: Indicator
    part: str
    place: Place
    on: date


def list_records(which: ListOf, *, after: str = "", most: int = PAGE) -> Records:
    """A page of at most `most` things in tree order, after the key of an earlier one. One query.

    ValueError for a key that is none.
    """
    with connection.cursor() as cursor:
        asked = _OF_GAP if which.part == GAP else _OF_PART
        cursor.execute(_LIST.format(**asked), _parameters(which, after=after, most=most + 1))
        rows = cursor.fetchall()
    records = [_record(row[1:]) for row in rows if row[1] is not None]
    shown = tuple(records[:most])
    return Records(rows[0][0], shown, shown[-1].key if len(records) > most else "")


def every_record(which: ListOf) -> Iterator[Record]:
    """The whole list, page by page, for an export."""
    page = list_records(which, most=EXPORT_PAGE)
    yield from page.rows
    while page.next_key:
        page = list_records(which, after=page.next_key, most=EXPORT_PAGE)
        yield from page.rows


def _parameters(which: ListOf, *, after: str, most: int) -> dict[str, Any]:
    signed = list(_signed(which))
    path, _, subject = after.partition("-")
    branch = which.place.without[0] if which.place.without else ""
    return {
        **asked_parameters([asked for asked, _ in signed], [which.on]),
        "signs": [sign for _, sign in signed],
        "indicator": which.indicator.code,
        "part": Part.DENOMINATOR.value if which.part == GAP else which.part,
        "path": which.place.path,
        "upper_bound": f"{which.place.path}~",
        "without": list(which.place.without),
        "branch_length": len(branch),
        "on": which.on,
        "after_path": path,
        "after_id": int(subject or 0),
        "most": most,
    }


def _signed(which: ListOf) -> Iterator[tuple[Asked, int]]:
    """What to add and what to take away: branches that are not counted, and for a gap the numerator."""
    parts = [(Part.DENOMINATOR.value, 1), (Part.NUMERATOR.value, -1)] if which.part == GAP else [(which.part, 1)]
    for part, sign in parts:
        yield Asked(which.indicator.code, part, which.place.path), sign
        for path in which.place.without:
            yield Asked(which.indicator.code, part, path), -sign


def _record(row: tuple[str, int, int, date, date | None]) -> Record:
    path, subject_id, value, from_on, to_on = row
    return Record(path, subject_id, value, None if from_on == date.min else from_on, to_on)

"""Taking a roster back, in sets: whoever was brought in goes again, whoever was changed is as before.

Whoever has been used since stays: an event about the person after that of her row says so, and so does a foreign key. What a
later roster wrote and was taken back itself is no use.
"""

# ruff: noqa: S608 - the names in this SQL are ours

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection, transaction

from zhijia.lib.rowsecurity import in_scope
from zhijia.organisation.events import MEMBER_IMPORT_UNDONE, MEMBER_IMPORTED, PERSON_UNMASKED
from zhijia.organisation.rosters.findings import Told
from zhijia.organisation.rosters.spans import Span

LEAVE = "SELECT * FROM organisation_roster_leave(%s, %s, %s)"
# `OFFSET 0` as in `judging.JUDGE`: of memberships that have just come in the planner read all that are open for every row.
CHANGED = f"""
    SELECT r.row_no, r.person_id, coalesce(p.name, r.name), CASE WHEN r.before ->> 'membership' IS NULL THEN o.id END,
           p.id IS NULL OR NOT ({in_scope("p.path")}) OR EXISTS (
               SELECT FROM trail_event e WHERE e.subject_type = 'organisation.person' AND e.subject_id = r.person_id
                  AND e.id > r.event_id AND e.kind <> ALL (%(no_use)s)
                  AND NOT (e.kind = %(imported)s AND EXISTS (
                      SELECT FROM trail_event u WHERE u.subject_type = e.subject_type AND u.subject_id = e.subject_id
                         AND u.id > e.id AND u.kind = %(undone)s
                         AND u.data -> 'roster' = e.data -> 'roster' AND u.data -> 'row' = e.data -> 'row'))),
           r.findings & {Told.OTHER_UNION.bit} <> 0
      FROM organisation_rosterrow r
      LEFT JOIN LATERAL (SELECT q.* FROM organisation_person q WHERE q.id = r.person_id OFFSET 0) p ON true
      LEFT JOIN LATERAL (SELECT m.id FROM organisation_membership m
                          WHERE m.person_id = r.person_id AND m.to_on IS NULL OFFSET 0) o ON true
     WHERE r.roster_id = %(roster)s AND r.row_no BETWEEN %(first)s AND %(last)s AND r.is_done AND r.event_id IS NOT NULL
       AND r.before IS NOT NULL
     ORDER BY r.row_no
"""
# The orders of names are an object and no list: joined to it, each row of a piece would be compared with each name.
RESTORE = """
    UPDATE organisation_person p
       SET (name, sort_key, phone, phone_index, phone_verified_at, address, sex, born_on, ethnicity, political_status,
            education, household_kind, is_migrant, is_dispatched, is_new_form, home_id) =
           (SELECT b.name, coalesce(%(keys)s::jsonb ->> b.name, p.sort_key), b.phone, b.phone_index, b.phone_verified_at,
                   b.address, b.sex, b.born_on, b.ethnicity, b.political_status, b.education, b.household_kind, b.is_migrant,
                   b.is_dispatched, b.is_new_form, b.home_id)
      FROM organisation_rosterrow r
      CROSS JOIN LATERAL jsonb_to_record(r.before) AS b (
           name text, phone bytea, phone_index bytea, phone_verified_at timestamptz, address bytea, sex text, born_on date,
           ethnicity text, political_status text, education text, household_kind text, is_migrant boolean,
           is_dispatched boolean, is_new_form boolean, home_id bigint)
     WHERE r.roster_id = %(roster)s AND r.row_no = ANY (%(rows)s) AND r.before IS NOT NULL AND p.id = r.person_id
"""
# In two steps: under row security no index serves a membership whose number stands within what is kept of a row, and every
# membership of the city would be read.
GROUPS = """
    SELECT (before ->> 'membership')::bigint, (before ->> 'group_id')::bigint FROM organisation_rosterrow
     WHERE roster_id = %(roster)s AND row_no = ANY (%(rows)s) AND before ->> 'membership' IS NOT NULL
"""
REGROUP = """
    UPDATE organisation_membership o SET group_id = w.group_id FROM unnest(%s::bigint[], %s::bigint[]) AS w (id, group_id)
     WHERE o.id = w.id AND o.id = ANY (%s) AND o.to_on IS NULL AND o.group_id IS DISTINCT FROM w.group_id
"""
NAMES = """
    SELECT DISTINCT before ->> 'name' FROM organisation_rosterrow
     WHERE roster_id = %s AND row_no = ANY (%s) AND before IS NOT NULL
"""
JOBS = """
    SELECT employment_id FROM organisation_rosterrow
     WHERE roster_id = %(roster)s AND row_no = ANY (%(rows)s) AND employment_id IS NOT NULL
"""
EMPLOYMENTS = "DELETE FROM organisation_employment WHERE id = ANY (%s) AND to_on IS NULL"
UNDONE = """
    UPDATE organisation_rosterrow SET is_done = false, before = NULL, event_id = NULL, employment_id = NULL
     WHERE roster_id = %s AND row_no = ANY (%s)
"""
KEPT = "UPDATE organisation_rosterrow SET findings = findings | %s WHERE roster_id = %s AND row_no = ANY (%s)"


class Left(NamedTuple):
    """A row that brought somebody in: she went, with this membership, or is kept."""

    row_no: int
    person_id: int
    name: str
    membership: int | None
    union: int | None
    union_name: str | None
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that changed somebody known. `membership` is the open one, if it is the row that began it."""

    row_no: int
    person_id: int
    name: str
    membership: int | None
    is_used: bool
    is_transferred: bool


def remove_new(roster_id: int, span: Span) -> list[Left]:
    """Remove whoever the rows of a span brought in and nobody has used since; answers about each of these rows."""
    with connection.cursor() as cursor:
        cursor.execute(LEAVE, [roster_id, *span])
        return [Left(*row) for row in cursor.fetchall()]


def changed_rows(roster_id: int, span: Span) -> list[Changed]:
    """The rows of a span that changed somebody known and can be taken back, or not any more."""
    undone = MEMBER_IMPORT_UNDONE.code
    values: dict[str, Any] = {
        "roster": roster_id,
        "first": span.first,
        "last": span.last,
        "no_use": [PERSON_UNMASKED.code, undone],
        "imported": MEMBER_IMPORTED.code,
        "undone": undone,
    }
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, values)
        return [Changed(*row) for row in cursor.fetchall()]


def previous_names(roster_id: int, rows: Sequence[int]) -> list[str]:
    """What the people of these rows were called before, whose order must be known again."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES, [roster_id, list(rows)])
        return [name for (name,) in cursor.fetchall()]


def restore_rows(roster_id: int, rows: Sequence[int], *, sort_keys: dict[str, str]) -> None:
    """Make people as they were before these rows, and take back where the rows said that they work."""
    values: dict[str, Any] = {
        "roster": roster_id,
        "rows": list(rows),
        "keys": json.dumps(sort_keys),
    }
    with connection.cursor() as cursor:
        cursor.execute(RESTORE, values)
        cursor.execute(GROUPS, values)
        if groups := cursor.fetchall():
            spans, former = (list(column) for column in zip(*groups, strict=True))
            cursor.execute(REGROUP, [spans, former, spans])
        cursor.execute(JOBS, values)
        if jobs := [job for (job,) in cursor.fetchall()]:
            cursor.execute(EMPLOYMENTS, [jobs])


@contextmanager
def asking_now() -> Iterator[None]:
    """A savepoint in which foreign keys are asked at its end and not at commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def mark_undone(roster_id: int, rows: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(UNDONE, [roster_id, list(rows)])


def mark_kept(roster_id: int, rows: Sequence[int], told: Told) -> None:
    """Say why these rows were not taken back."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, [told.bit, roster_id, list(rows)])

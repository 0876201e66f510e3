"""Staged rows into the register: people, memberships, employments, each in one statement for a piece.

Everything runs under the row security of whoever brought the roster. `is_new` rows become people with the ids that their
ciphertexts are bound to; of the others the sheet adds and changes, an empty cell erases nothing.
"""

# ruff: noqa: S608 - the names in this SQL are ours

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from zhijia.organisation.rosters.staging import MINE

ROW_ID = "(SELECT x.id FROM organisation_rosterrow x WHERE x.roster_id = %(roster)s AND x.row_no = s.row_no)"
"""The stored row of a staged one, by its unique index: joined by the number of the row alone, a roster just written, of which the
planner knows nothing, would be read once for every row."""
NEW = "SELECT person, membership, employment FROM organisation_roster_enter(%s)"
KEPT = f"""
    UPDATE organisation_rosterrow r SET before = to_jsonb(was) - 'row_id'
      FROM (SELECT {ROW_ID} AS row_id, p.name, p.phone, p.phone_index, p.phone_verified_at, p.address, p.sex, p.born_on,
                   p.ethnicity, p.political_status, p.education, p.household_kind, p.is_migrant, p.is_dispatched, p.is_new_form,
                   p.home_id, p.card_number, o.id AS membership, o.group_id, o.union_id
              FROM {MINE} s
              JOIN organisation_person p ON p.id = s.person_id
              LEFT JOIN organisation_membership o ON o.person_id = p.id AND o.to_on IS NULL
             WHERE NOT s.is_new FOR UPDATE OF p) was
     WHERE r.id = was.row_id
"""
KNOWN_PEOPLE = f"""
    UPDATE organisation_person p
       SET name = s.name, sort_key = coalesce(s.sort_key, p.sort_key),
           phone = CASE WHEN s.phone_index IS DISTINCT FROM p.phone_index THEN coalesce(s.phone, p.phone) ELSE p.phone END,
           phone_verified_at = CASE WHEN s.phone_index IS NULL OR s.phone_index = p.phone_index
                                    THEN p.phone_verified_at END,
           phone_index = coalesce(s.phone_index, p.phone_index), address = coalesce(s.address, p.address),
           sex = coalesce(s.sex, p.sex), born_on = coalesce(s.born_on, p.born_on),
           ethnicity = coalesce(s.ethnicity, p.ethnicity),
           political_status = coalesce(s.political_status, p.political_status),
           education = coalesce(s.education, p.education), household_kind = coalesce(s.household_kind, p.household_kind),
           is_migrant = coalesce(s.is_migrant, p.is_migrant), is_dispatched = coalesce(s.is_dispatched, p.is_dispatched),
           is_new_form = coalesce(s.is_new_form, p.is_new_form)
      FROM {MINE} s WHERE NOT s.is_new AND p.id = s.person_id
"""
REGROUP = f"""
    UPDATE organisation_membership o SET group_id = s.group_id
      FROM {MINE} s WHERE NOT s.is_new AND o.person_id = s.person_id AND o.to_on IS NULL AND o.union_id = s.union_id
       AND s.group_id IS DISTINCT FROM o.group_id AND s.group_id IS NOT NULL
"""
REJOIN = f"""
    INSERT INTO organisation_membership (person_id, union_id, group_id, name, standing, joined_on, approved_on, from_on,
                                         basis, ended_as, end_reason)
    SELECT s.person_id, s.union_id, s.group_id, s.name, 'active',
           least(s.joined_on, s.from_on, (SELECT min(e.joined_on) FROM organisation_membership e WHERE e.person_id = s.person_id)),
           s.approved_on, s.from_on, %(basis)s, '', ''
      FROM {MINE} s WHERE NOT s.is_new AND NOT EXISTS (
           SELECT FROM organisation_membership o WHERE o.person_id = s.person_id AND o.to_on IS NULL)
"""
AT_HOME = f"""
    UPDATE organisation_person p SET home_id = coalesce(s.group_id, s.union_id),
           card_number = coalesce(NULLIF(p.card_number, ''), s.card)
      FROM {MINE} s JOIN organisation_membership o ON o.person_id = s.person_id AND o.to_on IS NULL
     WHERE NOT s.is_new AND p.id = s.person_id AND o.union_id = s.union_id AND o.group_id IS NOT DISTINCT FROM s.group_id
       AND (p.home_id <> coalesce(s.group_id, s.union_id) OR p.card_number = '' AND s.card IS NOT NULL)
"""
EMPLOY = f"""
    INSERT INTO organisation_employment (person_id, enterprise_id, from_on, path)
    SELECT s.person_id, s.enterprise_id, coalesce(s.employed_on, s.from_on), ''
      FROM {MINE} s
     WHERE s.enterprise_id IS NOT NULL AND NOT s.is_new AND NOT EXISTS (
           SELECT FROM organisation_employment e WHERE e.person_id = s.person_id AND e.enterprise_id = s.enterprise_id
              AND (e.to_on IS NULL OR e.to_on > coalesce(s.employed_on, s.from_on)))
    RETURNING person_id, id
"""
MEMBERSHIPS = """
    SELECT person_id, id FROM organisation_membership WHERE person_id = ANY (%s) AND to_on IS NULL
"""
# Texts and not arrays: the server takes them apart in a tenth of the time that putting together arrays takes here.
DONE = """
    UPDATE organisation_rosterrow r SET is_done = true, person_id = w.person, event_id = w.event, employment_id = w.employment
      FROM unnest(string_to_array(%s, ',')::int[], string_to_array(%s, ',')::bigint[],
                  string_to_array(%s, ',')::bigint[], string_to_array(%s, ',', '')::bigint[])
           AS w (row_no, person, event, employment)
     WHERE r.roster_id = %s AND r.row_no = w.row_no AND r.row_no BETWEEN %s AND %s
"""


class Entry(NamedTuple):
    """The open membership of whoever came in or was changed, and the employment that the row registered, if it did."""

    membership: int | None
    employment: int | None


def enter_new(*, basis: str) -> dict[int, Entry]:
    """Make people, members and workers of the new rows; answers by person who came in. A number taken since does not.

    They leave the stage.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEW, [basis])
        rows = cursor.fetchall()
    employments = {person: employment for person, _, employment in rows if employment}
    return {person: Entry(membership, employments.get(person)) for person, membership, _ in rows if membership}


def change_known(roster_id: int, *, basis: str) -> None:
    """Bring what is known in line with the rows, after keeping what it was, and let those join who belong nowhere."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, {"roster": roster_id})
        cursor.execute(KNOWN_PEOPLE)
        cursor.execute(REGROUP)
        cursor.execute(REJOIN, {"basis": basis})
        cursor.execute(AT_HOME)


def employ_known() -> dict[int, int]:
    """Register where known people work, where the row says so and nobody has said it before; the employments by person."""
    with connection.cursor() as cursor:
        cursor.execute(EMPLOY)
        return dict(cursor.fetchall())


def open_memberships(people: list[int]) -> dict[int, int]:
    """The open membership of each of these people."""
    with connection.cursor() as cursor:
        cursor.execute(MEMBERSHIPS, [people])
        return dict(cursor.fetchall())


def finish_rows(
    roster_id: int, rows: Sequence[int], people: Sequence[int], employments: Sequence[int | None], events: Sequence[int]
) -> None:
    """Say of these rows that they are done, for whom, what they registered and which event they left."""
    texts = [",".join(map(str, column)) for column in (rows, people, events)]
    texts.append(",".join("" if pk is None else str(pk) for pk in employments))
    with connection.cursor() as cursor:
        cursor.execute(DONE, [*texts, roster_id, min(rows), max(rows)])

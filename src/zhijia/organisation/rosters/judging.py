"""What the register says of staged rows, and the verdict on each: one statement for a piece.

Numbers are matched by one function of the owner's, which counts them against the day's allowance of the post and never
says who or where; everything else is read under row security.
"""

from collections.abc import Mapping, Sequence

from django.db import connection

from zhijia.lib.crypto.ciphertexts import Place
from zhijia.organisation.models import Person, Roster
from zhijia.organisation.protection.keyring import open_text
from zhijia.organisation.rosters.findings import CHANGING, CONFLICTING, REFUSING, Told
from zhijia.organisation.rosters.spans import Span
from zhijia.organisation.rosters.staging import MINE

COMPARED = {
    Told.PHONE_CHANGES: "s.phone_index IS NOT NULL AND s.phone_index IS DISTINCT FROM p.phone_index",
    Told.SEX_CHANGES: "s.sex <> p.sex",
    Told.BORN_CHANGES: "s.born_on IS DISTINCT FROM p.born_on AND s.born_on IS NOT NULL",
    Told.ETHNICITY_CHANGES: "s.ethnicity <> p.ethnicity",
    Told.POLITICS_CHANGES: "s.political_status <> p.political_status",
    Told.EDUCATION_CHANGES: "s.education <> p.education",
    Told.HOUSEHOLD_CHANGES: "s.household_kind <> p.household_kind",
    Told.MIGRANT_CHANGES: "s.is_migrant IS DISTINCT FROM p.is_migrant AND s.is_migrant IS NOT NULL",
    Told.DISPATCHED_CHANGES: "s.is_dispatched IS DISTINCT FROM p.is_dispatched AND s.is_dispatched IS NOT NULL",
    Told.NEW_FORM_CHANGES: "s.is_new_form IS DISTINCT FROM p.is_new_form AND s.is_new_form IS NOT NULL",
    Told.GROUP_CHANGES: "o.union_id = s.union_id AND s.group_id IS DISTINCT FROM o.group_id AND s.group_id IS NOT NULL",
    Told.EMPLOYER_CHANGES: """s.enterprise_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM organisation_employment e WHERE e.person_id = p.id AND e.enterprise_id = s.enterprise_id
           AND (e.to_on IS NULL OR e.to_on > s.from_on))""",
    Told.BORN_OTHERWISE: "s.born_on <> p.born_on",
    Told.NAME_DIFFERS: "s.name <> p.name",
    Told.OTHER_UNION: "o.union_id <> s.union_id",
    Told.JOINS: "o.id IS NULL AND NOT coalesce(past.has_left, false)",
    Told.LEFT_BEFORE: "o.id IS NULL AND past.has_left",
    Told.DECEASED: "o.id IS NULL AND past.is_deceased",
    Told.OVERLAPS: "o.id IS NULL AND s.from_on < past.until OR o.union_id <> s.union_id AND s.from_on < o.from_on",
}
"""Where a row differs from what is known of its person `p`, her open membership `o` and her past."""
FOUND = " | ".join(f"CASE WHEN {when} THEN {told.bit} ELSE 0 END" for told, when in COMPARED.items())

# `OFFSET 0` keeps the planner to one probe of an index for each row: of tables that have just grown it knows too little, and
# compared every row with every member.
JUDGE = f"""
    WITH asked AS MATERIALIZED (
        SELECT row_no, id_kind, id_index FROM {MINE} WHERE findings & {REFUSING} = 0 ORDER BY row_no
    ), matched AS MATERIALIZED (
        SELECT m.row_no, m.verdict, m.id FROM organisation_match_roster(%(roster)s, %(most)s,
               (SELECT array_agg(row_no ORDER BY row_no) FROM asked), (SELECT array_agg(id_kind ORDER BY row_no) FROM asked),
               (SELECT array_agg(id_index ORDER BY row_no) FROM asked)) m
    ), seen AS MATERIALIZED (
        SELECT s.row_no, s.name, s.id_index, m.id AS person_id, m.verdict,
               s.findings | CASE WHEN m.verdict = 'elsewhere' THEN {Told.ELSEWHERE.bit} ELSE 0 END
                          | CASE WHEN p.id IS NULL THEN 0 ELSE {FOUND} END AS findings
          FROM {MINE} s
          LEFT JOIN matched m ON m.row_no = s.row_no
          LEFT JOIN LATERAL (SELECT q.* FROM organisation_person q WHERE q.id = m.id OFFSET 0) p ON m.id IS NOT NULL
          LEFT JOIN LATERAL (
               SELECT m.id, m.union_id, m.group_id, m.from_on FROM organisation_membership m
                WHERE m.person_id = p.id AND m.to_on IS NULL OFFSET 0) o ON p.id IS NOT NULL
          LEFT JOIN LATERAL (
               SELECT max(e.to_on) AS until, bool_or(e.ended_as = 'deceased') AS is_deceased,
                      bool_or(e.ended_as IN ('withdrawn', 'lapsed', 'expelled')) AS has_left
                 FROM organisation_membership e WHERE e.person_id = p.id AND e.to_on IS NOT NULL) past ON p.id IS NOT NULL
    ), written AS (
        INSERT INTO organisation_rosterrow
               (roster_id, row_no, piece, name, id_index, verdict, findings, decision, person_id, is_done)
        SELECT %(roster)s, row_no, %(piece)s, name, id_index,
               CASE WHEN findings & {REFUSING} <> 0 THEN 'refused' WHEN findings & {CONFLICTING} <> 0 THEN 'conflict'
                    WHEN verdict = 'new' THEN 'new' WHEN findings & {CHANGING} <> 0 THEN 'changed' ELSE 'same' END,
               findings, '', person_id, false
          FROM seen
        RETURNING person_id
    )
    SELECT count(person_id) FROM written
"""  # noqa: S608 - names and numbers of ours

FORGET = "DELETE FROM organisation_rosterrow WHERE roster_id = %s AND row_no = ANY (%s)"
TAKEN = f"""
    UPDATE organisation_rosterrow
       SET verdict = CASE verdict WHEN 'new' THEN 'refused' ELSE 'conflict' END,
           findings = findings | CASE verdict WHEN 'new' THEN {Told.CHANGED_SINCE.bit} ELSE {Told.TAKEN_SINCE.bit} END
     WHERE roster_id = %s AND row_no = ANY (%s) AND verdict IN ('new', 'changed', 'conflict')
"""  # noqa: S608 - numbers of ours
# Numbers that stand twice are few, so that only their rows are put in order; to find them takes one hash of each number.
ROOM = "SET LOCAL work_mem = '128MB'"
TWICE = """
    SELECT array_agg(t.id_index) FROM (
        SELECT id_index FROM organisation_rosterrow WHERE roster_id = %s AND id_index IS NOT NULL
         GROUP BY id_index HAVING count(*) > 1) t
"""
TWINS = """
    SELECT row_no, CASE WHEN row_no = first THEN last ELSE first END, differ
      FROM (SELECT row_no, min(name) OVER same <> max(name) OVER same AS differ,
                   min(row_no) OVER same AS first, max(row_no) OVER same AS last
              FROM organisation_rosterrow WHERE roster_id = %s AND id_index = ANY (%s)
            WINDOW same AS (PARTITION BY id_index)) t
     WHERE differ OR row_no <> first
"""
REFUSE_TWINS = f"""
    UPDATE organisation_rosterrow r
       SET verdict = 'refused', twin = w.twin,
           findings = r.findings | CASE WHEN w.differ THEN {Told.TWO_NAMES.bit} ELSE {Told.TWICE.bit} END
      FROM unnest(%s::int[], %s::int[], %s::boolean[]) AS w (row_no, twin, differ)
     WHERE r.roster_id = %s AND r.row_no = w.row_no
"""  # noqa: S608 - numbers of ours
ADDRESSES = """
    SELECT r.row_no, p.id, p.address FROM organisation_rosterrow r JOIN organisation_person p ON p.id = r.person_id
     WHERE r.roster_id = %s AND r.row_no BETWEEN %s AND %s AND r.verdict <> 'refused'
"""
MARK = f"""
    UPDATE organisation_rosterrow SET findings = findings | {Told.ADDRESS_CHANGES.bit},
           verdict = CASE verdict WHEN 'same' THEN 'changed' ELSE verdict END
     WHERE roster_id = %s AND row_no = ANY (%s)
"""  # noqa: S608 - numbers of ours


def judge_staged(roster: Roster, piece: int, *, most: int) -> int:
    """Give every staged row of a piece its verdict; answers how many are about people that are known.

    Raises the database's refusal when the day's allowance is used up.
    """
    with connection.cursor() as cursor:
        cursor.execute(JUDGE, {"roster": roster.pk, "piece": piece, "most": most})
        known: int = cursor.fetchone()[0]
    return known


def judge_again(roster: Roster, piece: int, numbers: Sequence[int], *, most: int) -> None:
    """Judge the staged rows of a piece anew, whose numbers were free and are taken now: nobody decided about such a row."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [roster.pk, list(numbers)])
        judge_staged(roster, piece, most=most)
        cursor.execute(TAKEN, [roster.pk, list(numbers)])


def judge_one(roster: Roster, piece: int, number: int, *, most: int) -> None:
    """Judge the one staged row of a piece anew, whose cells are others now."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [roster.pk, [number]])
    judge_staged(roster, piece, most=most)


def refuse_twins(roster: Roster) -> None:
    """Of the rows of a roster with one number the first stands and the others go back; all of them where names differ.

    In two steps: of a roster just written the planner knows nothing and would compare every row with every row.
    """
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
        cursor.execute(TWICE, [roster.pk])
        (numbers,) = cursor.fetchone()
        if not numbers:
            return
        cursor.execute(TWINS, [roster.pk, numbers])
        if twins := cursor.fetchall():
            cursor.execute(REFUSE_TWINS, [*(list(column) for column in zip(*twins, strict=True)), roster.pk])


def mark_addresses(roster: Roster, span: Span, given: Mapping[int, str]) -> None:
    """Of these rows of a span, by number, those whose address is another than the sealed one of their person change it."""
    place = Place(Person._meta.db_table, "address")
    with connection.cursor() as cursor:
        cursor.execute(ADDRESSES, [roster.pk, span.first, span.last])
        differing = [
            row_no
            for row_no, person_id, sealed in cursor.fetchall()
            if row_no in given and (sealed is None or open_text(bytes(sealed), place, person_id) != given[row_no])
        ]
        if differing:
            cursor.execute(MARK, [roster.pk, differing])

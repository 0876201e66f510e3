"""Millions of people who are members somewhere in the bench city: what a roster is matched against.

Their numbers are nobody's: the index of each is the hash of its place in the row, the ciphertexts open nowhere.
"""

import psycopg

TABLES = ("organisation_person", "organisation_membership")
PEOPLE = """
    WITH homes AS MATERIALIZED (
        SELECT id, path, row_number() OVER (ORDER BY path) - 1 AS at
          FROM organisation_union WHERE kind IN ('enterprise', 'joint') AND closed_on IS NULL
    ), added AS (
        INSERT INTO organisation_person (name, home_id, path, sort_key, id_kind, id_number, id_index, phone, phone_index, sex,
               ethnicity, political_status, education, household_kind, card_number)
        SELECT '册' || k, h.id, h.path, 'ce4 ' || k, 'resident', decode(repeat(md5(k::text), 3) || 'abcdef0102', 'hex'),
               sha256(k::text::bytea), decode(repeat(md5('p' || k), 2) || repeat('ab', 13), 'hex'),
               sha256(('p' || k)::bytea), (1 + k %% 2)::text, '01', '13', '20', 'urban', ''
          FROM generate_series(%(first)s::int, %(last)s::int) AS k JOIN homes h ON h.at = k %% (SELECT count(*) FROM homes)
        RETURNING id, home_id, path, name
    )
    INSERT INTO organisation_membership (person_id, union_id, name, standing, joined_on, approved_on, from_on, basis,
                                         ended_as, end_reason, path)
    SELECT id, home_id, name, 'active', DATE '2020-01-01', DATE '2020-01-01', DATE '2020-01-01', '', '', '', path FROM added
"""
PIECE = 500_000


def fill_people(cursor: psycopg.Cursor, count: int) -> None:
    """Add so many people, each a member of one of the city's grass-roots unions, all unions alike."""
    for first in range(1, count + 1, PIECE):
        cursor.execute(PEOPLE, {"first": first, "last": min(first + PIECE - 1, count)})

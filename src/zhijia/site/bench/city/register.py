"""The register of the bench city: every enterprise, union, chair, worker and account of the demo city, a hundred times over.

A copy has the id of its original and `STRIDE` for each time, so that references between copies are the same sum.
"""

import psycopg

from zhijia.site.bench.city.multiplying import copy_rows

STRIDE = 1_000_000
TABLES = (
    "organisation_union",
    "organisation_enterprise",
    "organisation_unioncoverage",
    "organisation_person",
    "organisation_user",
    "organisation_post",
    "organisation_postholding",
    "organisation_employment",
    "organisation_membership",
)
STATES = {"organising_termstate": "union", "organising_enterprisestate": "enterprise", "organising_postentry": "post"}

# A copy stands below the same union as its original, behind all sisters that are there already.
PLACES = """
CREATE TEMPORARY TABLE bench_place ON COMMIT DROP AS
SELECT u.id AS old_id, k, u.id + k * %(stride)s AS id,
       left(u.path, -4) || organisation_label(
           (SELECT count(*)::int FROM organisation_union s WHERE s.parent_id = u.parent_id)
           + (row_number() OVER (PARTITION BY u.parent_id ORDER BY k, u.id))::int - 1) AS path
  FROM organisation_union u CROSS JOIN generate_series(1, %(times)s) AS k
 WHERE u.kind IN ('enterprise', 'joint');
CREATE UNIQUE INDEX ON bench_place (old_id, k);
ANALYZE bench_place;
"""
CODE = "left(t.credit_code, 8) || lpad(to_hex(k), 2, '0') || substr(t.credit_code, 11)"
NAMED = {
    "credit_code": f"CASE WHEN t.credit_code <> '' THEN {CODE} ELSE '' END",
    "name": "t.name || k",
    "sort_key": "replace(t.sort_key, E'\\t', ' ' || k || E'\\t') || k",
    "search_tokens": f"t.search_tokens || ' ' || k || CASE WHEN t.credit_code <> '' THEN ' ' || lower({CODE}) ELSE '' END",
}

SEALED = ("id_number", "id_index", "phone", "phone_index", "phone_verified_at", "address")
NOBODY_ELSES = dict.fromkeys(SEALED, "NULL") | {"id_kind": "''", "card_number": "''"}
"""What is one person's, and bound to her row: copies have none of it."""


def shifted(*columns: str) -> dict[str, str]:
    """These references of a copy, to the copies of what the original refers to."""
    return {column: f"t.{column} + k * {STRIDE}" for column in columns}


def multiply_register(cursor: psycopg.Cursor, *, times: int) -> None:
    """Add `times` copies of the demo city's enterprises with their unions, coverages, people, jobs, memberships and accounts."""
    cursor.execute(PLACES, {"stride": STRIDE, "times": times})
    place = "JOIN bench_place p ON p.old_id ="
    each = f"CROSS JOIN generate_series(1, {times}) AS k"
    at = {"path": "p.path"}
    copy_rows(cursor, "organisation_enterprise", shifted("id") | NAMED, source=f"organisation_enterprise t {each}")
    copy_rows(cursor, "organisation_union", {"id": "p.id", **at, **NAMED}, source=f"organisation_union t {place} t.id")
    person = shifted("id", "home_id") | at | NOBODY_ELSES
    for table, copied, key in (
        ("organisation_unioncoverage", shifted("id", "union_id", "enterprise_id") | at, "union_id"),
        ("organisation_person", person, "home_id"),
        ("organisation_post", shifted("id", "union_id") | at, "union_id"),
        ("organisation_membership", shifted("id", "person_id", "union_id") | at | {"group_id": "NULL"}, "union_id"),
    ):
        copy_rows(cursor, table, copied, source=f"{table} t {place} t.{key}")
    of_person = "organisation_person o ON o.id = t.person_id"
    account = shifted("id", "person_id") | {"username": "t.username || '.' || k", "acting_post_id": "NULL"}
    copy_rows(cursor, "organisation_user", account, source=f"organisation_user t JOIN {of_person} {place} o.home_id")
    job = shifted("id", "person_id", "enterprise_id")  # its place is that of the enterprise
    copy_rows(
        cursor, "organisation_employment", job, source=f"organisation_employment t JOIN {of_person} {place} o.home_id"
    )
    copy_rows(
        cursor,
        "organisation_postholding",
        shifted("id", "person_id", "post_id") | at,
        source=f"organisation_postholding t JOIN organisation_post o ON o.id = t.post_id {place} o.union_id",
    )
    _multiply_states(cursor, each=each)


def _multiply_states(cursor: psycopg.Cursor, *, each: str) -> None:
    """What the register remembers of values without dates; facts are computed from it."""
    for table, noun in STATES.items():
        key = f"{noun}_id"
        made = f"JOIN organisation_{noun} c ON c.id = t.{key} + k * {STRIDE}"
        copy_rows(cursor, table, {key: "c.id"}, source=f"{table} t {each} {made}")

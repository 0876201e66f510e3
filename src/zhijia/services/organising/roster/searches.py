"""The searches of the register, each one statement that writes what it finds below a path."""

# ruff: noqa: S608 - every name in this SQL is written here

COLUMNS = "(kind, person_id, other_id, union_id, enterprise_id, case_id, amount, figures, path, other_path, found_on)"
INTO = f"INSERT INTO organising_rosterfinding {COLUMNS}"
HERE = "{0}.path >= %(lo)s AND {0}.path < %(hi)s"
OPEN = "m.to_on IS NULL AND m.standing = 'active'"
NOTHING = "NULL::bigint"
WORKS = "(e.to_on IS NULL OR e.to_on > %(today)s)"
CATCH_ALL = "('city', 'county', 'zone', 'town', 'joint', 'industry_federation')"

# A pair is found once, from its first half. Two numbers of one kind tell two people apart.
DUPLICATE = f"""
{INTO}
SELECT 'duplicate', a.id, b.id, {NOTHING}, {NOTHING}, {NOTHING}, 1, '{{}}'::jsonb, a.path, b.path, %(today)s
  FROM organisation_person a JOIN organisation_person b ON b.name = a.name AND b.id > a.id
 WHERE {HERE.format("a")} AND a.merged_into_id IS NULL AND b.merged_into_id IS NULL
   AND (b.born_on = a.born_on OR b.phone_index = a.phone_index)
   AND (a.born_on IS NULL OR b.born_on IS NULL OR a.born_on = b.born_on)
   AND (a.id_kind = '' OR a.id_kind <> b.id_kind)
UNION
SELECT 'duplicate', a.id, b.id, {NOTHING}, {NOTHING}, {NOTHING}, 1, '{{}}'::jsonb, a.path, b.path, %(today)s
  FROM organisation_person a JOIN organisation_person b ON b.id_index = a.id_index AND b.id > a.id
 WHERE {HERE.format("a")} AND a.merged_into_id IS NULL AND b.merged_into_id IS NULL
"""

TOO_YOUNG = f"""
{INTO}
SELECT 'too_young', m.person_id, {NOTHING}, m.union_id, {NOTHING}, {NOTHING}, 1,
       jsonb_build_object('from_on', m.from_on), m.path, '', %(today)s
  FROM organisation_membership m JOIN organisation_person p ON p.id = m.person_id
 WHERE {HERE.format("m")} AND m.to_on IS NULL AND p.born_on > m.from_on - make_interval(years => %(age)s)
"""

TRANSFER_SILENT = f"""
{INTO}
SELECT 'transfer_silent', a.person_id, {NOTHING}, a.union_id, {NOTHING}, a.case_id, 1,
       jsonb_build_object('due_on', c.due_on, 'name', a.name), a.path, '', %(today)s
  FROM organising_application a JOIN cases_clock c ON c.case_id = a.case_id AND c.name = 'transfer'
 WHERE {HERE.format("a")} AND a.decided_on IS NULL AND c.ended_on IS NULL AND c.due_on < %(today)s
"""

# The membership began while she worked there, and stands as it stood.
LEFT_WORK = f"""
{INTO}
SELECT 'left_work', m.person_id, {NOTHING}, m.union_id, {NOTHING}, {NOTHING}, 1,
       jsonb_build_object('left_on', w.left_on), m.path, '', %(today)s
  FROM organisation_membership m
  JOIN LATERAL (SELECT max(e.to_on) AS left_on, bool_or({WORKS}) AS works
                  FROM organisation_employment e WHERE e.person_id = m.person_id) w ON true
 WHERE {HERE.format("m")} AND {OPEN} AND NOT w.works AND w.left_on + %(idle)s < %(today)s AND m.from_on < w.left_on
"""

# A union whose units all say how many they employ, with its members now and a year ago.
STAFFED = f"""
WITH staffed AS (
    SELECT u.id, u.path, s.staff, n.members, n.before
      FROM organisation_union u
      JOIN LATERAL (SELECT sum(e.headcount) AS staff, bool_and(e.headcount IS NOT NULL) AS is_known
                      FROM organisation_unioncoverage c JOIN organisation_enterprise e ON e.id = c.enterprise_id
                     WHERE c.union_id = u.id AND c.from_on <= %(today)s AND (c.to_on IS NULL OR c.to_on > %(today)s)) s
        ON s.is_known AND s.staff > 0
      JOIN LATERAL (SELECT count(*) FILTER (WHERE m.to_on IS NULL) AS members,
                           count(*) FILTER (WHERE m.from_on <= %(year_ago)s AND (m.to_on IS NULL OR m.to_on > %(year_ago)s))
                               AS before
                      FROM organisation_membership m WHERE m.union_id = u.id AND m.standing = 'active') n ON true
     WHERE {HERE.format("u")} AND u.kind IN ('enterprise', 'joint') AND u.closed_on IS NULL)
"""
STAFFED_FIGURES = "jsonb_build_object('members', s.members, 'staff', s.staff, 'before', s.before)"
TOO_MANY = f"""
{STAFFED} {INTO}
SELECT 'too_many', {NOTHING}, {NOTHING}, s.id, {NOTHING}, {NOTHING}, 1, {STAFFED_FIGURES}, s.path, '', %(today)s
  FROM staffed s WHERE s.members > s.staff
"""
OUTLIER = f"""
{STAFFED} {INTO}
SELECT 'outlier', {NOTHING}, {NOTHING}, s.id, {NOTHING}, {NOTHING}, 1, {STAFFED_FIGURES}, s.path, '', %(today)s
  FROM staffed s
 WHERE (s.members = s.staff AND s.staff > %(large)s) OR (s.members - s.before) * 100 > s.staff * %(jump)s
"""

FOUNDING = f"""
{INTO}
SELECT 'founding', {NOTHING}, {NOTHING}, h.union_id, h.enterprise_id, {NOTHING}, 1,
       jsonb_build_object('members', h.members), h.path, '', %(today)s
  FROM (SELECT m.union_id, e.enterprise_id, u.path, count(DISTINCT m.person_id) AS members
          FROM organisation_membership m
          JOIN organisation_union u ON u.id = m.union_id AND u.kind IN {CATCH_ALL}
          JOIN organisation_employment e ON e.person_id = m.person_id AND e.from_on <= %(today)s AND {WORKS}
         WHERE {HERE.format("m")} AND {OPEN}
           AND NOT EXISTS (SELECT FROM organisation_unioncoverage c JOIN organisation_union o ON o.id = c.union_id
                            WHERE c.enterprise_id = e.enterprise_id AND o.kind = 'enterprise' AND c.from_on <= %(today)s
                              AND (c.to_on IS NULL OR c.to_on > %(today)s))
         GROUP BY m.union_id, e.enterprise_id, u.path HAVING count(DISTINCT m.person_id) >= %(least)s) h
"""


def _counted(kind: str, condition: str) -> str:
    """People of a union: one row tells how many, the register shows who."""
    return f"""
{INTO}
SELECT '{kind}', {NOTHING}, {NOTHING}, h.union_id, {NOTHING}, {NOTHING}, h.n, '{{}}'::jsonb, u.path, '', %(today)s
  FROM (SELECT m.union_id, count(*) AS n FROM organisation_membership m JOIN organisation_person p ON p.id = m.person_id
         WHERE {HERE.format("m")} AND {OPEN} AND {condition} GROUP BY m.union_id) h
  JOIN organisation_union u ON u.id = h.union_id
 WHERE {HERE.format("u")}
"""


SEARCHES = {
    "duplicate": DUPLICATE,
    "too_young": TOO_YOUNG,
    "transfer_silent": TRANSFER_SILENT,
    "left_work": LEFT_WORK,
    "too_many": TOO_MANY,
    "outlier": OUTLIER,
    "founding": FOUNDING,
    "phone_unverified": _counted("phone_unverified", "p.phone_index IS NOT NULL AND p.phone_verified_at IS NULL"),
    "no_document": _counted("no_document", "p.id_kind = ''"),
}

"""Labels, line paths kept by one function, searches that stay quick for common words, and who may read this floor's events."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope

# The first version divided as real numbers and rounded, so that two of a hundred sisters met in one label.
LABEL = """
CREATE OR REPLACE FUNCTION organisation_label(n integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', n / (36 ^ (3 - i))::integer % 36 + 1, 1), '' ORDER BY i)
      FROM generate_series(0, 3) AS i
$$;
"""

REFRESH_LINE = """
-- A union lies on the line of the industry federation that it, or the nearest union above it, is assigned to today;
-- an enterprise lies on the line of the newest union that covers it today.
CREATE FUNCTION organisation_refresh_line(top bigint, today date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE organisation_union u SET line_path = found.line
      FROM (SELECT s.id,
                   (SELECT p.path
                      FROM generate_series(1, s.depth + 1) AS d
                      JOIN organisation_union a ON a.path = substr(s.path, 1, d * 4)
                      JOIN organisation_otherparent o ON o.union_id = a.id AND o.kind = 'industry'
                       AND o.from_on <= today AND (o.to_on IS NULL OR o.to_on > today)
                      JOIN organisation_union p ON p.id = o.parent_id
                     ORDER BY d DESC LIMIT 1) AS line
              FROM organisation_union t
              JOIN organisation_union s ON s.path >= t.path AND s.path < t.path || '~'
             WHERE t.id = top) AS found
     WHERE u.id = found.id AND u.line_path IS DISTINCT FROM found.line;

    UPDATE organisation_enterprise e SET line_path = found.line
      FROM (SELECT c.enterprise_id AS id,
                   (SELECT n.line_path
                      FROM organisation_unioncoverage l
                      JOIN organisation_union n ON n.id = l.union_id
                     WHERE l.enterprise_id = c.enterprise_id AND n.line_path IS NOT NULL
                       AND l.from_on <= today AND (l.to_on IS NULL OR l.to_on > today)
                     ORDER BY l.from_on DESC, l.id DESC LIMIT 1) AS line
              FROM organisation_union t
              JOIN organisation_unioncoverage c ON c.path >= t.path AND c.path < t.path || '~'
             WHERE t.id = top GROUP BY c.enterprise_id) AS found
     WHERE e.id = found.id AND e.line_path IS DISTINCT FROM found.line;
END $$;
"""

# A word that nearly every name contains would be sorted over the whole city: the first two thousand hits are enough.
CANDIDATES = 2000


def search(name: str, table: str, order: str, *, most_candidates: int | None) -> str:
    limit = f"LIMIT {most_candidates}" if most_candidates else ""
    return f"""
CREATE OR REPLACE FUNCTION {name}(query tsquery, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM (SELECT * FROM {table}
     WHERE search @@ query AND ({in_scope("path")} OR {in_scope("line_path")}) {limit}) AS found
     ORDER BY {order} LIMIT most
$$;
"""


SEARCHED = {
    "organisation_search_unions": ("organisation_union", "depth, sort_key, id"),
    "organisation_search_enterprises": ("organisation_enterprise", "sort_key, id"),
}
COVERAGE_INDEXES = """
CREATE INDEX coverage_path ON organisation_unioncoverage (path);
CREATE INDEX coverage_enterprise_path ON organisation_unioncoverage (enterprise_path);
"""

LOGGED = {
    "organisation.union": "organisation_union",
    "organisation.enterprise": "organisation_enterprise",
    "organisation.person": "organisation_person",
    "organisation.post": "organisation_post",
    "organisation.importbatch": "organisation_importbatch",
}
# EXISTS and not IN: one probe for each event, where IN would first list everything in scope.
EVENTS = "".join(
    f"CREATE POLICY of_{table} ON trail_event FOR SELECT TO {APP_ROLE} USING"
    f" (subject_type = '{subject}' AND EXISTS (SELECT FROM {table} s WHERE s.id = subject_id));\n"
    for subject, table in LOGGED.items()
)
# Of an account those may read who see its person.
ACCOUNTS = f"""
CREATE POLICY of_organisation_user ON trail_event FOR SELECT TO {APP_ROLE} USING (
    subject_type = 'organisation.user' AND EXISTS (
        SELECT FROM organisation_user a JOIN organisation_person p ON p.id = a.person_id WHERE a.id = subject_id));
"""
GRANTS = f"""
REVOKE ALL ON FUNCTION organisation_refresh_line(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_refresh_line(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""

FORWARD = (
    LABEL
    + REFRESH_LINE
    + "".join(search(name, *source, most_candidates=CANDIDATES) for name, source in SEARCHED.items())
    + COVERAGE_INDEXES
    + EVENTS
    + ACCOUNTS
    + GRANTS
)
BACKWARD = (
    "DROP POLICY of_organisation_user ON trail_event;"
    + "".join(f"DROP POLICY of_{table} ON trail_event;" for table in LOGGED.values())
    + "DROP INDEX coverage_path; DROP INDEX coverage_enterprise_path;"
    + "".join(search(name, *source, most_candidates=None) for name, source in SEARCHED.items())
    + "DROP FUNCTION organisation_refresh_line(bigint, date);"
)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_guards"), ("trail", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

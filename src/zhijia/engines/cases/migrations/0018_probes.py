"""What is seen because its case or its clock is seen is probed for, row by row; the names of a case by a plan kept.

With 250,000 cases every list of the visible ones took half a second, and each of the hundred names on a desk two
milliseconds: an SQL function that nothing can inline is planned at every call, a PL/pgSQL one with a generic plan once
in a session (by itself PostgreSQL would take a list for ten names and plan for one of them each time).
"""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_party, of_visible, reword

VISIBLE = f"""({in_scope("c.path")} OR {in_scope("c.line_path")} OR EXISTS (
    SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")} OR {is_party("s.party")})))"""

WITH_ITS_CASE = ("cases_awaits", "cases_clock", "cases_casefinding", "cases_paperentry")
WITH_ITS_CLOCK = ("cases_correction", "cases_clockentry")


def of_case(table: str) -> str:
    return of_visible("cases_case", f"{table}.case_id")


POLICIES = (
    reword("cases_case", in_scope("path"), in_scope("line_path"), of_visible("cases_caseshare", "cases_case.id", key="case_id"))
    + "".join(reword(table, in_scope("path"), of_case(table)) for table in WITH_ITS_CASE)
    + "".join(
        reword(table, in_scope("path"), of_visible("cases_clock", f"{table}.clock_id")) for table in WITH_ITS_CLOCK
    )
    + reword(
        "cases_comment",
        f"current_setting('app.parties') = '' AND (({in_scope('path')}) OR {of_case('cases_comment')})",
    )
    + reword("cases_watch", in_scope("path"), writable=f"({in_scope('path')}) AND {of_case('cases_watch')}")
)

LOG = f"""
ALTER POLICY of_case ON trail_event USING (
    subject_type = 'cases.case' AND {of_visible("cases_case", "trail_event.subject_id")}
    AND (current_setting('app.parties') = '' OR from_state <> to_state
         OR actor_id = NULLIF(current_setting('app.uid'), '')::bigint));
"""

NAMES = f"""
CREATE OR REPLACE FUNCTION cases_places(wanted bigint[])
RETURNS TABLE (case_id bigint, union_name text, enterprise_name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY
    SELECT c.id, coalesce(nullif(u.short_name, ''), u.name)::text, e.name::text
      FROM cases_case c
      JOIN organisation_union u ON u.id = c.union_id
      LEFT JOIN organisation_enterprise e ON e.id = c.enterprise_id
     WHERE c.id = ANY (wanted) AND {VISIBLE};
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_discussion_guards")]
    # Not reversed: policies and function answer as they did.
    operations = [migrations.RunSQL(POLICIES + LOG + NAMES, migrations.RunSQL.noop)]

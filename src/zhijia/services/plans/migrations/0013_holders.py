"""Who holds the lead post of a task on a day: asked of the holdings, no longer copied when the task is assigned.

Row security hides posts and people of other counties. Who sees a task may know who answers for it, and no more; so a
function of the owner answers for tasks whose case the present scope shows, and for no other. Of a task that is over it
names who held the post then.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope

IN_SIGHT = f"""(({in_scope("c.path")}) OR ({in_scope("c.line_path")})
           OR EXISTS (SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")})))"""

FORWARD = f"""
CREATE FUNCTION plans_lead_person(wanted bigint, day date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE((
        SELECT p.name
          FROM plans_task t
          JOIN cases_case c ON c.id = t.case_id
          JOIN organisation_postholding h ON h.post_id = t.lead_id
          JOIN organisation_person p ON p.id = h.person_id
         CROSS JOIN LATERAL (SELECT LEAST(day, t.done_on, (c.closed_at AT TIME ZONE 'Asia/Shanghai')::date) AS held) d
         WHERE t.id = wanted AND h.from_on <= d.held AND (h.to_on IS NULL OR h.to_on > d.held) AND {IN_SIGHT}
         ORDER BY h.kind DESC, h.from_on, h.id LIMIT 1), '')
$$;
CREATE FUNCTION plans_assigner_acts(wanted bigint, day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM plans_task t
          JOIN cases_case c ON c.id = t.case_id
          JOIN organisation_post p ON p.id = t.assigner_id
          JOIN organisation_postholding h ON h.post_id = p.id
         WHERE t.id = wanted AND (p.closed_on IS NULL OR p.closed_on > day)
           AND h.from_on <= day AND (h.to_on IS NULL OR h.to_on > day) AND {IN_SIGHT})
$$;
REVOKE ALL ON FUNCTION plans_lead_person(bigint, date), plans_assigner_acts(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_lead_person(bigint, date), plans_assigner_acts(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""  # noqa: S608 - constants of ours


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_late_tasks"), ("cases", "0018_probes"), ("organisation", "0009_moving")]
    operations = [
        migrations.RunSQL(FORWARD, "DROP FUNCTION plans_lead_person(bigint, date), plans_assigner_acts(bigint, date);"),
        migrations.RemoveField("task", "lead_person"),
    ]

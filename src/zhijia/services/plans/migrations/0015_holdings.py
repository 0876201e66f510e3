"""Everybody who held the lead post of a task, for the page of its case, which reads the task before it knows the day."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope

IN_SIGHT = f"""(({in_scope("c.path")}) OR ({in_scope("c.line_path")})
           OR EXISTS (SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")})))"""

FORWARD = f"""
CREATE FUNCTION plans_lead_holdings(wanted bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(jsonb_agg(jsonb_build_object('name', p.name, 'from_on', h.from_on, 'to_on', h.to_on)
                              ORDER BY h.kind DESC, h.from_on, h.id), '[]')
      FROM plans_task t
      JOIN cases_case c ON c.id = t.case_id
      JOIN organisation_postholding h ON h.post_id = t.lead_id
      JOIN organisation_person p ON p.id = h.person_id
     WHERE t.id = wanted AND {IN_SIGHT}
$$;
REVOKE ALL ON FUNCTION plans_lead_holdings(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_lead_holdings(bigint) TO {APP_ROLE}, {BATCH_ROLE};
"""  # noqa: S608 - constants of ours


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_planned_dates")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION plans_lead_holdings(bigint);")]

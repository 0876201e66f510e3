"""The date that the plan itself names stays beside the one that was assigned.

Of tasks assigned before, it is the date that stood when they were first assigned: the log knows. What waits to be assigned is due by then too.
"""

from django.db import migrations, models

PLANNED = """
UPDATE plans_task SET planned_due_on = due_on WHERE lead_id IS NULL;
UPDATE plans_task t SET planned_due_on = first.due_on
  FROM (SELECT DISTINCT ON (e.subject_id) e.subject_id, (e.data->'before'->>'due_on')::date AS due_on
          FROM trail_event e
         WHERE e.subject_type = 'cases.case' AND e.kind = 'plans.task_assigned'
         ORDER BY e.subject_id, e.id) first
 WHERE t.case_id = first.subject_id AND t.lead_id IS NOT NULL;
UPDATE cases_awaits a SET due_on = t.due_on FROM plans_task t WHERE t.case_id = a.case_id AND a.verb = 'assign';
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0013_holders"), ("trail", "0001_initial"), ("cases", "0018_probes")]
    operations = [
        migrations.AddField("task", "planned_due_on", models.DateField(null=True, verbose_name="计划时限")),
        migrations.RunSQL(PLANNED, migrations.RunSQL.noop),
    ]

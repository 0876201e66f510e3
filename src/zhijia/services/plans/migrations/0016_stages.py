import django.db.models.deletion
from django.db import migrations, models

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, of_visible, protect, unprotect

IN_SIGHT = f"""(({in_scope("c.path")}) OR ({in_scope("c.line_path")})
           OR EXISTS (SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")})))"""

# The leader in charge, as `plans_lead_person` (0013) names who holds the lead post.
LEADING = f"""
CREATE FUNCTION plans_leading_person(wanted bigint, day date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE((
        SELECT p.name
          FROM plans_task t
          JOIN cases_case c ON c.id = t.case_id
          JOIN organisation_postholding h ON h.post_id = t.leader_id
          JOIN organisation_person p ON p.id = h.person_id
         CROSS JOIN LATERAL (SELECT LEAST(day, t.done_on, (c.closed_at AT TIME ZONE 'Asia/Shanghai')::date) AS held) d
         WHERE t.id = wanted AND h.from_on <= d.held AND (h.to_on IS NULL OR h.to_on > d.held) AND {IN_SIGHT}
         ORDER BY h.kind DESC, h.from_on, h.id LIMIT 1), '')
$$;
REVOKE ALL ON FUNCTION plans_leading_person(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_leading_person(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""  # noqa: S608 - constants of ours
DROP = "DROP FUNCTION plans_leading_person(bigint, date);"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0014_probes"), ("plans", "0015_holdings")]
    operations = [
        migrations.AddField(
            "task",
            "leader",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.post",
                verbose_name="牵头领导",
            ),
        ),
        migrations.CreateModel(
            name="TaskStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="内容")),
                ("due_on", models.DateField(verbose_name="时限")),
                ("reached_on", models.DateField(null=True, verbose_name="完成日")),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="plans.task",
                        verbose_name="任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "阶段节点",
                "verbose_name_plural": "阶段节点",
                "constraints": [models.UniqueConstraint(fields=("task", "due_on", "name"), name="taskstage_once")],
            },
        ),
        migrations.RunSQL(
            protect("plans_taskstage", of_visible("plans_task", "plans_taskstage.task_id")), unprotect("plans_taskstage")
        ),
        migrations.RunSQL(LEADING, DROP),
    ]

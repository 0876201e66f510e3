"""The facts of tasks: done, late, on time, by the union that leads them."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, drop_family, forget_history, keep_history, unwatch, watch

SHANGHAI_DAY = "({moment} AT TIME ZONE 'Asia/Shanghai')::date"

# A task counts from the day it is published until it is withdrawn, at the union that leads it. It is late from the day
# after its due date of that day until it is done. Every task in force is done, late or on time.
TASKS = f"""
    SELECT f.indicator, f.part, t.id AS subject_id, s.path, 1::bigint AS value, lower(days) AS from_on, upper(days) AS to_on
      FROM plans_task t
      JOIN cases_case c ON c.id = t.case_id
     CROSS JOIN LATERAL (SELECT {SHANGHAI_DAY.format(moment="c.opened_at")} AS opened_on) o
     CROSS JOIN LATERAL (
           SELECT datemultirange(daterange(o.opened_on, CASE WHEN c.state = 'withdrawn' THEN
                      GREATEST(o.opened_on, {SHANGHAI_DAY.format(moment="c.closed_at")}) END)) AS in_force,
                  CASE WHEN t.done_on IS NULL THEN '{{}}' ELSE datemultirange(daterange(t.done_on, NULL)) END AS done) l
     CROSS JOIN LATERAL (
           SELECT COALESCE(u.path, t.path) AS path, range_agg(daterange(h.from_on, h.to_on)) * l.in_force AS life,
                  COALESCE(range_agg(daterange(GREATEST(h.from_on, h.due_on + 1), h.to_on)) FILTER (
                      WHERE h.due_on IS NOT NULL AND (h.to_on IS NULL OR h.to_on > GREATEST(h.from_on, h.due_on + 1))
                  ), '{{}}') AS overdue
             FROM plans_taskstate h LEFT JOIN organisation_union u ON u.id = h.lead_union_id
            WHERE h.task_id = t.id GROUP BY 1) s
     CROSS JOIN LATERAL (VALUES
           ('plans.tasks', 'n', s.life),
           ('plans.tasks_done', 'n', s.life * l.done),
           ('plans.tasks_late', 'n', s.life * s.overdue - l.done),
           ('plans.tasks_on_time', 'n', s.life - s.overdue - l.done),
           ('plans.completion', 'n', s.life * l.done),
           ('plans.completion', 'd', s.life)) AS f (indicator, part, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS days
"""

FORWARD = (
    keep_history(
        "plans_taskstate",
        source="plans_task",
        key="task_id",
        columns={"due_on": "date", "lead_union_id": "bigint"},
        learned=["due_on", "lead_union_id"],
    )
    + create_family("plans_tasks", base_table="plans_task", view=TASKS)
    + watch(
        "plans_from_task",
        "plans_task",
        feeds={"plans_tasks": "SELECT id FROM changed"},
        columns=["case_id", "due_on", "lead_union_id", "done_on", "path"],
    )
    + watch(
        "plans_from_case",
        "cases_case",
        feeds={"plans_tasks": "SELECT t.id FROM plans_task t JOIN changed ON changed.id = t.case_id"},
        columns=["state", "opened_at", "closed_at"],
    )
    + watch(
        "plans_from_union",
        "organisation_union",
        feeds={"plans_tasks": "SELECT t.id FROM plans_task t JOIN changed ON changed.id = t.lead_union_id"},
        columns=["path"],
    )
    + "SELECT indicators_rebuild('plans_tasks');"
)
BACKWARD = (
    unwatch("plans_from_union")
    + unwatch("plans_from_case")
    + unwatch("plans_from_task")
    + drop_family("plans_tasks")
    + forget_history("plans_taskstate")
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_guards"), ("indicators", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

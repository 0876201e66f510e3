"""The facts of tasks: done, late, on time, by the union that leads them."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, keep_history, watch

# A task counts from the day it is published until it is withdrawn, at the union that leads it. It is late from the day
# after its due date of that day until it is done. Every task in force is done, late or on time. A task counts as
# extended from the day of its first grant. Of tasks that are done or whose date has passed (the original one, once
# there is one), those done by the original date are done on time.
PLANS_TASKS = """
    SELECT f.indicator, f.part, t.id AS subject_id, s.path, 1::bigint AS value, lower(days) AS from_on, upper(days) AS to_on
      FROM plans_task t
      JOIN cases_case c ON c.id = t.case_id
     CROSS JOIN LATERAL (SELECT (c.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS opened_on) o
     CROSS JOIN LATERAL (
           SELECT min(e.decided_on) AS granted_on FROM plans_taskextension e
            WHERE e.task_id = t.id AND e.state = 'granted') x
     CROSS JOIN LATERAL (
           SELECT datemultirange(daterange(o.opened_on, CASE WHEN c.state = 'withdrawn' THEN
                      GREATEST(o.opened_on, (c.closed_at AT TIME ZONE 'Asia/Shanghai')::date) END)) AS in_force,
                  CASE WHEN t.done_on IS NULL THEN '{}' ELSE datemultirange(daterange(t.done_on, NULL)) END AS done,
                  CASE WHEN t.original_due_on IS NULL THEN '{}'
                       ELSE datemultirange(daterange(t.original_due_on + 1, NULL)) END AS past_original,
                  CASE WHEN t.done_on <= t.original_due_on THEN datemultirange(daterange(t.done_on, NULL))
                       ELSE '{}' END AS done_on_time,
                  CASE WHEN x.granted_on IS NULL THEN '{}'
                       ELSE datemultirange(daterange(x.granted_on, NULL)) END AS extended) l
     CROSS JOIN LATERAL (
           SELECT COALESCE(u.path, t.path) AS path, range_agg(daterange(h.from_on, h.to_on)) * l.in_force AS life,
                  COALESCE(range_agg(daterange(GREATEST(h.from_on, h.due_on + 1), h.to_on)) FILTER (
                      WHERE h.due_on IS NOT NULL AND (h.to_on IS NULL OR h.to_on > GREATEST(h.from_on, h.due_on + 1))
                  ), '{}') AS overdue
             FROM plans_taskstate h LEFT JOIN organisation_union u ON u.id = h.lead_union_id
            WHERE h.task_id = t.id GROUP BY 1) s
     CROSS JOIN LATERAL (VALUES
           ('plans.tasks', 'n', s.life),
           ('plans.tasks_done', 'n', s.life * l.done),
           ('plans.tasks_late', 'n', s.life * s.overdue - l.done),
           ('plans.tasks_on_time', 'n', s.life - s.overdue - l.done),
           ('plans.tasks_extended', 'n', s.life * l.extended),
           ('plans.punctuality', 'n', s.life * l.done_on_time),
           ('plans.punctuality', 'd', s.life * (l.done + s.overdue + l.past_original)),
           ('plans.completion', 'n', s.life * l.done),
           ('plans.completion', 'd', s.life)) AS f (indicator, part, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS days"""

FACTS = (
    keep_history(
        "plans_taskstate",
        source="plans_task",
        key="task_id",
        columns={"due_on": "date", "lead_union_id": "bigint"},
        learned=["due_on", "lead_union_id"],
    )
    + create_family("plans_tasks", base_table="plans_task", view=PLANS_TASKS)
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
)

# Extensions are seen as their tasks are; what was granted and what was done by the original date are counted (TA-06).
EXTENSION_GUARDS = watch(
    "plans_from_task",
    "plans_task",
    feeds={"plans_tasks": "SELECT id FROM changed"},
    columns=["case_id", "due_on", "lead_union_id", "done_on", "path", "original_due_on"],
) + watch(
    "plans_from_extension",
    "plans_taskextension",
    feeds={"plans_tasks": "SELECT task_id FROM changed"},
    columns=["state", "decided_on"],
)


class Migration(migrations.Migration):
    replaces = [
        ("plans", "0003_facts"),
    ]

    dependencies = [
        ("plans", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
        ("trail", "0002_guarding"),
    ]
    operations = [migrations.RunSQL(FACTS + EXTENSION_GUARDS)]

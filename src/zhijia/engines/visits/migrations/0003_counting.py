"""The facts of planned visits: what is owed in a calendar year, and what was made and confirmed of it."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, watch

# A planned visit counts in the year of its limit: as owed from its limit or from its confirmation, whichever comes
# first, and as made from its confirmation. One that was dropped counts until that day.
VISITS_PLAN = """
    SELECT 'visits.completion'::text AS indicator, f.part, p.id AS subject_id, p.path, 1::bigint AS value, f.from_on,
           LEAST(y.ends_on, p.dropped_on) AS to_on
      FROM visits_plannedvisit p
      LEFT JOIN visits_visit v ON v.id = p.visit_id
     CROSS JOIN LATERAL (SELECT make_date(extract(year FROM p.due_on)::int + 1, 1, 1) AS ends_on) y
     CROSS JOIN LATERAL (VALUES
           ('d', LEAST(p.due_on, v.confirmed_on)),
           ('n', v.confirmed_on)) AS f (part, from_on)
     WHERE f.from_on < LEAST(y.ends_on, p.dropped_on)"""

FACTS = (
    create_family("visits_plan", base_table="visits_plannedvisit", view=VISITS_PLAN)
    + watch(
        "visits_from_plan",
        "visits_plannedvisit",
        feeds={"visits_plan": "SELECT id FROM changed"},
        columns=["due_on", "dropped_on", "visit_id", "path"],
    )
    + watch(
        "visits_from_visit",
        "visits_visit",
        feeds={"visits_plan": "SELECT p.id FROM visits_plannedvisit p JOIN changed ON changed.id = p.visit_id"},
        columns=["confirmed_on"],
    )
)


class Migration(migrations.Migration):
    replaces = [
        ("visits", "0003_facts"),
    ]

    dependencies = [
        ("visits", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(FACTS)]

"""The facts of ratings: what was graded in a calendar year, what reached its grade, and by how much it gained."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, watch

SCORECARDS_RATINGS = """
    SELECT f.indicator, f.part, s.id AS subject_id, s.path, f.value::bigint AS value, s.graded_on AS from_on,
           make_date(extract(year FROM s.graded_on)::int + 1, 1, 1) AS to_on
      FROM scorecards_sheet s
     CROSS JOIN LATERAL (VALUES
           ('scorecards.reaching', 'd', true, 1),
           ('scorecards.reaching', 'n', s.is_reached, 1),
           ('scorecards.gain', 'd', s.gain IS NOT NULL, 100),
           ('scorecards.gain', 'n', s.gain IS NOT NULL AND s.gain <> 0, s.gain::int)) AS f (indicator, part, holds, value)
     WHERE f.holds AND s.purpose = 'rating' AND s.graded_on IS NOT NULL"""

FACTS = create_family("scorecards_ratings", base_table="scorecards_sheet", view=SCORECARDS_RATINGS) + watch(
    "scorecards_from_sheet",
    "scorecards_sheet",
    feeds={"scorecards_ratings": "SELECT id FROM changed"},
    columns=["purpose", "is_reached", "gain", "graded_on", "path"],
)


class Migration(migrations.Migration):
    replaces = [
        ("scorecards", "0003_facts"),
    ]

    dependencies = [
        ("scorecards", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(FACTS)]

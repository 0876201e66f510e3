"""The facts of the ledger: what was found in a calendar year, and what became of it within that year."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, watch

# An issue counts in the year in which it was found. `judged_on`: the day on which its term is decided, by its closing
# or by the day after its limit, whichever comes first.
ISSUES_LEDGER = """
    SELECT f.indicator, f.part, i.id AS subject_id, i.path, f.value::bigint AS value, f.from_on, y.ends_on AS to_on
      FROM issues_issue i
     CROSS JOIN LATERAL (SELECT make_date(extract(year FROM i.found_on)::int + 1, 1, 1) AS ends_on,
                                LEAST(i.closed_on, i.due_on + 1) AS judged_on) y
     CROSS JOIN LATERAL (VALUES
           ('issues.raised', 'n', true, 1, i.found_on),
           ('issues.closing', 'd', true, 1, i.found_on),
           ('issues.closing', 'n', i.closed_on IS NOT NULL, 1, i.closed_on),
           ('issues.in_time', 'd', y.judged_on IS NOT NULL, 1, y.judged_on),
           ('issues.in_time', 'n', i.closed_on <= i.due_on AND i.reopened = 0, 1, i.closed_on),
           ('issues.days', 'n', i.closed_on IS NOT NULL, i.closed_on - i.found_on, i.closed_on),
           ('issues.reopening', 'd', i.closed_on IS NOT NULL OR i.reopened > 0, 1, COALESCE(i.closed_on, i.found_on)),
           ('issues.reopening', 'n', i.reopened > 0, 1, COALESCE(i.closed_on, i.found_on))
           ) AS f (indicator, part, holds, value, from_on)
     WHERE f.holds AND f.from_on < y.ends_on"""

FACTS = create_family("issues_ledger", base_table="issues_issue", view=ISSUES_LEDGER) + watch(
    "issues_from_issue",
    "issues_issue",
    feeds={"issues_ledger": "SELECT id FROM changed"},
    columns=["found_on", "due_on", "closed_on", "reopened", "path"],
)


class Migration(migrations.Migration):
    replaces = [
        ("issues", "0003_facts"),
    ]

    dependencies = [
        ("issues", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(FACTS)]

"""The facts of letters: what went out in a calendar year, what was answered, corrected and taken up."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, watch
from zhijia.engines.indicators.years import create_year_end, in_both_years

# An opinion is answered when the answer was not late, corrected when a recheck found it so within the limit. Of a
# recommendation: taken up when a case is opened; fed back when the union was told the result, or why there is no case.
SUPERVISION_LETTERS = f"""
    SELECT f.indicator || y.suffix AS indicator, f.part, l.id AS subject_id, l.path, 1::bigint AS value, f.from_on,
           upper(y.days) AS to_on
      FROM supervision_letter l
     CROSS JOIN LATERAL (VALUES {in_both_years("l.sent_on", function="supervision_union_year_end")}) AS y (suffix, days)
      LEFT JOIN supervision_reply r ON r.letter_id = l.id
      LEFT JOIN supervision_department d ON d.letter_id = l.id
      LEFT JOIN LATERAL (
           SELECT min(x.checked_on) AS corrected_on FROM supervision_recheck x
            WHERE x.supervision_id = l.supervision_id AND x.result = 'corrected' AND NOT x.is_late
              AND x.checked_on >= l.sent_on) x ON true
     CROSS JOIN LATERAL (VALUES
           ('supervision.prompts', 'n', l.kind = 'prompt', l.sent_on),
           ('supervision.opinions', 'n', l.kind = 'opinion', l.sent_on),
           ('supervision.recommendations', 'n', l.kind = 'recommendation', l.sent_on),
           ('supervision.answering', 'd', l.kind = 'opinion', l.sent_on),
           ('supervision.answering', 'n', l.kind = 'opinion' AND NOT r.is_late, r.replied_on),
           ('supervision.rectification', 'd', l.kind = 'opinion', l.sent_on),
           ('supervision.rectification', 'n', l.kind = 'opinion', x.corrected_on),
           ('supervision.taking_up', 'd', l.kind = 'recommendation', l.sent_on),
           ('supervision.taking_up', 'n', d.ruling = 'opened', d.ruled_on),
           ('supervision.feedback', 'd', l.kind = 'recommendation', l.sent_on),
           ('supervision.feedback', 'n', l.kind = 'recommendation',
                COALESCE(d.told_union_on, CASE WHEN d.ruling = 'declined' THEN d.ruled_on END)))
           AS f (indicator, part, holds, from_on)
     WHERE f.holds AND f.from_on < upper(y.days)"""

FACTS = (
    create_year_end("supervision_union_year_end", threshold="supervision.union_year")
    + create_family("supervision_letters", base_table="supervision_letter", view=SUPERVISION_LETTERS)
    + watch(
        "supervision_from_letter",
        "supervision_letter",
        feeds={"supervision_letters": "SELECT id FROM changed"},
        columns=["supervision_id", "kind", "sent_on", "path"],
    )
    + watch(
        "supervision_from_reply",
        "supervision_reply",
        feeds={"supervision_letters": "SELECT letter_id FROM changed"},
        columns=["letter_id", "is_late", "replied_on"],
    )
    + watch(
        "supervision_from_recheck",
        "supervision_recheck",
        feeds={
            "supervision_letters": "SELECT l.id FROM supervision_letter l JOIN changed ON changed.supervision_id = l.supervision_id"
        },
        columns=["supervision_id", "result", "is_late", "checked_on"],
    )
)

# The facts of §E.4 beside the letters: clues, what was put right and for whom, what the departments said; by either
# year.
SUPERVISION_CLUES = f"""
    SELECT 'supervision.clues' || y.suffix AS indicator, 'n'::text AS part, c.id AS subject_id, c.path, 1::bigint AS value,
           lower(y.days) AS from_on, upper(y.days) AS to_on
      FROM supervision_clue c
     CROSS JOIN LATERAL (VALUES {in_both_years("c.noted_on", function="supervision_union_year_end")}) AS y (suffix, days)
     WHERE NOT isempty(y.days)"""

# A case counts from the recheck that found it put right, with the employees and the money that this recheck names.
SUPERVISION_CASES = f"""
    SELECT f.indicator || y.suffix AS indicator, 'n'::text AS part, v.id AS subject_id, v.path, f.value::bigint AS value,
           lower(y.days) AS from_on, upper(y.days) AS to_on
      FROM supervision_supervision v
      JOIN LATERAL (
           SELECT x.checked_on, x.people, x.recovered FROM supervision_recheck x
            WHERE x.supervision_id = v.id AND x.result = 'corrected' ORDER BY x.checked_on, x.id LIMIT 1) x ON true
     CROSS JOIN LATERAL (VALUES {in_both_years("x.checked_on", function="supervision_union_year_end")}) AS y (suffix, days)
     CROSS JOIN LATERAL (VALUES
           ('supervision.rectified', 1), ('supervision.workers', x.people), ('supervision.recovered', x.recovered))
           AS f (indicator, value)
     WHERE f.value > 0 AND NOT isempty(y.days)"""

STATISTICS = (
    create_family("supervision_clues", base_table="supervision_clue", view=SUPERVISION_CLUES)
    + create_family("supervision_cases", base_table="supervision_supervision", view=SUPERVISION_CASES)
    + watch(
        "supervision_from_clue",
        "supervision_clue",
        feeds={"supervision_clues": "SELECT id FROM changed"},
        columns=["noted_on", "path"],
    )
    + watch(
        "supervision_from_supervision",
        "supervision_supervision",
        feeds={"supervision_cases": "SELECT id FROM changed"},
        columns=["path"],
    )
    + watch(
        "supervision_cases_from_recheck",
        "supervision_recheck",
        feeds={"supervision_cases": "SELECT supervision_id FROM changed"},
        columns=["supervision_id", "result", "checked_on", "people", "recovered"],
    )
    + watch(
        "supervision_from_threshold",
        "indicators_threshold",
        feeds={
            "supervision_letters": "SELECT t.id FROM supervision_letter t WHERE EXISTS (SELECT FROM changed WHERE code = 'supervision.union_year')",
            "supervision_clues": "SELECT t.id FROM supervision_clue t WHERE EXISTS (SELECT FROM changed WHERE code = 'supervision.union_year')",
            "supervision_cases": "SELECT t.id FROM supervision_supervision t WHERE EXISTS (SELECT FROM changed WHERE code = 'supervision.union_year')",
        },
        columns=["code", "value", "from_on", "to_on"],
    )
    + watch(
        "supervision_from_department",
        "supervision_department",
        feeds={"supervision_letters": "SELECT letter_id FROM changed"},
        columns=["letter_id", "ruling", "ruled_on", "told_union_on"],
    )
)


class Migration(migrations.Migration):
    replaces = [
        ("supervision", "0003_facts"),
        ("supervision", "0005_statistics"),
    ]

    dependencies = [
        ("supervision", "0002_guarding"),
        ("campaigns", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(FACTS + STATISTICS)]

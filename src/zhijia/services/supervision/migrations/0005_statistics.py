"""The facts of §E.4 beside the letters: clues, what was put right and for whom, what the departments said; by either year."""

from importlib import import_module

from django.db import migrations, models

from zhijia.engines.indicators.schema import create_family, drop_family, replace_view, unwatch, watch
from zhijia.engines.indicators.years import create_year_end, in_both_years

BEFORE = import_module("zhijia.services.supervision.migrations.0003_facts")
YEAR_END = "supervision_union_year_end"
THRESHOLD = "supervision.union_year"

CLUES = f"""
    SELECT 'supervision.clues' || y.suffix AS indicator, 'n'::text AS part, c.id AS subject_id, c.path, 1::bigint AS value,
           lower(y.days) AS from_on, upper(y.days) AS to_on
      FROM supervision_clue c
     CROSS JOIN LATERAL (VALUES {in_both_years("c.noted_on", function=YEAR_END)}) AS y (suffix, days)
     WHERE NOT isempty(y.days)
"""  # noqa: S608  every name in this SQL is written here

# An opinion is answered when the answer was not late, corrected when a recheck found it so within the limit. Of a
# recommendation: taken up when a case is opened; fed back when the union was told the result, or why there is no case.
LETTERS = f"""
    SELECT f.indicator || y.suffix AS indicator, f.part, l.id AS subject_id, l.path, 1::bigint AS value, f.from_on,
           upper(y.days) AS to_on
      FROM supervision_letter l
     CROSS JOIN LATERAL (VALUES {in_both_years("l.sent_on", function=YEAR_END)}) AS y (suffix, days)
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
     WHERE f.holds AND f.from_on < upper(y.days)
"""  # noqa: S608  every name in this SQL is written here

# A case counts from the recheck that found it put right, with the employees and the money that this recheck names.
CASES = f"""
    SELECT f.indicator || y.suffix AS indicator, 'n'::text AS part, v.id AS subject_id, v.path, f.value::bigint AS value,
           lower(y.days) AS from_on, upper(y.days) AS to_on
      FROM supervision_supervision v
      JOIN LATERAL (
           SELECT x.checked_on, x.people, x.recovered FROM supervision_recheck x
            WHERE x.supervision_id = v.id AND x.result = 'corrected' ORDER BY x.checked_on, x.id LIMIT 1) x ON true
     CROSS JOIN LATERAL (VALUES {in_both_years("x.checked_on", function=YEAR_END)}) AS y (suffix, days)
     CROSS JOIN LATERAL (VALUES
           ('supervision.rectified', 1), ('supervision.workers', x.people), ('supervision.recovered', x.recovered))
           AS f (indicator, value)
     WHERE f.value > 0 AND NOT isempty(y.days)
"""  # noqa: S608  every name in this SQL is written here
FAMILIES = {
    "supervision_clues": ("supervision_clue", CLUES),
    "supervision_cases": ("supervision_supervision", CASES),
}
OF_CASES = {"supervision_cases": "SELECT supervision_id FROM changed"}
OF_DEPARTMENT = {"supervision_letters": "SELECT letter_id FROM changed"}
OF_YEAR = {
    family: f"SELECT t.id FROM {table} t WHERE EXISTS (SELECT FROM changed WHERE code = '{THRESHOLD}')"  # noqa: S608
    for family, table in (
        ("supervision_letters", "supervision_letter"),
        ("supervision_clues", "supervision_clue"),
        ("supervision_cases", "supervision_supervision"),
    )
}
REBUILD = "SELECT indicators_rebuild(name) FROM indicators_family WHERE name LIKE 'supervision%';"


def watch_department(*more: str) -> str:
    columns = ["letter_id", "ruling", "ruled_on", *more]
    return watch("supervision_from_department", "supervision_department", feeds=OF_DEPARTMENT, columns=columns)


FORWARD = (
    create_year_end(YEAR_END, threshold=THRESHOLD)
    + replace_view("supervision_letters", LETTERS)
    + "".join(create_family(name, base_table=base, view=view) for name, (base, view) in FAMILIES.items())
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
        feeds=OF_CASES,
        columns=["supervision_id", "result", "checked_on", "people", "recovered"],
    )
    + watch(
        "supervision_from_threshold",
        "indicators_threshold",
        feeds=OF_YEAR,
        columns=["code", "value", "from_on", "to_on"],
    )
    + unwatch("supervision_from_department")
    + watch_department("told_union_on")
    + REBUILD
)
BACKWARD = (
    "".join(
        unwatch(f"supervision_{name}")
        for name in ("from_clue", "from_supervision", "cases_from_recheck", "from_threshold", "from_department")
    )
    + watch_department()
    + "".join(drop_family(name) for name in FAMILIES)
    + replace_view("supervision_letters", BEFORE.LETTERS)
    + f"DROP FUNCTION {YEAR_END}(date);"
    + REBUILD
)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0004_matter_of_negotiators"), ("indicators", "0005_probes")]
    operations = [
        migrations.AddField("recheck", "people", models.PositiveIntegerField("受益职工人数", null=True)),
        migrations.AddField("recheck", "recovered", models.PositiveBigIntegerField("追回金额（元）", null=True)),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

"""The facts of letters: what went out in a calendar year, what was answered, corrected and taken up."""

from django.db import migrations, models

from zhijia.engines.indicators.schema import create_family, drop_family, unwatch, watch

# A letter counts from the day it went out to the end of that year. Of the parts: an opinion is answered when the answer
# was not late, corrected when a recheck found it so within the limit; a recommendation is taken up when a case is opened.
LETTERS = """
    SELECT f.indicator, f.part, l.id AS subject_id, l.path, 1::bigint AS value, f.from_on, y.ends_on AS to_on
      FROM supervision_letter l
     CROSS JOIN LATERAL (SELECT make_date(extract(year FROM l.sent_on)::int + 1, 1, 1) AS ends_on) y
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
           ('supervision.taking_up', 'n', d.ruling = 'opened', d.ruled_on)) AS f (indicator, part, holds, from_on)
     WHERE f.holds AND f.from_on < y.ends_on
"""
FORWARD = (
    create_family("supervision_letters", base_table="supervision_letter", view=LETTERS)
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
        "supervision_from_department",
        "supervision_department",
        feeds={"supervision_letters": "SELECT letter_id FROM changed"},
        columns=["letter_id", "ruling", "ruled_on"],
    )
    + watch(
        "supervision_from_recheck",
        "supervision_recheck",
        feeds={
            "supervision_letters": "SELECT l.id FROM supervision_letter l"
            " JOIN changed ON changed.supervision_id = l.supervision_id"
        },
        columns=["supervision_id", "result", "is_late", "checked_on"],
    )
    + "SELECT indicators_rebuild('supervision_letters');"
)
BACKWARD = (
    "".join(
        unwatch(name)
        for name in (
            "supervision_from_recheck",
            "supervision_from_department",
            "supervision_from_reply",
            "supervision_from_letter",
        )
    )
    + drop_family("supervision_letters")
)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_guards"), ("indicators", "0002_guards")]
    operations = [
        migrations.AddField("reply", "is_late", models.BooleanField("超过答复期限", default=False)),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

"""Files are seen by their own place; those of shared cases and of a line are listed, and of a case on its way probed for.

A case lies at its new place before its files do: while a move that this scope sees goes on, the case itself is asked.
"""

from django.db import migrations, models

from zhijia.lib.rowsecurity import (
    has_other_ranges,
    in_first_range,
    in_scope,
    in_wide_scope,
    is_party,
    of_listed,
    of_visible,
    reword,
)

FILE, CASE = "documents_attachment", "cases_case"
OF_CASE = of_visible(CASE, f"{FILE}.case_id")
IS_MOVING = "(SELECT EXISTS (SELECT FROM organisation_unionmove m WHERE m.finished_at IS NULL))"
SERVED = of_visible("documents_serving", f"{FILE}.id", key="attachment_id")
NO_PARTY = "current_setting('app.parties') = ''"


def _to_parties(asked: str) -> str:
    return f"ALTER POLICY to_parties ON {FILE} USING ({asked} OR {is_party('party')} OR {SERVED});\n"


FORWARD = (
    reword(
        FILE,
        in_wide_scope("path"),
        of_listed("cases_caseshare", f"{FILE}.case_id", key="case_id", where=in_first_range("seen.path")),
        of_listed(CASE, f"{FILE}.case_id", where=in_first_range("seen.line_path")),
        f"({has_other_ranges(parties=True)} OR {IS_MOVING}) AND {OF_CASE}",
        writable=f"({in_scope('path')}) OR {OF_CASE}",
    )
    + _to_parties(f"(SELECT {NO_PARTY})")
)
BACKWARD = reword(FILE, in_scope("path"), OF_CASE) + _to_parties(NO_PARTY)


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_guarding"), ("cases", "0003_wide_scopes"), ("organisation", "0003_moving")]
    operations = [
        migrations.AddIndex("attachment", models.Index(fields=["path", "id"], name="attachment_path")),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

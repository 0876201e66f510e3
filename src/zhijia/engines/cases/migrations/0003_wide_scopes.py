"""Of cases in another place the shares are probed or listed, whichever is quicker; what is counted is read from indexes.

Shares with the first range can be listed for a whole statement. Those with further ranges (of a union on its way) and with
outside parties are few and are probed for.
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

CASE, SHARE = "cases_case", "cases_caseshare"
SHARED = of_visible(SHARE, f"{CASE}.id", key="case_id")
BEFORE = (in_scope("path"), in_scope("line_path"), SHARED)
MAY_SHARE = f"({in_scope('path')}) AND cases_may_share(case_id)"
FORWARD = reword(SHARE, in_wide_scope("path"), is_party("party"), writable=MAY_SHARE) + reword(
    CASE,
    in_wide_scope("path", "line_path"),
    of_listed(SHARE, f"{CASE}.id", key="case_id", where=in_first_range("seen.path")),
    f"{has_other_ranges(parties=True)} AND {SHARED}",
    writable=" OR ".join(f"({told})" for told in BEFORE),
)
BACKWARD = reword(SHARE, in_scope("path"), is_party("party"), writable=MAY_SHARE) + reword(CASE, *BEFORE)


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_guarding")]
    operations = [
        migrations.RemoveIndex("caseshare", "caseshare_path"),
        migrations.AddIndex(
            "caseshare", models.Index(fields=["path", "case"], include=["party"], name="caseshare_path")
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

"""Another post may take over a sheet; the numbers that it has matched count against its own allowance."""

import django.db.models.deletion
from django.db import migrations, models

ASKER, CHARGE = "SELECT r.uploaded_by_id INTO asker", "SELECT coalesce(r.taken_by_id, r.uploaded_by_id) INTO asker"


def _say(former: str, later: str) -> str:
    """The same function with another asker. It raises where the function reads otherwise than is thought here."""
    return f"""
DO $do$ DECLARE definition text;
BEGIN
    SELECT pg_get_functiondef('organisation_match_roster'::regproc) INTO definition;
    IF position('{former}' IN definition) = 0 THEN
        RAISE EXCEPTION 'organisation_match_roster does not say who asks';
    END IF;
    EXECUTE replace(definition, '{former}', '{later}');
END $do$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0015_roster_leaving")]
    operations = [
        *(
            migrations.AddField(
                model,
                "taken_by",
                models.ForeignKey(
                    "organisation.post",
                    on_delete=django.db.models.deletion.PROTECT,
                    null=True,
                    related_name="+",
                    verbose_name="接手岗位",
                ),
            )
            for model in ("roster", "importbatch")
        ),
        migrations.RunSQL(_say(ASKER, CHARGE), _say(CHARGE, ASKER)),
    ]

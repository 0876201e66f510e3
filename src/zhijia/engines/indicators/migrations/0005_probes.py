"""What the log says of an indicator is seen with it: probed for, event by event."""

from django.db import migrations

from zhijia.lib.rowsecurity import of_visible

SOURCES = {"indicators.declared": "indicators_declared", "indicators.entry": "indicators_entry"}
PROBES = " OR ".join(
    f"(subject_type = '{subject}' AND {of_visible(source, 'trail_event.subject_id')})" for subject, source in SOURCES.items()
)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_plans_of_their_day")]
    # Not reversed: the policy answers as it did.
    operations = [
        migrations.RunSQL(f"ALTER POLICY of_indicator ON trail_event USING ({PROBES});", migrations.RunSQL.noop)
    ]

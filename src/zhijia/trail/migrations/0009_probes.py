"""What belongs to an event is seen with it: probed for, row by row."""

from django.db import migrations

from zhijia.lib.rowsecurity import of_visible

POLICIES = "".join(
    f"ALTER POLICY of_event ON {table} USING ({of_visible('trail_event', f'{table}.event_id')});\n"
    for table in ("trail_eventsalt", "trail_erasure")
)


class Migration(migrations.Migration):
    dependencies = [("trail", "0008_state_guard")]
    # Not reversed: the policies answer as they did.
    operations = [migrations.RunSQL(POLICIES, migrations.RunSQL.noop)]

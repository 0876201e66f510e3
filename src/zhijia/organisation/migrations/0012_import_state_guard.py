"""An import is applied or undone with an event, or not at all; its steps before that change no record."""

from django.db import migrations

FORWARD = """
CREATE CONSTRAINT TRIGGER state_leaves_event AFTER UPDATE OF state ON organisation_importbatch DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.state <> NEW.state AND NEW.state IN ('applied', 'undone'))
    EXECUTE FUNCTION trail_state_needs_event('organisation.importbatch');
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0011_calendar_notice"), ("trail", "0008_state_guard")]
    operations = [migrations.RunSQL(FORWARD, "DROP TRIGGER state_leaves_event ON organisation_importbatch;")]

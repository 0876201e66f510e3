"""A plan is published or closed with an event, or not at all."""

from django.db import migrations

FORWARD = """
CREATE CONSTRAINT TRIGGER state_leaves_event AFTER UPDATE OF state ON plans_plandocument DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION trail_state_needs_event('plans.plan');
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_supervision"), ("trail", "0008_state_guard")]
    operations = [migrations.RunSQL(FORWARD, "DROP TRIGGER state_leaves_event ON plans_plandocument;")]

"""When a union moves, the territories that enterprises had in the past move with it, and so do their facts."""

from django.db import migrations

from zhijia.engines.indicators.schema import follow_moves

FORWARD = follow_moves("organising_enterprisestate", key="enterprise_id", family="organising_enterprises")
BACKWARD = "DROP FUNCTION organising_enterprisestate_follow_moves() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("organising", "0002_facts"), ("organisation", "0009_moving")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""An industry among the criteria names its edition: the letters that were kept so far were those of 2017."""

from django.db import migrations

FORWARD = """
UPDATE campaigns_campaign SET criteria = jsonb_set(criteria, '{industries}', (
    SELECT jsonb_agg('2017-' || letter) FROM jsonb_array_elements_text(criteria -> 'industries') letter))
 WHERE jsonb_array_length(criteria -> 'industries') > 0;
"""
BACKWARD = """
UPDATE campaigns_campaign SET criteria = jsonb_set(criteria, '{industries}', (
    SELECT jsonb_agg(right(letter, 1)) FROM jsonb_array_elements_text(criteria -> 'industries') letter))
 WHERE jsonb_array_length(criteria -> 'industries') > 0;
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

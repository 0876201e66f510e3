"""The facts of pairs: which stand on a day (services §K, E01)."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, watch

CONTACTS_PAIRS = """
    SELECT f.indicator, 'n'::text AS part, p.id AS subject_id, p.path, 1::bigint AS value, p.from_on, p.to_on
      FROM contacts_pair p
     CROSS JOIN LATERAL (VALUES
           ('contacts.pairs', true),
           ('contacts.city_pairs', p.level = 'city'),
           ('contacts.county_pairs', p.level = 'county')) AS f (indicator, holds)
     WHERE f.holds AND p.from_on IS NOT NULL AND (p.to_on IS NULL OR p.from_on < p.to_on)"""

FACTS = create_family("contacts_pairs", base_table="contacts_pair", view=CONTACTS_PAIRS) + watch(
    "contacts_from_pair",
    "contacts_pair",
    feeds={"contacts_pairs": "SELECT id FROM changed"},
    columns=["level", "from_on", "to_on", "path"],
)


class Migration(migrations.Migration):
    replaces = [
        ("contacts", "0003_facts"),
    ]

    dependencies = [
        ("contacts", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(FACTS)]

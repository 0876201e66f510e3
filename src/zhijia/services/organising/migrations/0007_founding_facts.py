"""The facts of foundings and elections: unions founded and elections confirmed in a year, foundings that stand still."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, drop_family, unwatch, watch

FOUNDINGS = """
    SELECT 'organising.unions_founded' AS indicator, 'n' AS part, f.id AS subject_id, f.path, 1::bigint AS value,
           f.established_on AS from_on, make_date(extract(year FROM f.established_on)::int + 1, 1, 1) AS to_on
      FROM organising_founding f WHERE f.established_on IS NOT NULL
     UNION ALL
    SELECT 'organising.foundings_stalled', 'n', f.id, f.path, 1::bigint, s.from_on, s.to_on
      FROM organising_founding f JOIN organising_stall s ON s.founding_id = f.id
     WHERE s.to_on IS NULL OR s.to_on > s.from_on
"""
ELECTIONS = """
    SELECT 'organising.elections_held' AS indicator, 'n' AS part, e.id AS subject_id, e.path, 1::bigint AS value,
           e.confirmed_on AS from_on, make_date(extract(year FROM e.confirmed_on)::int + 1, 1, 1) AS to_on
      FROM organising_election e WHERE e.confirmed_on IS NOT NULL AND e.kind IN ('renewal', 'by_election')
"""
FORWARD = (
    create_family("organising_foundings", base_table="organising_founding", view=FOUNDINGS)
    + watch(
        "organising_from_founding",
        "organising_founding",
        feeds={"organising_foundings": "SELECT id FROM changed"},
        columns=["established_on", "path"],
    )
    + watch(
        "organising_from_stall",
        "organising_stall",
        feeds={"organising_foundings": "SELECT founding_id FROM changed"},
        columns=["from_on", "to_on"],
    )
    + create_family("organising_elections", base_table="organising_election", view=ELECTIONS)
    + watch(
        "organising_from_election",
        "organising_election",
        feeds={"organising_elections": "SELECT id FROM changed"},
        columns=["confirmed_on", "path"],
    )
    + "SELECT indicators_rebuild('organising_foundings'); SELECT indicators_rebuild('organising_elections');"
)
BACKWARD = (
    unwatch("organising_from_election")
    + unwatch("organising_from_stall")
    + unwatch("organising_from_founding")
    + drop_family("organising_elections")
    + drop_family("organising_foundings")
)


class Migration(migrations.Migration):
    replaces = [("organising", "0010_founding_facts")]

    dependencies = [("organising", "0006_founding_guards"), ("indicators", "0002_guarding")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

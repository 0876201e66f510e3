"""Who sees targets: the union of the territory and those above it. And the facts of the drive (services §K, A09)."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, drop_family, unwatch, watch
from zhijia.lib.rowsecurity import in_scope, of_visible, protect, unprotect

TAKES_PATH = {
    "organising_organisingtarget": ("case_id", "cases_case"),
    "organising_silence": ("target_id", "organising_organisingtarget"),
    "organising_foundingnotice": ("target_id", "organising_organisingtarget"),
}
# A target stands on the list until it leaves it. One that is gone counts no more among those that were ever listed.
TARGETS = """
    SELECT f.indicator, f.part, t.id AS subject_id, t.path, 1::bigint AS value, f.from_on, f.to_on
      FROM organising_organisingtarget t
     CROSS JOIN LATERAL (VALUES
           ('organising.targets', 'n', t.found_on, t.ended_on),
           ('organising.targets_verified', 'd', t.found_on, t.ended_on),
           ('organising.targets_verified', 'n', t.verified_on, t.ended_on),
           ('organising.targets_explained', 'd', t.found_on, t.ended_on),
           ('organising.targets_explained', 'n', t.explained_on, t.ended_on),
           ('organising.targets_planned', 'd', t.found_on, t.ended_on),
           ('organising.targets_planned', 'n', t.planned_on, t.ended_on),
           ('organising.targets_done', 'd', t.found_on, CASE WHEN t.organised_on IS NULL THEN t.ended_on END),
           ('organising.targets_done', 'n', t.organised_on, NULL::date)) AS f (indicator, part, from_on, to_on)
     WHERE f.from_on IS NOT NULL AND (f.to_on IS NULL OR f.from_on < f.to_on)
     UNION ALL
    SELECT 'organising.targets_stalled', 'n', t.id, t.path, 1::bigint, s.red_from, s.to_on
      FROM organising_silence s JOIN organising_organisingtarget t ON t.id = s.target_id
     WHERE s.to_on IS NULL OR s.red_from < s.to_on
"""
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + protect(
        "organising_organisingtarget",
        in_scope("path"),
        of_visible("cases_case", "organising_organisingtarget.case_id"),
        writable=in_scope("path"),
    )
    + protect("organising_silence", in_scope("path"))
    + protect("organising_foundingnotice", in_scope("path"))
    + create_family("organising_targets", base_table="organising_organisingtarget", view=TARGETS)
    + watch(
        "organising_from_target",
        "organising_organisingtarget",
        feeds={"organising_targets": "SELECT id FROM changed"},
        columns=["found_on", "verified_on", "explained_on", "planned_on", "organised_on", "ended_on", "path"],
    )
    + watch(
        "organising_from_silence",
        "organising_silence",
        feeds={"organising_targets": "SELECT target_id FROM changed"},
        columns=["red_from", "to_on", "target_id"],
    )
    + "SELECT indicators_rebuild('organising_targets');"
)
BACKWARD = (
    unwatch("organising_from_silence")
    + unwatch("organising_from_target")
    + drop_family("organising_targets")
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(map(unprotect, TAKES_PATH))
)


class Migration(migrations.Migration):
    replaces = [("organising", "0005_target_guards")]

    dependencies = [
        ("organising", "0003_counting"),
        ("indicators", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("organisation", "0002_guarding"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Who sees fees and registrations, and the facts of unions that live and of those that are legal persons (services §K, A13)."""

from django.db import migrations

from zhijia.engines.indicators.schema import NOT_KNOWN_SINCE, create_family, drop_family, unwatch, watch
from zhijia.lib.rowsecurity import in_scope, of_visible, protect, unprotect

TAKES_PATH = {
    "organising_feerecord": ("union_id", "organisation_union"),
    "organising_registration": ("case_id", "cases_case"),
    "organising_certificateterm": ("registration_id", "organising_registration"),
    "organising_registrationchange": ("registration_id", "organising_registration"),
}
GRASSROOTS = "u.kind IN ('enterprise', 'joint')"
EXISTS_ON = f"datemultirange(daterange(COALESCE(u.founded_on, {NOT_KNOWN_SINCE}), u.closed_on))"
SEEN = """COALESCE((SELECT range_agg(daterange(s.happened_on, s.counts_until))
                       FROM organisation_lifesign s WHERE s.union_id = u.id), '{}')"""
# A union lives on the days on which some sign of it counts; on the others of its existence it is a shell.
LIFE = f"""
    SELECT f.indicator, f.part, u.id AS subject_id, u.path, 1::bigint AS value, lower(f.days) AS from_on,
           upper(f.days) AS to_on
      FROM organisation_union u
     CROSS JOIN LATERAL (SELECT {EXISTS_ON} AS stands, {SEEN} AS seen) d
     CROSS JOIN LATERAL (
           SELECT 'organising.unions_shell'::text, 'n'::text, unnest(d.stands - d.seen)
            UNION ALL SELECT 'organising.unions_alive', 'n', unnest(d.stands * d.seen)
            UNION ALL SELECT 'organising.unions_alive', 'd', unnest(d.stands)) AS f (indicator, part, days)
     WHERE {GRASSROOTS}
"""
LEGAL = f"""
    SELECT 'organising.legal_persons'::text AS indicator, f.part, u.id AS subject_id, u.path, 1::bigint AS value,
           lower(f.days) AS from_on, upper(f.days) AS to_on
      FROM organisation_union u
     CROSS JOIN LATERAL (SELECT {EXISTS_ON} AS stands) d
     CROSS JOIN LATERAL (
           SELECT 'd'::text, unnest(d.stands)
            UNION ALL
           SELECT 'n', unnest(d.stands * COALESCE((
                  SELECT range_agg(daterange(t.from_on, GREATEST(t.from_on, LEAST(t.to_on + 1, r.ended_on))))
                    FROM organising_certificateterm t JOIN organising_registration r ON r.id = t.registration_id
                   WHERE r.union_id = u.id), '{{}}'))) AS f (part, days)
     WHERE {GRASSROOTS}
"""
OF_UNION = ["kind", "founded_on", "closed_on", "path"]
BOTH = {"organising_life": "SELECT id FROM changed", "organising_legal": "SELECT id FROM changed"}
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + protect("organising_feerecord", in_scope("path"))
    + protect(
        "organising_registration",
        in_scope("path"),
        of_visible("cases_case", "organising_registration.case_id"),
    )
    + protect(
        "organising_certificateterm",
        in_scope("path"),
        of_visible("organising_registration", "organising_certificateterm.registration_id"),
    )
    + protect(
        "organising_registrationchange",
        in_scope("path"),
        of_visible("organising_registration", "organising_registrationchange.registration_id"),
    )
    + create_family("organising_life", base_table="organisation_union", view=LIFE)
    + create_family("organising_legal", base_table="organisation_union", view=LEGAL)
    + watch("organising_life_from_union", "organisation_union", feeds=BOTH, columns=OF_UNION)
    + watch(
        "organising_from_sign",
        "organisation_lifesign",
        feeds={"organising_life": "SELECT union_id FROM changed"},
        columns=["union_id", "happened_on", "counts_until"],
    )
    + watch(
        "organising_from_registration",
        "organising_registration",
        feeds={"organising_legal": "SELECT union_id FROM changed"},
        columns=["union_id", "ended_on"],
    )
    + watch(
        "organising_from_term",
        "organising_certificateterm",
        feeds={
            "organising_legal": "SELECT r.union_id FROM organising_registration r"
            " JOIN changed ON changed.registration_id = r.id"
        },
        columns=["from_on", "to_on", "registration_id"],
    )
    + "SELECT indicators_rebuild('organising_life'); SELECT indicators_rebuild('organising_legal');"
)
BACKWARD = (
    "".join(
        map(
            unwatch,
            (
                "organising_from_term",
                "organising_from_registration",
                "organising_from_sign",
                "organising_life_from_union",
            ),
        )
    )
    + drop_family("organising_legal")
    + drop_family("organising_life")
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(map(unprotect, TAKES_PATH))
)


class Migration(migrations.Migration):
    replaces = [("organising", "0016_standing_guards")]

    dependencies = [
        ("organising", "0009_invitation_guards"),
        ("indicators", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("organisation", "0008_life_sign_guards"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

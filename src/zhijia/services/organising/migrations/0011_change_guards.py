"""Who sees changes, chains and federations, and the facts of stores that are covered (services §K, A11)."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, drop_family, unwatch, watch
from zhijia.lib.rowsecurity import in_scope, is_ancestor, of_visible, protect, unprotect

TAKES_PATH = {
    "organising_unionchange": ("case_id", "cases_case"),
    "organising_memberfate": ("change_id", "organising_unionchange"),
    "organising_chaingroup": ("union_id", "organisation_union"),
    "organising_chainstore": ("territory_id", "organisation_union"),
    "organising_federation": ("union_id", "organisation_union"),
    "organising_federationcoverage": ("federation_id", "organising_federation"),
}
# A store is covered while a union covers its employer, or while its branch stands.
STORES = """
    SELECT 'organising.chain_coverage'::text AS indicator, f.part, s.id AS subject_id, s.path, 1::bigint AS value,
           lower(f.days) AS from_on, upper(f.days) AS to_on
      FROM organising_chainstore s
      LEFT JOIN organisation_union b ON b.id = s.branch_id
     CROSS JOIN LATERAL (SELECT datemultirange(daterange(s.known_on, s.closed_on)) AS stands) d
     CROSS JOIN LATERAL (
           SELECT 'd'::text, unnest(d.stands)
            UNION ALL
           SELECT 'n', unnest(d.stands * (
                  COALESCE((SELECT range_agg(daterange(c.from_on, LEAST(c.to_on, u.closed_on)))
                              FROM organisation_unioncoverage c JOIN organisation_union u ON u.id = c.union_id
                             WHERE c.enterprise_id = s.enterprise_id AND COALESCE(c.from_on < u.closed_on, true)), '{}')
                  + CASE WHEN b.id IS NULL THEN '{}'::datemultirange
                         ELSE datemultirange(daterange(b.founded_on, b.closed_on)) END))) AS f (part, days)
"""
FEED = "organising_chains"
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + protect("organising_unionchange", in_scope("path"), of_visible("cases_case", "organising_unionchange.case_id"))
    + protect("organising_memberfate", in_scope("path"))
    + protect("organising_chaingroup", in_scope("path"), is_ancestor("union_id"), writable=in_scope("path"))
    + protect("organising_chainstore", in_scope("path"))
    + protect("organising_federation", in_scope("path"))
    + protect("organising_federationcoverage", in_scope("path"))
    + create_family(FEED, base_table="organising_chainstore", view=STORES)
    + watch(
        "organising_from_store",
        "organising_chainstore",
        feeds={FEED: "SELECT id FROM changed"},
        columns=["enterprise_id", "branch_id", "known_on", "closed_on", "path"],
    )
    + watch(
        "organising_stores_from_coverage",
        "organisation_unioncoverage",
        feeds={
            FEED: "SELECT s.id FROM organising_chainstore s JOIN changed ON changed.enterprise_id = s.enterprise_id"
        },
        columns=["union_id", "enterprise_id", "from_on", "to_on"],
    )
    + watch(
        "organising_stores_from_union",
        "organisation_union",
        feeds={
            FEED: "SELECT s.id FROM organising_chainstore s JOIN changed ON changed.id = s.branch_id UNION"
            " SELECT s.id FROM organising_chainstore s JOIN organisation_unioncoverage c"
            " ON c.enterprise_id = s.enterprise_id JOIN changed ON changed.id = c.union_id"
        },
        columns=["founded_on", "closed_on"],
    )
    + f"SELECT indicators_rebuild('{FEED}');"
)
BACKWARD = (
    "".join(map(unwatch, ("organising_stores_from_union", "organising_stores_from_coverage", "organising_from_store")))
    + drop_family(FEED)
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(map(unprotect, TAKES_PATH))
)


class Migration(migrations.Migration):
    replaces = [("organising", "0019_change_guards")]

    dependencies = [
        ("organising", "0010_standing_guards"),
        ("indicators", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("organisation", "0008_life_sign_guards"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

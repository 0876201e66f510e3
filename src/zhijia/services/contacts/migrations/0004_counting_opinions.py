"""Who sees a county's quota: the county and the city; and the facts of what unions say of their cadres (services §K, E05).

A cadre's points are a fact from so many answers on as the parameter asks. Answers have no day: they count for their year.
"""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, drop_family, unwatch, watch
from zhijia.lib.rowsecurity import in_scope, protect, unprotect

OPINIONS = """
    SELECT 'contacts.opinion'::text AS indicator, f.part, o.cadre_id AS subject_id, u.path, f.value,
           make_date(p.year, 1, 1) AS from_on, make_date(p.year + 1, 1, 1) AS to_on
      FROM (SELECT programme_id, federation_id, cadre_id, count(*) AS answers, sum(points) AS points
              FROM contacts_opinion GROUP BY programme_id, federation_id, cadre_id) o
      JOIN contacts_pairprogramme p ON p.id = o.programme_id
      JOIN organisation_union u ON u.id = o.federation_id
      JOIN indicators_threshold t ON t.code = 'contacts.opinions' AND t.from_on <= make_date(p.year, 12, 31)
       AND (t.to_on IS NULL OR t.to_on > make_date(p.year, 12, 31))
     CROSS JOIN LATERAL (VALUES ('n', o.points::bigint), ('d', 5 * o.answers)) AS f (part, value)
     WHERE o.answers >= t.value
"""
FAMILY = "contacts_opinions"
WATCHED = {
    "contacts_opinion": ("SELECT cadre_id FROM changed", ["cadre_id", "federation_id", "programme_id", "points"]),
    "organisation_union": (
        "SELECT o.cadre_id FROM contacts_opinion o JOIN changed ON changed.id = o.federation_id",
        ["path"],
    ),
    "indicators_threshold": (
        "SELECT cadre_id FROM contacts_opinion WHERE EXISTS (SELECT FROM changed WHERE code = 'contacts.opinions')",
        ["code", "value", "from_on", "to_on"],
    ),
}
FORWARD = (
    "CREATE TRIGGER place BEFORE INSERT OR UPDATE ON contacts_quota"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('federation_id', 'organisation_union');\n"
    + protect("contacts_quota", in_scope("path"))
    + create_family(FAMILY, base_table="organisation_post", view=OPINIONS)
    + "".join(
        watch(f"contacts_opinions_from_{table}", table, feeds={FAMILY: subjects}, columns=columns)
        for table, (subjects, columns) in WATCHED.items()
    )
    + f"SELECT indicators_rebuild('{FAMILY}');"
)
BACKWARD = (
    "".join(unwatch(f"contacts_opinions_from_{table}") for table in WATCHED)
    + drop_family(FAMILY)
    + "DROP TRIGGER place ON contacts_quota;"
    + unprotect("contacts_quota")
)


class Migration(migrations.Migration):
    replaces = [("contacts", "0005_counting_opinions")]

    dependencies = [("contacts", "0003_counting"), ("indicators", "0002_guarding"), ("organisation", "0004_joining")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

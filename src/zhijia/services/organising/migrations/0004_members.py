"""The facts of members: for each union, branch and group how many it had from day to day, and of how many workers.

A fact stands for a union and not for a person: five million people would be twenty million rows, and a sheet of a
million would write each of them. The list behind a number is of unions with their parts; the register is behind those.
"""

from django.db import migrations

from zhijia.engines.indicators.schema import NOT_KNOWN_SINCE, create_family, drop_family, unwatch, watch

UNION_LIFE = f"daterange(COALESCE(o.founded_on, {NOT_KNOWN_SINCE}), o.closed_on)"
GRASSROOTS = "('enterprise', 'joint')"

# Who counts where: a member of a group at the group, any other at her union.
SPANS = f"""
    SELECT i.indicator, 'n' AS part, m.from_on, m.to_on, 1::bigint AS amount
      FROM organisation_membership m
      JOIN organisation_person p ON p.id = m.person_id
      JOIN organisation_union o ON o.id = m.union_id
     CROSS JOIN LATERAL (VALUES
           (CASE m.standing WHEN 'active' THEN 'organising.members' ELSE 'organising.members_retained' END),
           (CASE WHEN m.standing = 'active' AND p.sex = '2' THEN 'organising.members_women' END),
           (CASE WHEN m.standing = 'active' AND p.is_migrant THEN 'organising.members_migrant' END),
           (CASE WHEN m.standing = 'active' AND p.is_dispatched THEN 'organising.members_dispatched' END),
           (CASE WHEN m.standing = 'active' AND p.is_new_form THEN 'organising.members_new_form' END),
           (CASE WHEN m.standing = 'active' AND o.kind IN {GRASSROOTS} THEN 'organising.density' END),
           (CASE WHEN m.standing = 'active' THEN 'organising.density_everywhere' END)) AS i (indicator)
     WHERE ((m.union_id = u.id AND m.group_id IS NULL) OR m.group_id = u.id) AND i.indicator IS NOT NULL
"""

# The workers of an enterprise count at the oldest of the unions that cover it on the day, so once.
UNIONISED = f"""
    SELECT 'organising.density', 'd', lower(days), upper(days), h.headcount::bigint
      FROM organisation_unioncoverage c
      JOIN organising_enterprisestate h ON h.enterprise_id = c.enterprise_id AND h.headcount > 0
      JOIN organisation_enterprise e ON e.id = c.enterprise_id
      JOIN organisation_union o ON o.id = c.union_id
     CROSS JOIN LATERAL (
           SELECT range_agg(daterange(b.from_on, b.to_on) * daterange(COALESCE(v.founded_on, {NOT_KNOWN_SINCE}), v.closed_on)) AS taken
             FROM organisation_unioncoverage b JOIN organisation_union v ON v.id = b.union_id
            WHERE b.enterprise_id = c.enterprise_id AND b.union_id < c.union_id) other
     CROSS JOIN LATERAL unnest(
           datemultirange(daterange(c.from_on, c.to_on) * daterange(h.from_on, h.to_on) * {UNION_LIFE}
                          * daterange(COALESCE(e.founded_on, {NOT_KNOWN_SINCE}), e.closed_on))
           - COALESCE(other.taken, '{{}}')) AS days
     WHERE c.union_id = u.id
"""

# All workers count at the territory where their enterprise was on the day.
EVERYWHERE = f"""
    SELECT 'organising.density_everywhere', 'd', lower(days), upper(days), h.headcount::bigint
      FROM organising_enterprisestate h
      JOIN organisation_enterprise e ON e.id = h.enterprise_id
     CROSS JOIN LATERAL (
           SELECT daterange(h.from_on, h.to_on) * daterange(COALESCE(e.founded_on, {NOT_KNOWN_SINCE}), e.closed_on) AS days) d
     WHERE h.path = u.path AND h.headcount > 0 AND NOT isempty(d.days)
"""

# Days on which something changes, summed up from the first one on.
MEMBERS = f"""
    SELECT x.indicator, x.part, u.id AS subject_id, u.path, x.value, x.from_on, x.to_on
      FROM organisation_union u
     CROSS JOIN LATERAL (
           SELECT t.indicator, t.part, t.value::bigint AS value, t.day AS from_on,
                  lead(t.day) OVER (PARTITION BY t.indicator, t.part ORDER BY t.day) AS to_on
             FROM (SELECT d.indicator, d.part, d.day,
                          sum(d.change) OVER (PARTITION BY d.indicator, d.part ORDER BY d.day) AS value
                     FROM (SELECT s.indicator, s.part, e.day, sum(e.change) AS change
                             FROM ({SPANS} UNION ALL {UNIONISED} UNION ALL {EVERYWHERE}) s
                            CROSS JOIN LATERAL (VALUES (s.from_on, s.amount), (s.to_on, -s.amount)) AS e (day, change)
                            WHERE e.day IS NOT NULL
                            GROUP BY s.indicator, s.part, e.day HAVING sum(e.change) <> 0) d) t) x
     WHERE x.value > 0
"""

COVERING = "SELECT c.union_id FROM organisation_unioncoverage c JOIN changed ON changed.{key} = c.enterprise_id"
SISTERS = (
    "SELECT s.union_id FROM organisation_unioncoverage c JOIN changed ON changed.id = c.union_id"
    " JOIN organisation_unioncoverage s ON s.enterprise_id = c.enterprise_id"
)
GROUPS = "SELECT m.group_id FROM organisation_membership m JOIN changed ON changed.id = m.union_id WHERE m.group_id IS NOT NULL"
STANDS = "COALESCE({alias}.group_id, {alias}.union_id)"

WATCHED = {
    "organisation_membership": (
        f"SELECT {STANDS.format(alias='changed')} FROM changed",
        ["union_id", "group_id", "standing", "from_on", "to_on", "person_id"],
    ),
    "organisation_person": (
        f"SELECT {STANDS.format(alias='m')} FROM organisation_membership m JOIN changed ON changed.id = m.person_id",
        ["sex", "is_migrant", "is_dispatched", "is_new_form"],
    ),
    "organisation_unioncoverage": (
        f"SELECT union_id FROM changed UNION {COVERING.format(key='enterprise_id')}",
        ["union_id", "enterprise_id", "from_on", "to_on"],
    ),
    "organisation_enterprise": (
        f"SELECT territory_id FROM changed UNION {COVERING.format(key='id')}",
        ["headcount", "founded_on", "closed_on", "path"],
    ),
    "organisation_union": (
        f"SELECT id FROM changed UNION {SISTERS} UNION {GROUPS}",
        ["kind", "founded_on", "closed_on", "path"],
    ),
}
FAMILY = "organising_members"

# A moved union brings the states of its enterprises after it; the territories at both ends count them anew.
FOLLOW = f"""
CREATE INDEX organising_enterprisestate_path ON organising_enterprisestate (path);
CREATE FUNCTION organising_members_follow_moves() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE touched bigint[];
BEGIN
    SELECT array_agg(DISTINCT u.id) INTO touched
      FROM (SELECT b.path FROM before b JOIN after a USING (id) WHERE b.path <> a.path
            UNION SELECT a.path FROM before b JOIN after a USING (id) WHERE b.path <> a.path) places
      JOIN organisation_union u ON u.path = places.path;
    IF touched IS NOT NULL THEN
        PERFORM {FAMILY}_refresh(touched);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER members_follow_moves AFTER UPDATE ON organising_enterprisestate
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION organising_members_follow_moves();
"""

FORWARD = (
    create_family(FAMILY, base_table="organisation_union", view=MEMBERS)
    + "".join(
        watch(f"organising_members_from_{table}", table, feeds={FAMILY: subjects}, columns=columns)
        for table, (subjects, columns) in WATCHED.items()
    )
    + FOLLOW
    + f"SELECT indicators_rebuild('{FAMILY}');"
)
BACKWARD = (
    "DROP FUNCTION organising_members_follow_moves() CASCADE; DROP INDEX organising_enterprisestate_path;"
    + "".join(unwatch(f"organising_members_from_{table}") for table in WATCHED)
    + drop_family(FAMILY)
)


class Migration(migrations.Migration):
    dependencies = [("organising", "0003_moves"), ("organisation", "0023_membership_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""The numbers of members, counted in one pass: a roster touches hundreds of unions with every piece.

As before: a member of a group counts at the group, any other at her union; the workers of an enterprise count at the oldest
of the unions that cover it on the day, so once; all workers count at the territory where their enterprise was on the day.
"""

from django.db import migrations

from zhijia.engines.indicators.schema import replace_view

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
# Days on which something changes, summed up from the first one on.
MEMBERS = """
    SELECT x.indicator, x.part, u.id AS subject_id, u.path, x.value, x.from_on, x.to_on
      FROM organisation_union u
     CROSS JOIN LATERAL (
           SELECT t.indicator, t.part, t.value::bigint AS value, t.day AS from_on,
                  lead(t.day) OVER (PARTITION BY t.indicator, t.part ORDER BY t.day) AS to_on
             FROM (SELECT d.indicator, d.part, d.day,
                          sum(d.change) OVER (PARTITION BY d.indicator, d.part ORDER BY d.day) AS value
                     FROM (SELECT s.indicator, s.part, s.day, sum(s.change) AS change
                             FROM (
    SELECT i.indicator, 'n' AS part, c.day, i.change
      FROM (SELECT e.day,
                   sum(e.n) FILTER (WHERE m.standing = 'active') AS active,
                   sum(e.n) FILTER (WHERE m.standing <> 'active') AS retained,
                   sum(e.n) FILTER (WHERE m.standing = 'active' AND p.sex = '2') AS women,
                   sum(e.n) FILTER (WHERE m.standing = 'active' AND p.is_migrant) AS migrant,
                   sum(e.n) FILTER (WHERE m.standing = 'active' AND p.is_dispatched) AS dispatched,
                   sum(e.n) FILTER (WHERE m.standing = 'active' AND p.is_new_form) AS new_form,
                   sum(e.n) FILTER (WHERE m.standing = 'active' AND m.kind IN ('enterprise', 'joint')) AS dense
              FROM (SELECT a.person_id, a.standing, a.from_on, a.to_on, u.kind
                      FROM organisation_membership a WHERE a.union_id = u.id AND a.group_id IS NULL
                 UNION ALL
                    SELECT b.person_id, b.standing, b.from_on, b.to_on, o.kind
                      FROM organisation_membership b JOIN organisation_union o ON o.id = b.union_id
                     WHERE b.group_id = u.id) m
              JOIN organisation_person p ON p.id = m.person_id
             CROSS JOIN LATERAL (VALUES (m.from_on, 1), (m.to_on, -1)) AS e (day, n)
             WHERE e.day IS NOT NULL
             GROUP BY e.day) c
     CROSS JOIN LATERAL (VALUES
           ('organising.members', c.active), ('organising.members_retained', c.retained),
           ('organising.members_women', c.women), ('organising.members_migrant', c.migrant),
           ('organising.members_dispatched', c.dispatched), ('organising.members_new_form', c.new_form),
           ('organising.density', c.dense), ('organising.density_everywhere', c.active)) AS i (indicator, change)
     WHERE i.change <> 0
 UNION ALL
    SELECT w.indicator, 'd', e.day, e.change
      FROM (
    SELECT 'organising.density' AS indicator, lower(days) AS from_on, upper(days) AS to_on, h.headcount::bigint AS amount
      FROM organisation_unioncoverage c
      JOIN organising_enterprisestate h ON h.enterprise_id = c.enterprise_id AND h.headcount > 0
      JOIN organisation_enterprise e ON e.id = c.enterprise_id
      JOIN organisation_union o ON o.id = c.union_id
     CROSS JOIN LATERAL (
           SELECT range_agg(daterange(b.from_on, b.to_on) * daterange(COALESCE(v.founded_on, DATE '0001-01-01'), v.closed_on)) AS taken
             FROM organisation_unioncoverage b JOIN organisation_union v ON v.id = b.union_id
            WHERE b.enterprise_id = c.enterprise_id AND b.union_id < c.union_id) other
     CROSS JOIN LATERAL unnest(
           datemultirange(daterange(c.from_on, c.to_on) * daterange(h.from_on, h.to_on) * daterange(COALESCE(o.founded_on, DATE '0001-01-01'), o.closed_on)
                          * daterange(COALESCE(e.founded_on, DATE '0001-01-01'), e.closed_on))
           - COALESCE(other.taken, '{}')) AS days
     WHERE c.union_id = u.id
 UNION ALL
    SELECT 'organising.density_everywhere', lower(d.days), upper(d.days), h.headcount::bigint
      FROM organising_enterprisestate h
      JOIN organisation_enterprise e ON e.id = h.enterprise_id
     CROSS JOIN LATERAL (
           SELECT daterange(h.from_on, h.to_on) * daterange(COALESCE(e.founded_on, DATE '0001-01-01'), e.closed_on) AS days) d
     WHERE h.path = u.path AND h.headcount > 0 AND NOT isempty(d.days)
           ) w
     CROSS JOIN LATERAL (VALUES (w.from_on, w.amount), (w.to_on, -w.amount)) AS e (day, change)
     WHERE e.day IS NOT NULL
                                  ) s
                            GROUP BY s.indicator, s.part, s.day HAVING sum(s.change) <> 0) d) t) x
     WHERE x.value > 0"""
# Whoever comes in by a roster leaves its stage; the triggers of her membership may have rested
# (`organisation_roster_enter`).
ENTERED = f"""
CREATE FUNCTION organising_members_from_stage() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE touched bigint[];
BEGIN
    SELECT array_agg(DISTINCT coalesce(b.group_id, b.union_id)) INTO touched FROM before b WHERE b.is_new;
    IF touched IS NOT NULL THEN
        PERFORM organising_members_refresh(touched);
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION organising_members_from_stage() FROM PUBLIC;
CREATE TRIGGER watch_organising_members AFTER DELETE ON organisation_rosterstage REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION organising_members_from_stage();
"""


class Migration(migrations.Migration):
    replaces = [("organising", "0020_members_in_one_pass")]

    dependencies = [("organising", "0011_change_guards"), ("organisation", "0010_roster_speed")]
    operations = [migrations.RunSQL(replace_view("organising_members", MEMBERS) + ENTERED)]

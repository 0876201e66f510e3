"""The numbers of members read the unions that a piece of a roster names and no other; what goes from them goes first.

Joined to the rows of the piece, all unions of a city were read for each. A fact that is written while the one that it replaces
is still there has its key proven once more.
"""

from django.db import migrations

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan"
SAME = " AND ".join(
    f"f.{column} = s.{column}" for column in ("indicator", "subject_id", "path", "value", "from_on")
) + " AND f.to_on IS NOT DISTINCT FROM s.to_on"
NAMED = f"""
CREATE OR REPLACE FUNCTION organising_members_from_stage() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE touched bigint[]; unions bigint[];
BEGIN
    SELECT array_agg(DISTINCT coalesce(b.group_id, b.union_id)), array_agg(DISTINCT b.union_id) INTO touched, unions
      FROM before b WHERE b.is_new OR b.is_gone;
    IF touched IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM organisation_union WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;
    WITH stored AS MATERIALIZED (
        SELECT * FROM indicators_fact
         WHERE family = 'organising_members' AND part = 'n' AND subject_id = ANY (touched)
    ), came AS (
        SELECT coalesce(b.group_id, b.union_id) AS subject_id, b.from_on AS day, sum(c.n) AS members,
               sum(c.n) FILTER (WHERE b.sex = '2') AS women, sum(c.n) FILTER (WHERE b.is_migrant) AS migrant,
               sum(c.n) FILTER (WHERE b.is_dispatched) AS dispatched, sum(c.n) FILTER (WHERE b.is_new_form) AS new_form,
               sum(c.n) FILTER (WHERE o.kind IN ('enterprise', 'joint')) AS dense
          FROM before b JOIN (SELECT id, kind FROM organisation_union WHERE id = ANY (unions)) o ON o.id = b.union_id
         CROSS JOIN LATERAL (SELECT CASE WHEN b.is_gone THEN -1 ELSE 1 END AS n) c
         WHERE b.is_new OR b.is_gone GROUP BY 1, 2
    ), changed AS (
        SELECT s.indicator, s.subject_id, e.day, e.change
          FROM stored s CROSS JOIN LATERAL (VALUES (s.from_on, s.value), (s.to_on, -s.value)) AS e (day, change)
         WHERE e.day IS NOT NULL
     UNION ALL
        SELECT i.indicator, c.subject_id, c.day, i.change
          FROM came c CROSS JOIN LATERAL (VALUES
               ('organising.members', c.members), ('organising.members_women', c.women),
               ('organising.members_migrant', c.migrant), ('organising.members_dispatched', c.dispatched),
               ('organising.members_new_form', c.new_form), ('organising.density', c.dense),
               ('organising.density_everywhere', c.members)) AS i (indicator, change)
         WHERE i.change <> 0
    ), summed AS (
        SELECT d.indicator, d.subject_id, d.day, sum(d.change) AS change
          FROM changed d GROUP BY 1, 2, 3 HAVING sum(d.change) <> 0
    ), fresh AS MATERIALIZED (
        SELECT v.indicator, v.subject_id, u.path, v.value::bigint, v.day AS from_on,
               lead(v.day) OVER (PARTITION BY v.subject_id, v.indicator ORDER BY v.day) AS to_on
          FROM (SELECT d.indicator, d.subject_id, d.day,
                       sum(d.change) OVER (PARTITION BY d.subject_id, d.indicator ORDER BY d.day) AS value
                  FROM summed d) v
          JOIN (SELECT id, path FROM organisation_union WHERE id = ANY (touched)) u ON u.id = v.subject_id
    ), gone AS (
        DELETE FROM indicators_fact WHERE id = ANY (ARRAY(
            SELECT s.id FROM stored s WHERE NOT EXISTS (SELECT FROM fresh f WHERE {SAME} AND f.value > 0)))
        RETURNING 1
    )
    INSERT INTO indicators_fact (family, indicator, part, subject_id, path, value, from_on, to_on)
    SELECT 'organising_members', f.indicator, 'n', f.subject_id, f.path, f.value, f.from_on, f.to_on FROM fresh f
     WHERE (SELECT count(*) FROM gone) >= 0 AND f.value > 0 AND NOT EXISTS (SELECT FROM stored s WHERE {SAME})
     ORDER BY f.subject_id, f.indicator, f.from_on;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("organising", "0018_assessment_guards"), ("organisation", "0019_roster_memory")]
    operations = [migrations.RunSQL(NAMED)]

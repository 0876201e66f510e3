"""Since when something that the register keeps without a date has been so (schema.keep_history)."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, follow_moves, keep_history, watch
from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE

STATES = (
    keep_history(
        "organising_enterprisestate",
        source="organisation_enterprise",
        key="enterprise_id",
        columns={"headcount": "integer", "path": """varchar(80) COLLATE "C" NOT NULL"""},
        learned=["headcount"],
    )
    + keep_history(
        "organising_termstate",
        source="organisation_union",
        key="union_id",
        columns={"term_to": "date NOT NULL"},
        where="a.term_to IS NOT NULL",
    )
    + f"""
-- Before the day on which a post came into the register nobody can say that it was vacant.
CREATE TABLE organising_postentry (post_id bigint PRIMARY KEY, entered_on date NOT NULL);
REVOKE ALL ON organising_postentry FROM {APP_ROLE}, {BATCH_ROLE};
CREATE FUNCTION organising_postentry_note_insert() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO organising_postentry (post_id, entered_on) SELECT id, indicators_today() FROM after;
    RETURN NULL;
END $$;
CREATE FUNCTION organising_postentry_note_delete() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM organising_postentry WHERE post_id IN (SELECT id FROM before);
    RETURN NULL;
END $$;
CREATE TRIGGER note_insert AFTER INSERT ON organisation_post REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION organising_postentry_note_insert();
CREATE TRIGGER note_delete AFTER DELETE ON organisation_post REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION organising_postentry_note_delete();
"""
)

# The facts of unions, enterprises and posts.
ORGANISING_UNIONS = """
    SELECT f.indicator, 'n' AS part, u.id AS subject_id, u.path, 1::bigint AS value, lower(days) AS from_on, upper(days) AS to_on
      FROM organisation_union u
     CROSS JOIN LATERAL (
           SELECT range_agg(daterange(GREATEST(s.from_on, s.term_to), s.to_on))
                      FILTER (WHERE s.to_on IS NULL OR s.to_on > GREATEST(s.from_on, s.term_to)) AS expired
             FROM organising_termstate s WHERE s.union_id = u.id) t
     CROSS JOIN LATERAL (VALUES
           ('organising.unions.' || u.kind, datemultirange(daterange(COALESCE(u.founded_on, DATE '0001-01-01'), u.closed_on))),
           (CASE WHEN u.kind IN ('enterprise', 'joint') THEN 'organising.grassroots_unions' END,
            datemultirange(daterange(COALESCE(u.founded_on, DATE '0001-01-01'), u.closed_on))),
           ('organising.terms_expired', t.expired * datemultirange(daterange(COALESCE(u.founded_on, DATE '0001-01-01'), u.closed_on)))) AS f (indicator, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS days
     WHERE f.indicator IS NOT NULL"""

# An enterprise counts where it was on the day; it is large on days when its headcount reached the law's number of the
# day.
ORGANISING_ENTERPRISES = """
    SELECT f.indicator, f.part, e.id AS subject_id, s.path, 1::bigint AS value, lower(days) AS from_on, upper(days) AS to_on
      FROM organisation_enterprise e
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(daterange(c.from_on, c.to_on) * daterange(COALESCE(u.founded_on, DATE '0001-01-01'), u.closed_on)), '{}') AS covered
             FROM organisation_unioncoverage c JOIN organisation_union u ON u.id = c.union_id
            WHERE c.enterprise_id = e.id) c
     CROSS JOIN LATERAL (
           SELECT h.path, range_agg(daterange(h.from_on, h.to_on))
                          * datemultirange(daterange(COALESCE(e.founded_on, DATE '0001-01-01'), e.closed_on)) AS life,
                  COALESCE(range_agg(daterange(h.from_on, h.to_on) * daterange(t.from_on, t.to_on))
                               FILTER (WHERE h.headcount >= t.value), '{}') AS large
             FROM organising_enterprisestate h
             LEFT JOIN indicators_threshold t ON t.code = 'organising.large_enterprise'
            WHERE h.enterprise_id = e.id GROUP BY h.path) s
     CROSS JOIN LATERAL (VALUES
           ('organising.enterprises', 'n', s.life),
           ('organising.enterprises_with_union', 'n', s.life * c.covered),
           ('organising.coverage', 'n', s.life * s.large * c.covered),
           ('organising.coverage', 'd', s.life * s.large)) AS f (indicator, part, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS days"""

# A post is vacant on the days of its life on which nobody holds it; a deputy stands in, he does not hold it.
ORGANISING_POSTS = """
    SELECT 'organising.posts_vacant' AS indicator, 'n' AS part, p.id AS subject_id, p.path, 1::bigint AS value,
           lower(days) AS from_on, upper(days) AS to_on
      FROM organisation_post p
      JOIN organisation_union u ON u.id = p.union_id
      JOIN organising_postentry n ON n.post_id = p.id
     CROSS JOIN LATERAL (
           SELECT min(h.from_on) AS first_on, COALESCE(range_agg(daterange(h.from_on, h.to_on)), '{}') AS held
             FROM organisation_postholding h WHERE h.post_id = p.id AND h.kind = 'holder') h
     CROSS JOIN LATERAL (SELECT LEAST(n.entered_on, h.first_on) AS first_on, LEAST(p.closed_on, u.closed_on) AS last_on) l
     CROSS JOIN LATERAL unnest(
           CASE WHEN l.last_on IS NULL OR l.first_on < l.last_on
                THEN datemultirange(daterange(l.first_on, l.last_on)) - h.held END) AS days"""

FACTS = (
    create_family("organising_unions", base_table="organisation_union", view=ORGANISING_UNIONS)
    + create_family("organising_enterprises", base_table="organisation_enterprise", view=ORGANISING_ENTERPRISES)
    + create_family("organising_posts", base_table="organisation_post", view=ORGANISING_POSTS)
    + watch(
        "organising_from_organisation_union",
        "organisation_union",
        feeds={
            "organising_unions": "SELECT id FROM changed",
            "organising_enterprises": "SELECT c.enterprise_id FROM organisation_unioncoverage c JOIN changed ON changed.id = c.union_id",
            "organising_posts": "SELECT p.id FROM organisation_post p JOIN changed ON changed.id = p.union_id",
        },
        columns=["kind", "founded_on", "closed_on", "term_to", "path"],
    )
    + watch(
        "organising_from_organisation_enterprise",
        "organisation_enterprise",
        feeds={"organising_enterprises": "SELECT id FROM changed"},
        columns=["headcount", "founded_on", "closed_on", "path"],
    )
    + watch(
        "organising_from_organisation_unioncoverage",
        "organisation_unioncoverage",
        feeds={"organising_enterprises": "SELECT enterprise_id FROM changed"},
        columns=["union_id", "enterprise_id", "from_on", "to_on"],
    )
    + watch(
        "organising_from_organisation_post",
        "organisation_post",
        feeds={"organising_posts": "SELECT id FROM changed"},
        columns=["union_id", "closed_on", "path"],
    )
    + watch(
        "organising_from_organisation_postholding",
        "organisation_postholding",
        feeds={"organising_posts": "SELECT post_id FROM changed"},
        columns=["post_id", "kind", "from_on", "to_on"],
    )
    + watch(
        "organising_from_indicators_threshold",
        "indicators_threshold",
        feeds={
            "organising_enterprises": "SELECT e.id FROM organisation_enterprise e WHERE EXISTS (SELECT FROM changed)"
        },
        columns=["code", "value", "from_on", "to_on"],
    )
)

# When a union moves, the territories that enterprises had in the past move with it, and so do their facts.
MOVES = follow_moves("organising_enterprisestate", key="enterprise_id", family="organising_enterprises")

# The facts of members: for each union, branch and group how many it had from day to day, and of how many workers.
# A fact stands for a union and not for a person: five million people would be twenty million rows, and a sheet of a
# million would write each of them. The list behind a number is of unions with their parts; the register is behind
# those.
# Who counts where: a member of a group at the group, any other at her union.
# The workers of an enterprise count at the oldest of the unions that cover it on the day, so once.
# All workers count at the territory where their enterprise was on the day.
# Days on which something changes, summed up from the first one on.
ORGANISING_MEMBERS = """
    SELECT x.indicator, x.part, u.id AS subject_id, u.path, x.value, x.from_on, x.to_on
      FROM organisation_union u
     CROSS JOIN LATERAL (
           SELECT t.indicator, t.part, t.value::bigint AS value, t.day AS from_on,
                  lead(t.day) OVER (PARTITION BY t.indicator, t.part ORDER BY t.day) AS to_on
             FROM (SELECT d.indicator, d.part, d.day,
                          sum(d.change) OVER (PARTITION BY d.indicator, d.part ORDER BY d.day) AS value
                     FROM (SELECT s.indicator, s.part, e.day, sum(e.change) AS change
                             FROM (
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
           (CASE WHEN m.standing = 'active' AND o.kind IN ('enterprise', 'joint') THEN 'organising.density' END),
           (CASE WHEN m.standing = 'active' THEN 'organising.density_everywhere' END)) AS i (indicator)
     WHERE ((m.union_id = u.id AND m.group_id IS NULL) OR m.group_id = u.id) AND i.indicator IS NOT NULL
 UNION ALL 
    SELECT 'organising.density', 'd', lower(days), upper(days), h.headcount::bigint
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
    SELECT 'organising.density_everywhere', 'd', lower(days), upper(days), h.headcount::bigint
      FROM organising_enterprisestate h
      JOIN organisation_enterprise e ON e.id = h.enterprise_id
     CROSS JOIN LATERAL (
           SELECT daterange(h.from_on, h.to_on) * daterange(COALESCE(e.founded_on, DATE '0001-01-01'), e.closed_on) AS days) d
     WHERE h.path = u.path AND h.headcount > 0 AND NOT isempty(d.days)
) s
                            CROSS JOIN LATERAL (VALUES (s.from_on, s.amount), (s.to_on, -s.amount)) AS e (day, change)
                            WHERE e.day IS NOT NULL
                            GROUP BY s.indicator, s.part, e.day HAVING sum(e.change) <> 0) d) t) x
     WHERE x.value > 0"""

MEMBERS = (
    create_family("organising_members", base_table="organisation_union", view=ORGANISING_MEMBERS)
    + watch(
        "organising_members_from_organisation_membership",
        "organisation_membership",
        feeds={"organising_members": "SELECT COALESCE(changed.group_id, changed.union_id) FROM changed"},
        columns=["union_id", "group_id", "standing", "from_on", "to_on", "person_id"],
    )
    + watch(
        "organising_members_from_organisation_person",
        "organisation_person",
        feeds={
            "organising_members": "SELECT COALESCE(m.group_id, m.union_id) FROM organisation_membership m JOIN changed ON changed.id = m.person_id"
        },
        columns=["sex", "is_migrant", "is_dispatched", "is_new_form"],
    )
    + watch(
        "organising_members_from_organisation_unioncoverage",
        "organisation_unioncoverage",
        feeds={
            "organising_members": "SELECT union_id FROM changed UNION SELECT c.union_id FROM organisation_unioncoverage c JOIN changed ON changed.enterprise_id = c.enterprise_id"
        },
        columns=["union_id", "enterprise_id", "from_on", "to_on"],
    )
    + watch(
        "organising_members_from_organisation_enterprise",
        "organisation_enterprise",
        feeds={
            "organising_members": "SELECT territory_id FROM changed UNION SELECT c.union_id FROM organisation_unioncoverage c JOIN changed ON changed.id = c.enterprise_id"
        },
        columns=["headcount", "founded_on", "closed_on", "path"],
    )
    + watch(
        "organising_members_from_organisation_union",
        "organisation_union",
        feeds={
            "organising_members": "SELECT id FROM changed UNION SELECT s.union_id FROM organisation_unioncoverage c JOIN changed ON changed.id = c.union_id JOIN organisation_unioncoverage s ON s.enterprise_id = c.enterprise_id UNION SELECT m.group_id FROM organisation_membership m JOIN changed ON changed.id = m.union_id WHERE m.group_id IS NOT NULL"
        },
        columns=["kind", "founded_on", "closed_on", "path"],
    )
    + """
-- A moved union brings the states of its enterprises after it; the territories at both ends count them anew.
CREATE INDEX organising_enterprisestate_path ON organising_enterprisestate (path);
CREATE FUNCTION organising_members_follow_moves() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE touched bigint[];
BEGIN
    SELECT array_agg(DISTINCT u.id) INTO touched
      FROM (SELECT b.path FROM before b FULL JOIN after a USING (id) WHERE b.path IS DISTINCT FROM a.path
            UNION SELECT a.path FROM before b FULL JOIN after a USING (id) WHERE b.path IS DISTINCT FROM a.path) places
      JOIN organisation_union u ON u.path = places.path;
    IF touched IS NOT NULL THEN
        PERFORM organising_members_refresh(touched);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER members_follow_moves AFTER UPDATE ON organising_enterprisestate
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION organising_members_follow_moves();
"""
)


class Migration(migrations.Migration):
    replaces = [
        ("organising", "0001_states"),
        ("organising", "0002_facts"),
        ("organising", "0003_moves"),
        ("organising", "0004_members"),
    ]

    dependencies = [
        ("organising", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(STATES + FACTS + MOVES + MEMBERS)]

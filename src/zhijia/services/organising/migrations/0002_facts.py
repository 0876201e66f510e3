"""The facts of unions, enterprises and posts."""

from django.db import migrations

from zhijia.engines.indicators.schema import (
    NOT_KNOWN_SINCE,
    create_family,
    drop_family,
    unwatch,
    watch,
)

UNION_LIFE = f"daterange(COALESCE(u.founded_on, {NOT_KNOWN_SINCE}), u.closed_on)"

UNIONS = f"""
    SELECT f.indicator, 'n' AS part, u.id AS subject_id, u.path, 1::bigint AS value, lower(days) AS from_on, upper(days) AS to_on
      FROM organisation_union u
     CROSS JOIN LATERAL (
           SELECT range_agg(daterange(GREATEST(s.from_on, s.term_to), s.to_on))
                      FILTER (WHERE s.to_on IS NULL OR s.to_on > GREATEST(s.from_on, s.term_to)) AS expired
             FROM organising_termstate s WHERE s.union_id = u.id) t
     CROSS JOIN LATERAL (VALUES
           ('organising.unions.' || u.kind, datemultirange({UNION_LIFE})),
           (CASE WHEN u.kind IN ('enterprise', 'joint') THEN 'organising.grassroots_unions' END,
            datemultirange({UNION_LIFE})),
           ('organising.terms_expired', t.expired * datemultirange({UNION_LIFE}))) AS f (indicator, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS days
     WHERE f.indicator IS NOT NULL
"""

# An enterprise counts where it was on the day; it is large on days when its headcount reached the law's number of the day.
ENTERPRISES = f"""
    SELECT f.indicator, f.part, e.id AS subject_id, s.path, 1::bigint AS value, lower(days) AS from_on, upper(days) AS to_on
      FROM organisation_enterprise e
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(daterange(c.from_on, c.to_on) * {UNION_LIFE}), '{{}}') AS covered
             FROM organisation_unioncoverage c JOIN organisation_union u ON u.id = c.union_id
            WHERE c.enterprise_id = e.id) c
     CROSS JOIN LATERAL (
           SELECT h.path, range_agg(daterange(h.from_on, h.to_on))
                          * datemultirange(daterange(COALESCE(e.founded_on, {NOT_KNOWN_SINCE}), e.closed_on)) AS life,
                  COALESCE(range_agg(daterange(h.from_on, h.to_on) * daterange(t.from_on, t.to_on))
                               FILTER (WHERE h.headcount >= t.value), '{{}}') AS large
             FROM organising_enterprisestate h
             LEFT JOIN indicators_threshold t ON t.code = 'organising.large_enterprise'
            WHERE h.enterprise_id = e.id GROUP BY h.path) s
     CROSS JOIN LATERAL (VALUES
           ('organising.enterprises', 'n', s.life),
           ('organising.enterprises_with_union', 'n', s.life * c.covered),
           ('organising.coverage', 'n', s.life * s.large * c.covered),
           ('organising.coverage', 'd', s.life * s.large)) AS f (indicator, part, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS days
"""

# A post is vacant on the days of its life on which nobody holds it; a deputy stands in, he does not hold it.
POSTS = """
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
                THEN datemultirange(daterange(l.first_on, l.last_on)) - h.held END) AS days
"""

EVERY_ENTERPRISE = "SELECT e.id FROM organisation_enterprise e WHERE EXISTS (SELECT FROM changed)"
COVERED_BY = "SELECT c.enterprise_id FROM organisation_unioncoverage c JOIN changed ON changed.id = c.union_id"
POSTS_OF = "SELECT p.id FROM organisation_post p JOIN changed ON changed.id = p.union_id"
OWN = "SELECT id FROM changed"

WATCHED = {
    "organisation_union": (
        {"organising_unions": OWN, "organising_enterprises": COVERED_BY, "organising_posts": POSTS_OF},
        ["kind", "founded_on", "closed_on", "term_to", "path"],
    ),
    "organisation_enterprise": ({"organising_enterprises": OWN}, ["headcount", "founded_on", "closed_on", "path"]),
    "organisation_unioncoverage": (
        {"organising_enterprises": "SELECT enterprise_id FROM changed"},
        ["union_id", "enterprise_id", "from_on", "to_on"],
    ),
    "organisation_post": ({"organising_posts": OWN}, ["union_id", "closed_on", "path"]),
    "organisation_postholding": (
        {"organising_posts": "SELECT post_id FROM changed"},
        ["post_id", "kind", "from_on", "to_on"],
    ),
    "indicators_threshold": ({"organising_enterprises": EVERY_ENTERPRISE}, ["code", "value", "from_on", "to_on"]),
}
FAMILIES = {
    "organising_unions": ("organisation_union", UNIONS),
    "organising_enterprises": ("organisation_enterprise", ENTERPRISES),
    "organising_posts": ("organisation_post", POSTS),
}

FORWARD = (
    "".join(create_family(name, base_table=base, view=view) for name, (base, view) in FAMILIES.items())
    + "".join(
        watch(f"organising_from_{table}", table, feeds=feeds, columns=columns)
        for table, (feeds, columns) in WATCHED.items()
    )
    + "SELECT indicators_rebuild(name) FROM indicators_family WHERE name LIKE 'organising%';"
)
BACKWARD = (
    "".join(unwatch(f"organising_from_{table}") for table in WATCHED)
    + "".join(drop_family(name) for name in FAMILIES)
)


class Migration(migrations.Migration):
    dependencies = [("organising", "0001_states")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

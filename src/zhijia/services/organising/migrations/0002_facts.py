"""The facts of unions, enterprises and posts, and the history of what their register keeps without dates."""

from django.db import migrations

from zhijia.engines.indicators.schema import (
    DEFINER,
    NOT_KNOWN_SINCE,
    create_family,
    drop_family,
    unwatch,
    watch,
)
from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE

STATES = ("organising_enterprisestate", "organising_termstate", "organising_postentry")


def note_state(table: str, *, source: str, key: str, columns: str, where: str) -> str:
    """SQL for triggers on `source` that keep `columns` by date in `table` as long as `where` holds of the row."""
    name = f"{table}_note"
    values = ", ".join(f"a.{column}" for column in columns.split(", "))
    return f"""
        CREATE FUNCTION {name}_insert() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
        BEGIN
            INSERT INTO {table} ({key}, {columns}, from_on)
            SELECT a.id, {values}, {NOT_KNOWN_SINCE} FROM after a WHERE {where};
            RETURN NULL;
        END $$;
        CREATE FUNCTION {name}_update() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
        DECLARE changed bigint[];
        BEGIN
            SELECT array_agg(a.id) INTO changed FROM before b JOIN after a USING (id)
             WHERE ({values}) IS DISTINCT FROM ({values.replace("a.", "b.")});
            IF changed IS NULL THEN
                RETURN NULL;
            END IF;
            DELETE FROM {table} WHERE {key} = ANY (changed) AND from_on >= indicators_today();
            UPDATE {table} SET to_on = indicators_today() WHERE {key} = ANY (changed) AND to_on IS NULL;
            INSERT INTO {table} ({key}, {columns}, from_on)
            SELECT a.id, {values}, indicators_today() FROM after a WHERE a.id = ANY (changed) AND {where};
            RETURN NULL;
        END $$;
        CREATE FUNCTION {name}_delete() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
        BEGIN
            DELETE FROM {table} WHERE {key} IN (SELECT id FROM before);
            RETURN NULL;
        END $$;
        CREATE TRIGGER note_insert AFTER INSERT ON {source} REFERENCING NEW TABLE AS after
            FOR EACH STATEMENT EXECUTE FUNCTION {name}_insert();
        CREATE TRIGGER note_update AFTER UPDATE ON {source} REFERENCING OLD TABLE AS before NEW TABLE AS after
            FOR EACH STATEMENT EXECUTE FUNCTION {name}_update();
        CREATE TRIGGER note_delete AFTER DELETE ON {source} REFERENCING OLD TABLE AS before
            FOR EACH STATEMENT EXECUTE FUNCTION {name}_delete();
    """


POST_ENTRIES = f"""
CREATE FUNCTION organising_postentry_note_insert() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    INSERT INTO organising_postentry (post_id, entered_on) SELECT id, indicators_today() FROM after;
    RETURN NULL;
END $$;
CREATE FUNCTION organising_postentry_note_delete() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    DELETE FROM organising_postentry WHERE post_id IN (SELECT id FROM before);
    RETURN NULL;
END $$;
CREATE TRIGGER note_insert AFTER INSERT ON organisation_post REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION organising_postentry_note_insert();
CREATE TRIGGER note_delete AFTER DELETE ON organisation_post REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION organising_postentry_note_delete();
"""

# What stood in the register before the triggers did.
BACKFILL = f"""
INSERT INTO organising_enterprisestate (enterprise_id, headcount, path, from_on)
SELECT id, headcount, path, {NOT_KNOWN_SINCE} FROM organisation_enterprise;
INSERT INTO organising_termstate (union_id, term_to, from_on)
SELECT id, term_to, {NOT_KNOWN_SINCE} FROM organisation_union WHERE term_to IS NOT NULL;
INSERT INTO organising_postentry (post_id, entered_on) SELECT id, indicators_today() FROM organisation_post;
SELECT indicators_rebuild(name) FROM indicators_family WHERE name LIKE 'organising%';
"""

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
    "".join(f"REVOKE ALL ON {table} FROM {APP_ROLE}, {BATCH_ROLE};\n" for table in STATES)
    + note_state(
        "organising_enterprisestate",
        source="organisation_enterprise",
        key="enterprise_id",
        columns="headcount, path",
        where="true",
    )
    + note_state(
        "organising_termstate",
        source="organisation_union",
        key="union_id",
        columns="term_to",
        where="a.term_to IS NOT NULL",
    )
    + POST_ENTRIES
    + "".join(create_family(name, base_table=base, view=view) for name, (base, view) in FAMILIES.items())
    + "".join(
        watch(f"organising_from_{table}", table, feeds=feeds, columns=columns)
        for table, (feeds, columns) in WATCHED.items()
    )
    + BACKFILL
)
BACKWARD = (
    "".join(unwatch(f"organising_from_{table}") for table in WATCHED)
    + "".join(drop_family(name) for name in FAMILIES)
    + "".join(
        f"DROP FUNCTION {table}_note_{act}() CASCADE;"
        for table in STATES
        for act in ("insert", "update", "delete")
        if (table, act) != ("organising_postentry", "update")
    )
)


class Migration(migrations.Migration):
    dependencies = [("organising", "0001_states"), ("indicators", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Rosters find unions and enterprises by their names; their door writes by plans that do not hang on how full the stage was."""

from django.db import migrations, models

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope

# Of the stage the planner knows how full it was when it was last swept, mostly empty, and would ask each place again for each row.
DEFINER = """SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan SET enable_nestloop = off"""
STAGE = "organisation_rosterstage"
MINE = "s.xid = pg_current_xact_id() AND s.is_new"
PERSON = """name, id_kind, id_number, id_index, phone, phone_index, address, sex, born_on, ethnicity, political_status,
           education, household_kind, is_migrant, is_dispatched, is_new_form"""
# Places are read by their numbers: joined as they are, all unions of the city are read for the few of a piece.
HOMES = "unnest(homes, home_paths) AS h (id, path)"
FIRMS = "unnest(firms, firm_paths) AS e (id, path)"
PEOPLE = f"""INSERT INTO organisation_person (id, home_id, path, sort_key, card_number, {PERSON})
        SELECT s.person_id, h.id, h.path, s.sort_key, s.card, s.name, s.id_kind, s.id_number, s.id_index, s.phone,
               s.phone_index, s.address, coalesce(s.sex, ''), s.born_on, coalesce(s.ethnicity, ''),
               coalesce(s.political_status, ''), coalesce(s.education, ''), coalesce(s.household_kind, ''),
               s.is_migrant, s.is_dispatched, s.is_new_form
          FROM {STAGE} s JOIN {HOMES} ON h.id = coalesce(s.group_id, s.union_id)
         WHERE {MINE} ORDER BY s.id_index"""
ENTER = f"""
-- The staged rows of this transaction that are new become people and members, and work where they say. It lets in what the
-- policies of the tables let in, places within the scope of whoever asks. A number that is taken comes in no more.
CREATE OR REPLACE FUNCTION organisation_roster_enter(how text)
RETURNS TABLE (person bigint, membership bigint, employment bigint) LANGUAGE plpgsql VOLATILE {DEFINER} AS $$
DECLARE
    people bigint[];
    homes bigint[];
    home_paths text[];
    firms bigint[];
    firm_paths text[];
    before text := current_setting('session_replication_role');
    is_quick boolean := has_parameter_privilege('session_replication_role', 'SET');
BEGIN
    SELECT array_agg(DISTINCT s.union_id) || array_agg(DISTINCT s.group_id), array_agg(DISTINCT s.enterprise_id)
      INTO homes, firms FROM {STAGE} s WHERE {MINE};
    PERFORM FROM organisation_union u WHERE u.id = ANY (homes) ORDER BY u.id FOR KEY SHARE;
    PERFORM FROM organisation_enterprise e WHERE e.id = ANY (firms) ORDER BY e.id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT s.union_id, s.group_id FROM {STAGE} s WHERE {MINE}) w
          LEFT JOIN LATERAL (SELECT o.path FROM organisation_union o WHERE o.id = w.union_id OFFSET 0) u ON true
          LEFT JOIN LATERAL (SELECT o.path FROM organisation_union o WHERE o.id = w.group_id OFFSET 0) g ON true
         WHERE ({in_scope("u.path")}) IS NOT TRUE
            OR w.group_id IS NOT NULL AND starts_with(g.path, u.path) IS NOT TRUE) THEN
        RAISE EXCEPTION 'not every place is in this scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT FROM unnest(firms) AS w (id) WHERE w.id IS NOT NULL AND NOT EXISTS (
               SELECT FROM organisation_enterprise e WHERE e.id = w.id OFFSET 0)) THEN
        RAISE EXCEPTION 'not every enterprise is there' USING ERRCODE = 'foreign_key_violation';
    END IF;
    SELECT array_agg(u.id), array_agg(u.path) INTO homes, home_paths FROM organisation_union u WHERE u.id = ANY (homes);
    SELECT array_agg(e.id), array_agg(e.path) INTO firms, firm_paths FROM organisation_enterprise e WHERE e.id = ANY (firms);
    IF is_quick THEN
        PERFORM set_config('session_replication_role', 'replica', true);
    END IF;
    BEGIN
        {PEOPLE};
    EXCEPTION WHEN unique_violation THEN
        WITH added AS ({PEOPLE} ON CONFLICT DO NOTHING RETURNING id)
        SELECT array_agg(a.id) INTO people FROM added a;
        UPDATE {STAGE} s SET is_new = NULL WHERE {MINE} AND s.person_id <> ALL (coalesce(people, '{{}}'));
    END;
    RETURN QUERY
    WITH came AS MATERIALIZED (
        SELECT s.person_id, s.union_id, s.group_id, s.name, s.approved_on, s.from_on, s.enterprise_id, h.path,
               coalesce(s.joined_on, s.from_on) AS joined_on, coalesce(s.employed_on, s.from_on) AS employed_on
          FROM {STAGE} s JOIN {HOMES} ON h.id = coalesce(s.group_id, s.union_id) WHERE {MINE}
    ), joined AS (
        INSERT INTO organisation_membership AS m (person_id, union_id, group_id, path, name, standing, joined_on,
                                                  approved_on, from_on, basis, ended_as, end_reason)
        SELECT c.person_id, c.union_id, c.group_id, c.path, c.name, 'active', c.joined_on, c.approved_on, c.from_on, how,
               '', '' FROM came c
        RETURNING m.person_id, m.id
    ), employed AS (
        INSERT INTO organisation_employment AS w (person_id, enterprise_id, from_on, path)
        SELECT c.person_id, e.id, c.employed_on, e.path
          FROM came c JOIN {FIRMS} ON e.id = c.enterprise_id
        RETURNING w.person_id, w.id
    )
    SELECT j.person_id, j.id, NULL::bigint FROM joined j UNION ALL SELECT e.person_id, NULL, e.id FROM employed e;
    PERFORM set_config('session_replication_role', before, true) WHERE is_quick;
    -- Whoever counts members learns of those whose triggers rested by their leaving the stage.
    UPDATE {STAGE} s SET is_new = NULL WHERE {MINE} AND NOT is_quick;
    DELETE FROM {STAGE} s WHERE {MINE};
END $$;
REVOKE ALL ON FUNCTION organisation_roster_enter(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_roster_enter(text) TO {APP_ROLE}, {BATCH_ROLE};
"""


class Migration(migrations.Migration):
    replaces = [("organisation", "0037_roster_names")]

    dependencies = [("organisation", "0010_roster_speed")]
    operations = [
        migrations.RunSQL(ENTER),
        migrations.AddIndex("enterprise", models.Index(fields=["name"], name="enterprise_name")),
        migrations.AddIndex("union", models.Index(fields=["name"], name="union_name")),
    ]

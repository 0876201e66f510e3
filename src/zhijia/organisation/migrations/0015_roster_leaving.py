"""Who came in by a roster goes again in one go: what a foreign key asks for every row is asked once for every table.

As at the door by which they came (`organisation_roster_enter`), row triggers and foreign keys rest where the owner may let
them; what they would have refused is left standing. Tables that refer to people, memberships and employments are read from
the catalogue, so that one of a later service cannot be forgotten.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan"
STAGE, ROSTER, ROW = "organisation_rosterstage", "organisation_roster", "organisation_rosterrow"
PERSON, MEMBERSHIP, EMPLOYMENT = "organisation_person", "organisation_membership", "organisation_employment"
BROUGHT_IN = (
    "r.roster_id = roster AND r.row_no BETWEEN first_row AND last_row AND r.is_done AND r.event_id IS NOT NULL"
    " AND r.before IS NULL"
)
LEAVE = f"""
-- Leaves the stage with those who went, and can be set by functions of the owner only.
ALTER TABLE {STAGE} ADD COLUMN is_gone boolean;
-- Whoever these rows brought in goes, with the membership and the employment of her row. Who has been used since stays: there
-- is an event about her after that of her row, another membership or employment, or a row that refers to one of hers.
CREATE FUNCTION organisation_roster_leave(roster bigint, first_row integer, last_row integer)
RETURNS TABLE (row_no integer, person bigint, name text, membership bigint, union_id bigint, union_name text, is_kept boolean)
LANGUAGE plpgsql VOLATILE {DEFINER} AS $$
#variable_conflict use_column
DECLARE
    came bigint[]; gone bigint[]; used bigint[]; found bigint[]; ref record;
    role_before text := current_setting('session_replication_role');
    is_quick boolean := has_parameter_privilege('session_replication_role', 'SET');
BEGIN
    IF NOT EXISTS (SELECT FROM {ROSTER} o WHERE o.id = roster AND o.state = 'undoing' AND ({in_scope("o.path")})) THEN
        RAISE EXCEPTION 'roster % is not being taken back in this scope', roster USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Locked first: whoever refers to one of them meanwhile waits, and then finds her gone.
    SELECT array_agg(q.id) INTO came FROM (
        SELECT p.id FROM {PERSON} p
         WHERE p.id IN (SELECT r.person_id FROM {ROW} r WHERE {BROUGHT_IN}) AND ({in_scope("p.path")})
         ORDER BY p.id FOR UPDATE) q;
    SELECT array_agg(r.person_id) INTO used FROM {ROW} r
     WHERE {BROUGHT_IN} AND r.person_id = ANY (came) AND (
           EXISTS (SELECT FROM trail_event e WHERE e.subject_type = 'organisation.person' AND e.subject_id = r.person_id
                      AND e.id > r.event_id AND e.kind <> 'organisation.person_unmasked')
        OR (SELECT count(*) <> 1 OR bool_or(m.to_on IS NOT NULL OR m.standing <> 'active' OR NOT ({in_scope("m.path")}))
              FROM {MEMBERSHIP} m WHERE m.person_id = r.person_id)
        OR EXISTS (SELECT FROM {EMPLOYMENT} w WHERE w.person_id = r.person_id
                      AND (w.id IS DISTINCT FROM r.employment_id OR w.to_on IS NOT NULL)));
    FOR ref IN
        SELECT c.conrelid::regclass AS source, a.attname AS link, c.confrelid::regclass AS target
          FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
         WHERE c.contype = 'f' AND c.confrelid IN ('{PERSON}'::regclass, '{MEMBERSHIP}'::regclass, '{EMPLOYMENT}'::regclass)
           AND NOT (c.confrelid = '{PERSON}'::regclass AND c.conrelid IN ('{MEMBERSHIP}'::regclass, '{EMPLOYMENT}'::regclass))
    LOOP
        IF ref.target = '{PERSON}'::regclass THEN
            EXECUTE format('SELECT array_agg(DISTINCT t.%I) FROM %s t WHERE t.%I = ANY ($1)', ref.link, ref.source, ref.link)
               INTO found USING came;
        ELSE
            EXECUTE format('SELECT array_agg(DISTINCT h.person_id) FROM %s h JOIN %s t ON t.%I = h.id WHERE h.person_id = ANY ($1)',
                           ref.target, ref.source, ref.link) INTO found USING came;
        END IF;
        used := used || found;
    END LOOP;
    SELECT array_agg(c.id) INTO gone FROM unnest(came) AS c (id)
     WHERE c.id NOT IN (SELECT u.id FROM unnest(used) AS u (id));
    RETURN QUERY
        SELECT r.row_no, r.person_id, coalesce(p.name, r.name)::text, m.id, m.union_id, o.name::text, p.id IS NULL
          FROM {ROW} r
          LEFT JOIN {PERSON} p ON p.id = r.person_id AND p.id = ANY (gone)
          LEFT JOIN {MEMBERSHIP} m ON m.person_id = p.id
          LEFT JOIN organisation_union o ON o.id = m.union_id
         WHERE {BROUGHT_IN} ORDER BY r.row_no;
    IF is_quick THEN
        INSERT INTO {STAGE} (is_gone, union_id, group_id, from_on, sex, is_migrant, is_dispatched, is_new_form)
        SELECT true, m.union_id, m.group_id, m.from_on, p.sex, p.is_migrant, p.is_dispatched, p.is_new_form
          FROM {MEMBERSHIP} m JOIN {PERSON} p ON p.id = m.person_id WHERE m.person_id = ANY (gone);
        PERFORM set_config('session_replication_role', 'replica', true);
    END IF;
    DELETE FROM {EMPLOYMENT} w WHERE w.person_id = ANY (gone);
    DELETE FROM {MEMBERSHIP} m WHERE m.person_id = ANY (gone);
    DELETE FROM {PERSON} p WHERE p.id = ANY (gone);
    PERFORM set_config('session_replication_role', role_before, true) WHERE is_quick;
    -- Whoever counts members learns of those whose triggers rested by their leaving the stage.
    DELETE FROM {STAGE} s WHERE s.xid = pg_current_xact_id() AND s.is_gone;
END $$;
REVOKE ALL ON FUNCTION organisation_roster_leave(bigint, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_roster_leave(bigint, integer, integer) TO {APP_ROLE}, {BATCH_ROLE};
"""
BACK = f"DROP FUNCTION organisation_roster_leave(bigint, integer, integer); ALTER TABLE {STAGE} DROP COLUMN is_gone;"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0014_roster_stage_guards"), ("trail", "0002_guarding")]
    operations = [migrations.RunSQL(LEAVE, BACK)]

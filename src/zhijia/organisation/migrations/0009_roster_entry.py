"""New people of a roster in one go: their places are proven once for each union, not by a policy for each row."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
STAGE = "organisation_rosterstage"
TAKE_PATH = f"""
CREATE OR REPLACE FUNCTION organisation_take_path() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    %sEXECUTE format('SELECT path FROM %%I WHERE id = ($1).%%I', TG_ARGV[1], TG_ARGV[0]) INTO NEW.path USING NEW;%s
    RETURN NEW;
END $$;
"""
# What is written by the million keeps its plan; a statement put together anew costs six times the rest of the trigger.
KEPT = """IF TG_TABLE_NAME = 'organisation_person' THEN
        SELECT path INTO NEW.path FROM organisation_union WHERE id = NEW.home_id;
    ELSIF TG_TABLE_NAME = 'organisation_employment' THEN
        SELECT path INTO NEW.path FROM organisation_enterprise WHERE id = NEW.enterprise_id;
    ELSE
        """
PERSON = """name, id_kind, id_number, id_index, phone, phone_index, address, sex, born_on, ethnicity, political_status,
               education, household_kind, is_migrant, is_dispatched, is_new_form"""
ENTER = f"""
-- The staged rows of this transaction that are new become people and members. It lets in what the policies of both tables
-- let in, places within the scope of whoever asks, and looks once at each place. A number that is taken comes in no more.
CREATE FUNCTION organisation_roster_enter(how text) RETURNS TABLE (person bigint, membership bigint)
LANGUAGE plpgsql VOLATILE {DEFINER} AS $$
DECLARE people bigint[]; members bigint[]; spans bigint[]; homes text[]; places text[];
BEGIN
    WITH added AS (
        INSERT INTO organisation_person (id, home_id, path, sort_key, card_number, {PERSON})
        SELECT s.person_id, coalesce(s.group_id, s.union_id), '', s.sort_key, s.card, s.name, s.id_kind, s.id_number,
               s.id_index, s.phone, s.phone_index, s.address, coalesce(s.sex, ''), s.born_on, coalesce(s.ethnicity, ''),
               coalesce(s.political_status, ''), coalesce(s.education, ''), coalesce(s.household_kind, ''),
               s.is_migrant, s.is_dispatched, s.is_new_form
          FROM {STAGE} s WHERE s.xid = pg_current_xact_id() AND s.is_new ORDER BY s.id_index
        ON CONFLICT DO NOTHING RETURNING id, path)
    SELECT array_agg(a.id), array_agg(DISTINCT a.path) INTO people, homes FROM added a;
    WITH added AS (
        INSERT INTO organisation_membership AS m (person_id, union_id, group_id, name, standing, joined_on, approved_on,
                                                  from_on, basis, ended_as, end_reason)
        SELECT s.person_id, s.union_id, s.group_id, s.name, 'active', coalesce(s.joined_on, s.from_on), s.approved_on,
               s.from_on, how, '', ''
          FROM {STAGE} s WHERE s.xid = pg_current_xact_id() AND s.is_new AND s.person_id = ANY (people)
        RETURNING m.person_id, m.id, m.path)
    SELECT array_agg(a.person_id), array_agg(a.id), array_agg(DISTINCT a.path) INTO members, spans, places FROM added a;
    IF EXISTS (SELECT FROM unnest(homes || places) AS w (path) WHERE NOT ({in_scope('w.path COLLATE "C"')})) THEN
        RAISE EXCEPTION 'not every place is in this scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT * FROM unnest(members, spans);
END $$;
REVOKE ALL ON FUNCTION organisation_roster_enter(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_roster_enter(text) TO {APP_ROLE}, {BATCH_ROLE};
"""


class Migration(migrations.Migration):
    replaces = [("organisation", "0035_roster_entry")]

    dependencies = [("organisation", "0008_life_sign_guards")]
    operations = [
        migrations.RunSQL(TAKE_PATH % (KEPT, "\n    END IF;"), TAKE_PATH % ("", "")),
        migrations.RunSQL(ENTER, "DROP FUNCTION organisation_roster_enter(text)"),
    ]

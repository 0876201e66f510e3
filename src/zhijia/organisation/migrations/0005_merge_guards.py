"""Putting two records of one human together, and taking them apart again.

What hangs on a person is read from the catalogue: every foreign key to people, so that a table of a later service cannot be
forgotten. Rows beyond the scope of whoever confirms are moved too, therefore the owner does it; both records, and the
request itself, must lie in the announced scope.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, protect, unprotect

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
TABLE, PERSON, MEMBERSHIP = "organisation_personmerge", "organisation_person", "organisation_membership"

REFERENCES = f"""
-- Every column that refers to a person, with the key of its table; whom a request is about is no such column.
CREATE FUNCTION organisation_person_references() RETURNS TABLE (table_name text, column_name text, key_name text, is_case boolean)
LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT r.relname::text, a.attname::text, k.attname::text,
           EXISTS (SELECT FROM pg_constraint o WHERE o.contype = 'f' AND o.conrelid = r.oid
                      AND o.confrelid = to_regclass('cases_case'))
      FROM pg_constraint c
      JOIN pg_class r ON r.oid = c.conrelid
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      JOIN pg_constraint p ON p.conrelid = c.conrelid AND p.contype = 'p'
      JOIN pg_attribute k ON k.attrelid = c.conrelid AND k.attnum = p.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = '{PERSON}'::regclass
       AND NOT (c.conrelid = '{TABLE}'::regclass AND a.attname IN ('kept_id', 'dropped_id'))
     ORDER BY 1, 2
$$;
"""

FOLLOWS = f"""
-- A span comes to another record only where it stands beside no other.
CREATE FUNCTION organisation_membership_fits() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF EXISTS (SELECT FROM {MEMBERSHIP} m WHERE m.person_id = NEW.person_id AND m.id <> NEW.id
                  AND daterange(m.from_on, m.to_on) && daterange(NEW.from_on, NEW.to_on)) THEN
        RAISE EXCEPTION 'membership_one_after_another' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE UPDATE OF person_id ON {MEMBERSHIP}
    FOR EACH ROW EXECUTE FUNCTION organisation_membership_fits();
"""

MERGE = f"""
-- Everything that hangs on the dropped record goes over to the kept one. What cannot stand beside a row that is there is
-- laid aside with its content; an account that the kept record has no room for is closed; what a guard holds (somebody who
-- checked her own other record) stays. Answers what became of each row, and of the home of the kept record.
CREATE FUNCTION organisation_merge_people(merge bigint) RETURNS jsonb LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
    asked {TABLE}; ref record; one record; fate text; content jsonb; told jsonb := '[]'; former bigint; keeper bigint;
BEGIN
    SELECT * INTO asked FROM {TABLE} a
     WHERE a.id = merge AND a.kind = 'merge' AND a.decided_at IS NULL AND ({in_scope("a.path")}) FOR UPDATE;
    PERFORM FROM {PERSON} p WHERE p.id IN (asked.kept_id, asked.dropped_id) ORDER BY p.id FOR UPDATE;
    IF (SELECT count(*) FROM {PERSON} p WHERE p.id IN (asked.kept_id, asked.dropped_id) AND p.merged_into_id IS NULL
           AND ({in_scope("p.path")})) IS DISTINCT FROM 2 THEN
        RAISE EXCEPTION 'not both records are in this scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('app.moving', 'on', true);
    FOR ref IN SELECT * FROM organisation_person_references() LOOP
        FOR one IN EXECUTE format('SELECT %I AS id, to_jsonb(t) AS content FROM %I t WHERE %I = $1 ORDER BY 1',
                                  ref.key_name, ref.table_name, ref.column_name) USING asked.dropped_id LOOP
            fate := 'moved';
            content := NULL;
            BEGIN
                EXECUTE format('UPDATE %I SET %I = $1 WHERE %I = $2', ref.table_name, ref.column_name, ref.key_name)
                  USING asked.kept_id, one.id;
            EXCEPTION
                WHEN check_violation OR raise_exception THEN
                    fate := 'stays';
                WHEN unique_violation OR exclusion_violation THEN
                    IF ref.table_name = 'organisation_user' THEN
                        fate := 'closed';
                        UPDATE organisation_user SET is_active = false WHERE id = one.id;
                    ELSIF ref.is_case THEN
                        RAISE EXCEPTION 'merge_two_cases' USING ERRCODE = 'integrity_constraint_violation';
                    ELSE
                        fate := 'aside';
                        EXECUTE format('DELETE FROM %I WHERE %I = $1', ref.table_name, ref.key_name) USING one.id;
                    END IF;
                    content := one.content;
            END;
            told := told || jsonb_build_object('table', ref.table_name, 'column', ref.column_name, 'key', ref.key_name,
                                               'id', one.id, 'fate', fate, 'content', content);
        END LOOP;
    END LOOP;
    PERFORM set_config('app.moving', '', true);
    UPDATE {PERSON} SET merged_into_id = asked.kept_id WHERE id = asked.dropped_id;
    SELECT home_id INTO former FROM {PERSON} WHERE id = asked.kept_id;
    keeper := organisation_settle_home(asked.kept_id);
    RETURN jsonb_build_object('rows', told, 'home', CASE WHEN keeper <> former THEN former END,
                              'latest', (SELECT coalesce(max(id), 0) FROM {MEMBERSHIP}));
END $$;

-- The record of a member lies with her union, branch or group. Answers where it lies.
CREATE FUNCTION organisation_settle_home(whom bigint) RETURNS bigint LANGUAGE plpgsql {DEFINER} AS $$
DECLARE keeper bigint;
BEGIN
    SELECT coalesce(m.group_id, m.union_id) INTO keeper FROM {MEMBERSHIP} m WHERE m.person_id = whom AND m.to_on IS NULL;
    IF keeper IS NOT NULL THEN
        PERFORM organisation_take_home(ARRAY[whom], keeper);
    END IF;
    RETURN (SELECT home_id FROM {PERSON} WHERE id = whom);
END $$;
"""

SPLIT = f"""
-- Everything that a merge brought over goes back, and what it laid aside stands again. Rows that came since stay where they are.
CREATE FUNCTION organisation_split_people(split bigint) RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
DECLARE asked {TABLE}; done {TABLE}; entry record; columns text;
BEGIN
    SELECT * INTO asked FROM {TABLE} a
     WHERE a.id = split AND a.kind = 'split' AND a.decided_at IS NULL AND ({in_scope("a.path")}) FOR UPDATE;
    SELECT * INTO done FROM {TABLE} a WHERE a.id = asked.of_id AND a.is_confirmed AND NOT a.is_undone FOR UPDATE;
    PERFORM FROM {PERSON} p WHERE p.id IN (done.kept_id, done.dropped_id) ORDER BY p.id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM {PERSON} p WHERE p.id = done.kept_id AND p.merged_into_id IS NULL AND ({in_scope("p.path")}))
       OR NOT EXISTS (SELECT FROM {PERSON} p WHERE p.id = done.dropped_id AND p.merged_into_id = done.kept_id) THEN
        RAISE EXCEPTION 'this merge is not in this scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('app.moving', 'on', true);
    FOR entry IN
        SELECT e.value ->> 'table' AS table_name, e.value ->> 'column' AS column_name, e.value ->> 'key' AS key_name,
               (e.value ->> 'id')::bigint AS id, e.value ->> 'fate' AS fate, e.value -> 'content' AS content
          FROM jsonb_array_elements(done.rows) WITH ORDINALITY AS e (value, place)
         ORDER BY e.value ->> 'fate' = 'aside', e.place
    LOOP
        IF entry.fate = 'moved' THEN
            EXECUTE format('UPDATE %I SET %I = $1 WHERE %I = $2 AND %I = $3', entry.table_name, entry.column_name,
                           entry.key_name, entry.column_name) USING done.dropped_id, entry.id, done.kept_id;
        ELSIF entry.fate = 'closed' THEN
            UPDATE organisation_user SET is_active = (entry.content ->> 'is_active')::boolean WHERE id = entry.id;
        ELSIF entry.fate = 'aside' THEN
            SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO columns FROM pg_attribute a
             WHERE a.attrelid = entry.table_name::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '';
            EXECUTE format('INSERT INTO %I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM jsonb_populate_record(NULL::%I, $1)',
                           entry.table_name, columns, columns, entry.table_name) USING entry.content;
        END IF;
    END LOOP;
    PERFORM set_config('app.moving', '', true);
    UPDATE {PERSON} SET merged_into_id = NULL WHERE id = done.dropped_id;
    IF done.filled ->> 'home' IS NOT NULL THEN
        PERFORM organisation_take_home(ARRAY[done.kept_id], (done.filled ->> 'home')::bigint);
    END IF;
    PERFORM organisation_settle_home(done.kept_id), organisation_settle_home(done.dropped_id);
END $$;
"""

GRANTS = f"""
REVOKE ALL ON FUNCTION organisation_person_references(), organisation_settle_home(bigint),
    organisation_merge_people(bigint), organisation_split_people(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_merge_people(bigint), organisation_split_people(bigint) TO {APP_ROLE}, {BATCH_ROLE};
GRANT EXECUTE ON FUNCTION organisation_person_references() TO {APP_ROLE}, {BATCH_ROLE};
"""

FORWARD = (
    protect(TABLE, in_scope("path"))
    + f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE OF asked_by_post_id, path ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('asked_by_post_id', 'organisation_post');
"""
    + REFERENCES
    + FOLLOWS
    + MERGE
    + SPLIT
    + GRANTS
)
BACKWARD = (
    "DROP FUNCTION organisation_merge_people(bigint), organisation_split_people(bigint),"
    " organisation_settle_home(bigint), organisation_person_references();"
    f"DROP TRIGGER fits ON {MEMBERSHIP}; DROP FUNCTION organisation_membership_fits(); DROP TRIGGER place ON {TABLE};"
    + unprotect(TABLE)
)


class Migration(migrations.Migration):
    replaces = [("organisation", "0027_merge_guards")]

    dependencies = [("organisation", "0004_joining")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

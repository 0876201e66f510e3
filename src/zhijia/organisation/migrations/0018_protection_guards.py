"""Who may touch the data keys, and what may be asked of people by the blind index of their number.

The application reads keys and makes none; the jobs add and re-wrap them; nobody removes one.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_own_person

FORWARD = f"""
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON organisation_datakey FROM {APP_ROLE};
REVOKE DELETE, TRUNCATE ON organisation_datakey FROM {BATCH_ROLE};

-- What one who enters people may know of numbers: free, mine, or taken elsewhere; never who or where.
CREATE FUNCTION organisation_match_people(kinds text[], indexes bytea[])
RETURNS TABLE (place bigint, verdict text, id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT w.place, CASE WHEN p.id IS NULL THEN 'new' WHEN p.is_mine THEN 'mine' ELSE 'elsewhere' END,
           CASE WHEN p.is_mine THEN p.id END
      FROM unnest(kinds, indexes) WITH ORDINALITY AS w(kind, mac, place)
      LEFT JOIN (SELECT id, id_kind, id_index, ({in_scope("path")}) OR ({is_own_person("id")}) AS is_mine
                   FROM organisation_person) p
        ON p.id_kind = w.kind AND p.id_index = w.mac
$$;
-- A person takes her place when her union changes; what else is written of her, millions of rows at a time, does not ask.
CREATE OR REPLACE TRIGGER place BEFORE INSERT OR UPDATE OF home_id, path ON organisation_person
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('home_id', 'organisation_union');
REVOKE ALL ON FUNCTION organisation_match_people(text[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_match_people(text[], bytea[]) TO {APP_ROLE}, {BATCH_ROLE};
"""
BACKWARD = f"""
CREATE OR REPLACE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_person
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('home_id', 'organisation_union');
DROP FUNCTION organisation_match_people(text[], bytea[]);
GRANT INSERT, UPDATE, DELETE, TRUNCATE ON organisation_datakey TO {APP_ROLE};
GRANT DELETE, TRUNCATE ON organisation_datakey TO {BATCH_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0017_protection")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

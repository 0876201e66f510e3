"""Every night: a union lies below its parent, and every row where the row lies that it takes its place from."""

from django.db import migrations

from zhijia.lib.rowsecurity import BATCH_ROLE

FORWARD = f"""
-- Puts strays where they belong and answers how many there were, by table. Of unions it only tells: they are moved by people.
CREATE FUNCTION organisation_mend_places() RETURNS TABLE (table_name text, strays bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held record;
BEGIN
    IF EXISTS (SELECT FROM organisation_unionmove WHERE finished_at IS NULL) THEN
        RETURN;
    END IF;
    PERFORM set_config('app.moving', 'on', true);
    FOR held IN
        SELECT p.* FROM organisation_places_taken() p
          JOIN (SELECT o.table_name, min(o.nth) AS nth
                  FROM organisation_path_columns() WITH ORDINALITY AS o (table_name, column_name, nth) GROUP BY 1) o
            ON o.table_name = p.table_name
         ORDER BY o.nth
    LOOP
        EXECUTE format($sql$
            WITH mended AS (
                UPDATE %1$I t SET path = s.path FROM %2$I s
                 WHERE s.id = t.%3$I AND t.path IS DISTINCT FROM s.path RETURNING 1)
            SELECT count(*) FROM mended $sql$, held.table_name, held.source, held.source_column) INTO strays;
        table_name := held.table_name;
        IF strays > 0 THEN
            RETURN NEXT;
        END IF;
    END LOOP;
    PERFORM set_config('app.moving', 'off', true);
    SELECT count(*) INTO strays FROM organisation_union u JOIN organisation_union p ON p.id = u.parent_id
     WHERE left(u.path, -4) <> p.path OR u.depth <> p.depth + 1;
    table_name := 'organisation_union';
    IF strays > 0 THEN
        RETURN NEXT;
    END IF;
END $$;
REVOKE ALL ON FUNCTION organisation_mend_places() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_mend_places() TO {BATCH_ROLE};
"""
BACKWARD = "DROP FUNCTION organisation_mend_places();"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0009_moving")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

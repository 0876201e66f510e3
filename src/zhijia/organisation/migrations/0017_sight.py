"""From which other places a row is seen: a column that triggers compute follows a moved union, and is proven at night.

A table that is seen elsewhere too has a column `seen_from` (`text[]`, null for most rows): the names of those places with
every place above them, and outside parties. `<table>_seen_from(row)` says what it should hold; a trigger before each
write of the column takes it from there, whatever was written. The column follows after the rows that it is computed
from, in transactions of its own: who reassigns a case locks first the case and then its shares, so that a piece which
holds shares must not wait for cases.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import BATCH_ROLE

COLUMNS = f"""
CREATE FUNCTION organisation_places_down_to(place text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(left(place, 4 * depth) ORDER BY depth) FROM generate_series(1, length(place) / 4) AS depth
$$;
-- Tables with such a column, those first from which others take theirs.
CREATE FUNCTION organisation_sight_columns() RETURNS TABLE (table_name text, column_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.relname::text, a.attname::text
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      JOIN (SELECT o.table_name, min(o.nth) AS nth
              FROM organisation_path_columns() WITH ORDINALITY AS o (table_name, column_name, nth) GROUP BY 1) placed
        ON placed.table_name = c.relname
     WHERE a.attname = 'seen_from' AND a.atttypid = 'text[]'::regtype AND NOT a.attisdropped
     ORDER BY placed.nth
$$;
REVOKE ALL ON FUNCTION organisation_sight_columns() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_sight_columns() TO {BATCH_ROLE};
"""
PLACE = """
            WITH written AS (
                UPDATE %1$I SET %2$I = $2 || substr(%2$I, length($1) + 1)
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$I WHERE %2$I >= $1 AND %2$I < $1 || '~' ORDER BY %2$I LIMIT $3))
                RETURNING %2$I AS place)
            SELECT count(*), count(*) FILTER (WHERE place >= $1 AND place < $1 || '~') FROM written
            """
SIGHT = """
            WITH written AS (
                UPDATE %1$I SET %2$I = NULL WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM %1$I seen
                     WHERE %2$I @> ARRAY[$1]::text[] AND %2$I IS DISTINCT FROM %3$I(seen) LIMIT $3))
                RETURNING 1)
            SELECT count(*), 0 FROM written
            """
MOVE_ROWS = """
CREATE OR REPLACE FUNCTION organisation_move_rows(move_id bigint, most integer, today date, moment timestamptz)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m organisation_unionmove; held record; touched bigint; stayed bigint; nth integer;
BEGIN
    SELECT * INTO m FROM organisation_unionmove WHERE id = move_id FOR UPDATE;
    IF m.id IS NULL OR m.finished_at IS NOT NULL THEN
        RETURN 'done';
    END IF;
    IF organisation_writes_from_before(m.horizon) THEN
        RETURN 'waiting';
    END IF;
    nth := 0;
    FOR held IN {columns} LOOP
        nth := nth + 1;
        CONTINUE WHEN nth <= m.at_column;
        EXECUTE format({statement})
           INTO touched, stayed USING m.place_before, m.place_after, most;
        IF stayed > 0 AND stayed = touched THEN
            RAISE EXCEPTION 'rows of % do not follow their union', held.table_name;
        END IF;
        IF touched > 0 THEN
            UPDATE organisation_unionmove
               SET rows_moved = rows_moved + touched - stayed, at_column = nth - 1, horizon = '' WHERE id = move_id;
            RETURN 'moved';
        END IF;
    END LOOP;
    IF m.at_column > 0 OR m.horizon = '' THEN
        -- All have been seen once. Whoever began before now may still write an old place: look again after they are gone.
        UPDATE organisation_unionmove
           SET at_column = 0, horizon = pg_snapshot_xmax(pg_current_snapshot())::text WHERE id = move_id;
        RETURN 'waiting';
    END IF;
    UPDATE organisation_unionmove SET place_before = m.place_after || substr(place_before, length(m.place_before) + 1)
     WHERE id <> move_id AND place_before > m.place_before AND place_before < m.place_before || '~';
    UPDATE organisation_unionmove SET place_after = m.place_after || substr(place_after, length(m.place_before) + 1)
     WHERE id <> move_id AND place_after >= m.place_before AND place_after < m.place_before || '~';
    UPDATE organisation_unionmove SET finished_at = moment WHERE id = move_id;
    PERFORM organisation_refresh_line(m.union_id, today);
    RETURN 'done';
END $$;
"""
MEND_PLACES = """
CREATE OR REPLACE FUNCTION organisation_mend_places() RETURNS TABLE (table_name text, strays bigint)
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
{sights}    PERFORM set_config('app.moving', 'off', true);
    SELECT count(*) INTO strays FROM organisation_union u JOIN organisation_union p ON p.id = u.parent_id
     WHERE left(u.path, -4) <> p.path OR u.depth <> p.depth + 1;
    table_name := 'organisation_union';
    IF strays > 0 THEN
        RETURN NEXT;
    END IF;
END $$;
"""
SIGHTS_PROVEN = """\
    FOR held IN SELECT * FROM organisation_sight_columns() LOOP
        EXECUTE format($sql$
            WITH mended AS (
                UPDATE %1$I seen SET %2$I = NULL WHERE %2$I IS DISTINCT FROM %3$I(seen) RETURNING 1)
            SELECT count(*) FROM mended $sql$,
            held.table_name, held.column_name, held.table_name || '_seen_from') INTO strays;
        table_name := held.table_name || '.' || held.column_name;
        IF strays > 0 THEN
            RETURN NEXT;
        END IF;
    END LOOP;
"""


def _move_rows(columns: str, statement: str) -> str:
    return MOVE_ROWS.replace("{columns}", columns).replace("{statement}", statement)


def _mend_places(sights: str) -> str:
    return MEND_PLACES.replace("{sights}", sights)


FORWARD = (
    COLUMNS
    + _move_rows(
        "SELECT * FROM organisation_path_columns() UNION ALL SELECT * FROM organisation_sight_columns()",
        f"CASE held.column_name WHEN 'seen_from' THEN $sql${SIGHT}$sql$ ELSE $sql${PLACE}$sql$ END,\n"
        "            held.table_name, held.column_name, held.table_name || '_seen_from'",
    )
    + _mend_places(SIGHTS_PROVEN)
)
BACKWARD = (
    _move_rows("SELECT * FROM organisation_path_columns()", f"$sql${PLACE}$sql$, held.table_name, held.column_name")
    + _mend_places("")
    + "DROP FUNCTION organisation_sight_columns(); DROP FUNCTION organisation_places_down_to(text);"
)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0016_charge")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

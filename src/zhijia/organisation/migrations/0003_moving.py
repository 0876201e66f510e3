"""Moving a union in the tree with everything below it.

Which columns follow is read from the catalogue, so that a table of a later service cannot be forgotten: every
`varchar COLLATE "C"` column called `path` or `…_path`, in the order of foreign keys, because a row takes its place from
the row that it refers to. A column with the comment `derived` is left to the triggers that compute it.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, protect

MOVING = (
    f"""
-- True only inside the functions below: whoever else sets the setting is not the owner of the tables.
CREATE FUNCTION organisation_is_moving() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('app.moving', true), '') = 'on'
       AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'organisation_union'::regclass)
$$;
-- The next free place below a union: after its youngest child, also one that is on its way, and after every place left.
CREATE FUNCTION organisation_free_place(above text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE youngest text; number integer;
BEGIN
    SELECT max(label) INTO youngest FROM (
        (SELECT substr(path, length(above) + 1, 4) AS label FROM organisation_union
          WHERE path > above AND path < above || '~' ORDER BY path DESC LIMIT 1)
        UNION ALL
        (SELECT substr(place_before, length(above) + 1, 4) FROM organisation_unionmove
          WHERE place_before > above AND place_before < above || '~' ORDER BY place_before DESC LIMIT 1)
        UNION ALL
        (SELECT substr(u.path, length(b.place) + 1, 4)
           FROM (SELECT place_before || substr(above, length(place_after) + 1) AS place FROM organisation_unionmove
                  WHERE finished_at IS NULL AND above >= place_after AND above < place_after || '~') b
           JOIN organisation_union u ON u.path > b.place AND u.path < b.place || '~' ORDER BY u.path DESC LIMIT 1)) found;
    number := coalesce(organisation_label_number(youngest COLLATE "C") + 1, 0);
    IF number >= 36 ^ 4 THEN
        RAISE EXCEPTION 'no free label is left below %', above;
    END IF;
    RETURN above || organisation_label(number);
END $$;
-- Runs with the rights of whoever updates, unlike the trigger before it: only the owner's functions move a union.
CREATE FUNCTION organisation_keep_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF organisation_is_moving() THEN
        RETURN NEW;
    END IF;
    IF NEW.parent_id IS DISTINCT FROM OLD.parent_id THEN
        RAISE EXCEPTION 'a union is moved by its own procedure, not by an update' USING ERRCODE = 'check_violation';
    END IF;
    NEW.path := OLD.path;
    NEW.depth := OLD.depth;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_place BEFORE UPDATE ON organisation_union
    FOR EACH ROW EXECUTE FUNCTION organisation_keep_place();
-- Put a union under another parent and remember what must follow. Answers the id of the move.
CREATE FUNCTION organisation_begin_move(moved bigint, target bigint, why text, post bigint, moment timestamptz)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE leaving organisation_union; above organisation_union; fresh text; move_id bigint;
BEGIN
    PERFORM FROM organisation_union WHERE id IN (moved, target) ORDER BY id FOR NO KEY UPDATE;
    SELECT * INTO leaving FROM organisation_union WHERE id = moved;
    SELECT * INTO above FROM organisation_union WHERE id = target;
    IF leaving.parent_id IS NULL OR leaving.parent_id = target OR NOT ({in_scope("above.path")})
       OR NOT EXISTS (SELECT FROM organisation_union p WHERE p.id = leaving.parent_id AND ({in_scope("p.path")})) THEN
        RAISE EXCEPTION 'union % cannot be moved under % by this scope', moved, target
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF above.path >= leaving.path AND above.path < leaving.path || '~' THEN
        RAISE EXCEPTION 'union % cannot be moved into itself', moved USING ERRCODE = 'check_violation';
    END IF;
    fresh := organisation_free_place(above.path);
    IF (SELECT max(length(path)) FROM organisation_union WHERE path >= leaving.path AND path < leaving.path || '~')
       - length(leaving.path) + length(fresh) > 80 THEN
        RAISE EXCEPTION 'union % would lie too deep', moved USING ERRCODE = 'check_violation';
    END IF;
    PERFORM set_config('app.moving', 'on', true);
    UPDATE organisation_union SET parent_id = target, path = fresh, depth = above.depth + 1 WHERE id = moved;
    PERFORM set_config('app.moving', 'off', true);
    UPDATE organisation_union SET has_children = true WHERE id = target AND NOT has_children;
    UPDATE organisation_union SET has_children = false
     WHERE id = leaving.parent_id AND NOT EXISTS (SELECT FROM organisation_union c WHERE c.parent_id = leaving.parent_id);
    INSERT INTO organisation_unionmove (union_id, old_parent_id, new_parent_id, basis, asked_by_post_id, begun_at,
                                        rows_moved, place_before, place_after, at_column, horizon, path)
    VALUES (moved, leaving.parent_id, target, why, post, moment, 1, leaving.path, fresh, 0, '', fresh) RETURNING id INTO move_id;
    RETURN move_id;
END $$;
-- Which tables take their place by trigger, from which row of which table.
CREATE FUNCTION organisation_places_taken() RETURNS TABLE (table_name text, source text, source_column text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.relname::text, a.args[2], a.args[1]
      FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid
      JOIN pg_proc p ON p.oid = t.tgfoid AND p.proname = 'organisation_take_path'
     CROSS JOIN LATERAL (SELECT string_to_array(encode(t.tgargs, 'escape'), '\\000') AS args) a
$$;
-- What follows a moved union, in the order in which places are taken: where the triggers' arguments do not tell it, in
-- that of the foreign keys.
CREATE FUNCTION organisation_path_columns() RETURNS TABLE (table_name text, column_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE held AS (
        SELECT c.oid, c.relname::text, a.attname::text
          FROM pg_attribute a
          JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
         WHERE a.atttypid = 'varchar'::regtype AND a.attcollation = 'pg_catalog."C"'::regcollation
           AND a.attname ~ '(^|_)path$' AND NOT a.attisdropped
           AND col_description(c.oid, a.attnum) IS DISTINCT FROM 'derived'
    ), taken AS MATERIALIZED (
        SELECT table_name AS taker, source FROM organisation_places_taken()
    ), after (later, earlier) AS MATERIALIZED (
        SELECT taker, source FROM taken
        UNION
        SELECT h.relname, c.relname::text FROM pg_constraint f
          JOIN held h ON h.oid = f.conrelid AND h.relname NOT IN (SELECT taker FROM taken)
          JOIN pg_class c ON c.oid = f.confrelid
         WHERE f.contype = 'f' AND f.conrelid <> f.confrelid
    ), ranked (name, rank) AS (
        SELECT relname, 0 FROM held
        UNION
        SELECT a.later, r.rank + 1 FROM ranked r JOIN after a ON a.earlier = r.name WHERE r.rank < 30
    )
    SELECT h.relname, h.attname
      FROM held h JOIN (SELECT name, max(rank) AS rank FROM ranked GROUP BY name) r ON r.name = h.relname
     ORDER BY r.rank, h.relname, h.attname
$$;
-- Bring at most `most` rows of a move to their new place. Answers 'moved', 'waiting' (for transactions that may still
-- write an old place), or 'done'. Interrupted anywhere, the next call goes on.
CREATE FUNCTION organisation_move_rows(move_id bigint, most integer, today date, moment timestamptz)
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
    FOR held IN SELECT * FROM organisation_path_columns() LOOP
        nth := nth + 1;
        CONTINUE WHEN nth <= m.at_column;
        EXECUTE format($sql$
            WITH written AS (
                UPDATE %1$I SET %2$I = $2 || substr(%2$I, length($1) + 1)
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$I WHERE %2$I >= $1 AND %2$I < $1 || '~' ORDER BY %2$I LIMIT $3))
                RETURNING %2$I AS place)
            SELECT count(*), count(*) FILTER (WHERE place >= $1 AND place < $1 || '~') FROM written
            $sql$, held.table_name, held.column_name)
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
CREATE FUNCTION organisation_move_step(move_id bigint, most integer, today date, moment timestamptz)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE answer text;
BEGIN
    PERFORM set_config('app.moving', 'on', true);
    answer := organisation_move_rows(move_id, most, today, moment);
    PERFORM set_config('app.moving', 'off', true);
    RETURN answer;
END $$;
-- A moved subtree may come to lie deeper or higher.
CREATE FUNCTION organisation_follow_depth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.depth := length(NEW.path) / 4 - 1;
    RETURN NEW;
END $$;
CREATE TRIGGER follow_depth BEFORE UPDATE OF path ON organisation_union
    FOR EACH ROW EXECUTE FUNCTION organisation_follow_depth();
-- Who may act through what on a day, asked before any scope is known. While a union above the post is being moved, rows
-- still lie at the other end of the move: `also` is that place.
CREATE FUNCTION organisation_posts_of(account bigint, today date) RETURNS TABLE (
    post_id bigint, title text, role text, line text, is_deputy boolean, until date,
    union_id bigint, union_name text, union_kind text, union_place text, path text, ancestors text, also text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.id, p.title, p.role, p.line, h.kind = 'deputy', h.to_on, u.id, u.name, u.kind, u.place, u.path,
           coalesce((SELECT string_agg(a.id::text, ',' ORDER BY a.depth)
                       FROM generate_series(1, u.depth) AS d
                       JOIN organisation_union a ON a.path = substr(u.path, 1, d * 4)), ''),
           coalesce((SELECT CASE WHEN u.path >= m.place_after AND u.path < m.place_after || '~'
                                 THEN m.place_before || substr(u.path, length(m.place_after) + 1)
                                 WHEN u.path >= m.place_before AND u.path < m.place_before || '~'
                                 THEN m.place_after || substr(u.path, length(m.place_before) + 1) END
                       FROM organisation_unionmove m WHERE m.finished_at IS NULL), '')
      FROM organisation_user a
      JOIN organisation_postholding h ON h.person_id = a.person_id
      JOIN organisation_post p ON p.id = h.post_id
      JOIN organisation_union u ON u.id = p.union_id
     WHERE a.id = account AND a.is_active
       AND h.from_on <= today AND (h.to_on IS NULL OR h.to_on > today)
       AND (p.closed_on IS NULL OR p.closed_on > today)
     ORDER BY u.depth, h.kind DESC, p.id
$$;
-- Row triggers that refuse changes of what was issued let its place in the tree follow its union. A case's state is looked
-- at only when it changes, so that guard stays as it is.
CREATE FUNCTION organisation_let_moves_pass() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE definition text;
BEGIN
    FOR definition IN
        SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t
          JOIN pg_class c ON c.oid = t.tgrelid
          JOIN pg_proc p ON p.oid = t.tgfoid AND p.prosrc LIKE '%RAISE EXCEPTION%'
         WHERE t.tgname NOT IN ('keep_place', 'state_needs_event') AND NOT t.tgisinternal AND t.tgqual IS NULL
           AND t.tgtype & 1 = 1 AND t.tgtype & 16 = 16  -- for each row, of an update
           AND c.relname IN (SELECT table_name FROM organisation_path_columns())
    LOOP
        definition := replace(definition, 'CREATE TRIGGER', 'CREATE OR REPLACE TRIGGER');
        EXECUTE replace(definition, 'EXECUTE FUNCTION', 'WHEN (NOT organisation_is_moving()) EXECUTE FUNCTION');
    END LOOP;
END $$;
"""
    + protect("organisation_unionmove", in_scope("path"), in_scope("place_before"))
    + f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_unionmove
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
REVOKE ALL ON FUNCTION organisation_posts_of(bigint, date), organisation_free_place(text), organisation_path_columns(), organisation_places_taken(),
    organisation_begin_move(bigint, bigint, text, bigint, timestamptz),
    organisation_move_rows(bigint, integer, date, timestamptz),
    organisation_move_step(bigint, integer, date, timestamptz), organisation_let_moves_pass() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_posts_of(bigint, date),
    organisation_begin_move(bigint, bigint, text, bigint, timestamptz) TO {APP_ROLE}, {BATCH_ROLE};
GRANT EXECUTE ON FUNCTION organisation_path_columns(), organisation_places_taken(), organisation_move_step(bigint, integer, date, timestamptz) TO {BATCH_ROLE};
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON organisation_unionmove FROM {APP_ROLE}, {BATCH_ROLE};
"""
)

# Every night: a union lies below its parent, and every row where the row lies that it takes its place from.
PLACES_PROVEN = f"""
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

# A move waits for those who may still write an old place here, not for transactions in other databases of the server.
# Transaction ids are the server's. Whoever has one and writes here holds locks on relations of this database until the
# end.
WRITERS_OF_THIS_DATABASE = """
CREATE FUNCTION organisation_writes_from_before(horizon text) RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS open (xid)
          JOIN pg_locks held ON held.locktype = 'transactionid' AND held.granted AND held.transactionid = open.xid::xid
          JOIN pg_locks used ON used.pid = held.pid AND used.locktype = 'relation'
          JOIN pg_database here ON here.oid = used.database AND here.datname = current_database()
         WHERE open.xid < NULLIF(horizon, '')::xid8)
$$;
REVOKE ALL ON FUNCTION organisation_writes_from_before(text) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    replaces = [
        ("organisation", "0009_moving"),
        ("organisation", "0010_places_proven"),
        ("organisation", "0013_writers_of_this_database"),
    ]

    dependencies = [("organisation", "0002_guarding"), ("trail", "0002_guarding")]
    operations = [migrations.RunSQL(MOVING + PLACES_PROVEN + WRITERS_OF_THIS_DATABASE)]

"""Facts are written by triggers only; every number and every list is bound to the scope of who asks."""

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, lock_to_owner, watch
from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, append_only, in_scope, is_ancestor, of_visible, protect

# An entry holds from its day until the next one of the same union and period, and no longer than the period.
DECLARED = """
    WITH reported AS (
        SELECT DISTINCT ON (e.union_id, e.declared_id, e.period_from, e.period_to, e.as_of_on) e.*
          FROM indicators_entry e
         ORDER BY e.union_id, e.declared_id, e.period_from, e.period_to, e.as_of_on, e.id DESC
    ), dated AS (
        SELECT r.*, LEAST(
                   lead(r.as_of_on) OVER (PARTITION BY r.union_id, r.declared_id ORDER BY r.as_of_on, r.period_from, r.id),
                   r.period_to + 1) AS ends_on
          FROM reported r
    )
    SELECT 'declared.' || d.declared_id AS indicator, p.part, d.union_id AS subject_id, d.path, p.value,
           d.as_of_on AS from_on, d.ends_on AS to_on
      FROM dated d CROSS JOIN LATERAL (VALUES ('n', d.value), ('d', d.total), ('r', 1::bigint)) AS p (part, value)
     WHERE p.value IS NOT NULL AND d.ends_on > d.as_of_on"""

GUARDS = (
    f"""
-- The day on which something happens: as announced by whoever acts on another day (tests, the demo city), else today.
CREATE FUNCTION indicators_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT COALESCE(NULLIF(current_setting('app.today', true), '')::date, (now() AT TIME ZONE 'Asia/Shanghai')::date)
$$;
-- What changed facts do to the numbers, by upper node and day. No ancestor's row is touched here, so nobody waits.
CREATE FUNCTION indicators_note_deltas() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO indicators_delta (indicator, part, path, changes_on, amount)
    SELECT f.indicator, f.part, left(f.path, 12), c.changes_on,
           sum(c.amount * CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END)
      FROM changed f CROSS JOIN LATERAL (VALUES (f.from_on, f.value), (f.to_on, -f.value)) AS c (changes_on, amount)
     WHERE c.changes_on IS NOT NULL
     GROUP BY 1, 2, 3, 4 HAVING sum(c.amount) <> 0 ORDER BY 1, 2, 3, 4;
    RETURN NULL;
END $$;
CREATE TRIGGER note_inserted AFTER INSERT ON indicators_fact REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION indicators_note_deltas();
CREATE TRIGGER note_deleted AFTER DELETE ON indicators_fact REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION indicators_note_deltas();
CREATE FUNCTION indicators_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'facts are replaced, never changed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER refuse_update BEFORE UPDATE ON indicators_fact
    FOR EACH STATEMENT EXECUTE FUNCTION indicators_refuse_update();
-- Every statement below sees one snapshot, and the lock makes its runner the only one who moves deltas: a reader finds
-- a change either in the deltas or in the roll-up, never in both or in none.
INSERT INTO indicators_rollupstart (id, opened_on)
VALUES (1, (date_trunc('month', indicators_today()) - interval '2 years')::date);
CREATE FUNCTION indicators_drain(most integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE drained integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('indicators.rollup'));
    WITH taken AS (
        DELETE FROM indicators_delta WHERE id IN (SELECT id FROM indicators_delta ORDER BY id LIMIT most)
        RETURNING indicator, part, path, changes_on, amount
    ), spread AS (
        SELECT t.indicator, t.part, left(t.path, 4 * level) AS path,
               GREATEST(t.changes_on, (SELECT opened_on FROM indicators_rollupstart)) AS changes_on,
               sum(t.amount) AS amount
          FROM taken t CROSS JOIN LATERAL generate_series(1, length(t.path) / 4) AS level
         GROUP BY 1, 2, 3, 4 HAVING sum(t.amount) <> 0
    ), folded AS (
        INSERT INTO indicators_rollup AS r (indicator, part, path, changes_on, amount)
        SELECT indicator, part, path, changes_on, amount FROM spread
        ON CONFLICT (indicator, part, path, changes_on) DO UPDATE SET amount = r.amount + EXCLUDED.amount
    )
    SELECT count(*) INTO drained FROM taken;
    RETURN drained;
END $$;
-- Merge the changes before a day into that day: old days are rarely asked for, and the facts still know them.
CREATE FUNCTION indicators_strike(first_on date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('indicators.rollup'));
    UPDATE indicators_rollupstart SET opened_on = first_on WHERE opened_on < first_on;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    WITH merged AS (
        DELETE FROM indicators_rollup WHERE changes_on < first_on RETURNING indicator, part, path, amount
    )
    INSERT INTO indicators_rollup AS r (indicator, part, path, changes_on, amount)
    SELECT indicator, part, path, first_on, sum(amount) FROM merged GROUP BY 1, 2, 3 HAVING sum(amount) <> 0
    ON CONFLICT (indicator, part, path, changes_on) DO UPDATE SET amount = r.amount + EXCLUDED.amount;
END $$;
-- What the sources say now, beside the stored facts: for the number on screen, in the scope of who asks.
CREATE FUNCTION indicators_recount(family text, code text, place text, day date)
RETURNS TABLE (part text, amount bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT ({in_scope("place")}) OR NOT EXISTS (SELECT FROM indicators_family WHERE name = family) THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format(
        'SELECT f.part::text, sum(f.value)::bigint FROM %I f WHERE f.indicator = $1 AND f.path >= $2 AND f.path < $2 || ''~'''
        ' AND f.from_on <= $3 AND (f.to_on IS NULL OR f.to_on > $3) GROUP BY 1', family || '_facts')
    USING code, place, day;
END $$;
-- Bring all facts of a family in line with the sources and say what differed.
CREATE FUNCTION indicators_rebuild(family text)
RETURNS TABLE (indicator text, missing bigint, extra bigint) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE ids bigint[];
BEGIN
    EXECUTE format($q$
        CREATE TEMPORARY TABLE indicators_differing ON COMMIT DROP AS
        SELECT d.subject_id, d.indicator, d.is_missing FROM (
            (SELECT true AS is_missing, indicator, part, subject_id, path, value, from_on, to_on FROM %1$I
             EXCEPT ALL
             SELECT true, indicator, part, subject_id, path, value, from_on, to_on FROM indicators_fact WHERE family = %2$L)
            UNION ALL
            (SELECT false, indicator, part, subject_id, path, value, from_on, to_on FROM indicators_fact WHERE family = %2$L
             EXCEPT ALL
             SELECT false, indicator, part, subject_id, path, value, from_on, to_on FROM %1$I)
        ) AS d $q$, family || '_facts', family);
    SELECT array_agg(DISTINCT d.subject_id) INTO ids FROM indicators_differing d;
    IF ids IS NOT NULL THEN
        EXECUTE format('SELECT %I($1)', family || '_refresh') USING ids;
    END IF;
    RETURN QUERY SELECT d.indicator::text, count(*) FILTER (WHERE d.is_missing), count(*) FILTER (WHERE NOT d.is_missing)
                   FROM indicators_differing d GROUP BY 1 ORDER BY 1;
    DROP TABLE indicators_differing;
END $$;
-- What the facts add up to, where the roll-up and its deltas say otherwise.
CREATE FUNCTION indicators_rollup_drift()
RETURNS TABLE (indicator text, part text, path text, changes_on date, kept numeric, computed numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT indicator, part, path, changes_on, sum(kept), sum(computed) FROM (
        SELECT indicator, part, path, changes_on, amount AS kept, 0 AS computed FROM indicators_rollup
        UNION ALL
        SELECT d.indicator, d.part, left(d.path, 4 * level), GREATEST(d.changes_on, s.opened_on), d.amount, 0
          FROM indicators_delta d CROSS JOIN indicators_rollupstart s
         CROSS JOIN LATERAL generate_series(1, length(d.path) / 4) AS level
        UNION ALL
        SELECT f.indicator, f.part, left(f.path, 4 * level), GREATEST(c.changes_on, s.opened_on), 0, c.amount
          FROM indicators_fact f CROSS JOIN indicators_rollupstart s
         CROSS JOIN LATERAL (VALUES (f.from_on, f.value), (f.to_on, -f.value)) AS c (changes_on, amount)
         CROSS JOIN LATERAL generate_series(1, LEAST(length(f.path), 12) / 4) AS level
         WHERE c.changes_on IS NOT NULL
    ) AS sides GROUP BY 1, 2, 3, 4 HAVING sum(kept) <> sum(computed)
$$;
CREATE FUNCTION indicators_mend_rollup() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mended integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('indicators.rollup'));
    WITH drift AS (SELECT * FROM indicators_rollup_drift()), folded AS (
        INSERT INTO indicators_rollup AS r (indicator, part, path, changes_on, amount)
        SELECT indicator, part, path, changes_on, computed - kept FROM drift
        ON CONFLICT (indicator, part, path, changes_on) DO UPDATE SET amount = r.amount + EXCLUDED.amount
    )
    SELECT count(*) INTO mended FROM drift;
    RETURN mended;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON indicators_declared FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON indicators_entry FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
"""
    + protect("indicators_fact", in_scope("path"))
    + protect("indicators_rollup", in_scope("path"))
    + protect("indicators_delta", in_scope("path"))
    + protect("indicators_declared", in_scope("path"), is_ancestor("union_id"), writable=in_scope("path"))
    + protect("indicators_entry", in_scope("path"))
    + protect("indicators_snapshot", in_scope("path"))
    + f"""
CREATE POLICY of_indicator ON trail_event FOR SELECT TO {APP_ROLE} USING ((subject_type = 'indicators.declared' AND {of_visible("indicators_declared", "trail_event.subject_id")}) OR (subject_type = 'indicators.entry' AND {of_visible("indicators_entry", "trail_event.subject_id")}));
REVOKE ALL ON FUNCTION indicators_drain(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators_drain(integer) TO {BATCH_ROLE};
REVOKE ALL ON FUNCTION indicators_strike(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators_strike(date) TO {BATCH_ROLE};
REVOKE ALL ON FUNCTION indicators_rebuild(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators_rebuild(text) TO {BATCH_ROLE};
REVOKE ALL ON FUNCTION indicators_rollup_drift() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators_rollup_drift() TO {BATCH_ROLE};
REVOKE ALL ON FUNCTION indicators_mend_rollup() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators_mend_rollup() TO {BATCH_ROLE};
REVOKE ALL ON FUNCTION indicators_recount(text, text, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators_recount(text, text, text, date) TO {APP_ROLE}, {BATCH_ROLE};
"""
    + lock_to_owner(
        "indicators_family", "indicators_fact", "indicators_rollup", "indicators_delta", "indicators_rollupstart"
    )
    + f"""
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON indicators_threshold FROM {APP_ROLE};
"""
    + append_only("indicators_entry", "indicators_snapshot")
    + create_family("declared", base_table="organisation_union", view=DECLARED)
    + watch(
        "declared_from_entry",
        "indicators_entry",
        feeds={"declared": "SELECT union_id FROM changed"},
        columns=["union_id", "value", "total", "as_of_on", "period_from", "period_to", "path"],
    )
)


class Migration(migrations.Migration):
    replaces = [
        ("indicators", "0002_guards"),
        ("indicators", "0003_derived_places"),
        ("indicators", "0004_plans_of_their_day"),
        ("indicators", "0005_probes"),
    ]

    dependencies = [("indicators", "0001_tables"), ("organisation", "0004_joining"), ("trail", "0002_guarding")]
    operations = [migrations.RunSQL(GUARDS)]

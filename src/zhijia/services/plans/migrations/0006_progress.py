"""How far the numbers of a task's targets have come, for everyone who sees the task.

Who leads a task in a county answers for the city's number and cannot see it: row security leaves a part of it, which says
nothing. A function of the owner reads the whole number for the targets of tasks in sight, and of nothing else, so that the
yellow light is the same on every desk and board.
"""

from django.db import migrations

from zhijia.engines.indicators.schema import ROLLED_LENGTH
from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope

IN_SIGHT = f"""(({in_scope("c.path")}) OR ({in_scope("c.line_path")})
           OR EXISTS (SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")})))"""

FORWARD = f"""
CREATE FUNCTION plans_measured(wanted bigint[], day date)
RETURNS TABLE (task_id bigint, indicator text, comparator text, value numeric, baseline numeric, period_from date,
               period_to date, is_ratio boolean, numerator bigint, denominator bigint, reports bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH own AS MATERIALIZED (
        SELECT g.id, g.task_id, g.indicator, g.comparator, g.value, g.baseline, g.period_from, g.period_to, g.path,
               d.is_ratio, LEAST(day, g.period_to) AS counted_on
          FROM cases_case c
          JOIN plans_task t ON t.case_id = c.id
          JOIN plans_target g ON g.task_id = t.id
          LEFT JOIN indicators_declared d ON g.indicator = 'declared.' || d.id
         WHERE c.id = ANY (wanted) AND g.per = '' AND {IN_SIGHT}
    ), changes AS (
        SELECT o.id, r.part, r.amount FROM own o JOIN indicators_rollup r
            ON r.indicator = o.indicator AND r.path = o.path AND r.changes_on <= o.counted_on
         WHERE length(o.path) <= {ROLLED_LENGTH}
        UNION ALL
        SELECT o.id, d.part, d.amount FROM own o JOIN indicators_delta d
            ON d.indicator = o.indicator AND d.path >= o.path AND d.path < o.path || '~' AND d.changes_on <= o.counted_on
         WHERE length(o.path) <= {ROLLED_LENGTH}
        UNION ALL
        SELECT o.id, f.part, f.value FROM own o JOIN indicators_fact f
            ON f.indicator = o.indicator AND f.path >= o.path AND f.path < o.path || '~'
           AND f.from_on <= o.counted_on AND (f.to_on IS NULL OR f.to_on > o.counted_on)
         WHERE length(o.path) > {ROLLED_LENGTH}
    ), sums AS (
        SELECT id, COALESCE(sum(amount) FILTER (WHERE part = 'n'), 0)::bigint AS n,
               COALESCE(sum(amount) FILTER (WHERE part = 'd'), 0)::bigint AS d,
               COALESCE(sum(amount) FILTER (WHERE part = 'r'), 0)::bigint AS r
          FROM changes GROUP BY id
    )
    SELECT o.task_id, o.indicator, o.comparator, o.value, o.baseline, o.period_from, o.period_to, o.is_ratio,
           COALESCE(s.n, 0), COALESCE(s.d, 0), COALESCE(s.r, 0)
      FROM own o LEFT JOIN sums s USING (id) ORDER BY o.id
$$;
REVOKE ALL ON FUNCTION plans_measured(bigint[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_measured(bigint[], date) TO {APP_ROLE}, {BATCH_ROLE};
"""  # noqa: S608 - constants of ours


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_extension_guards"), ("cases", "0004_share_guard")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION plans_measured(bigint[], date);")]

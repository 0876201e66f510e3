"""A plan is seen in its issuer's subtree and by every union below it; its tasks as their cases are."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_ancestor, of_visible, protect

# A case `c` that the present scope shows.
IN_SIGHT = f"""(({in_scope("c.path")}) OR ({in_scope("c.line_path")})
           OR EXISTS (SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")})))"""

GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON plans_plandocument FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON plans_plannode FOR EACH ROW EXECUTE FUNCTION organisation_take_path('plan_id', 'plans_plandocument');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON plans_planoperation FOR EACH ROW EXECUTE FUNCTION organisation_take_path('plan_id', 'plans_plandocument');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON plans_task FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON plans_target FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE FUNCTION plans_refuse_frozen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM plans_plandocument WHERE id = coalesce(NEW.plan_id, OLD.plan_id) AND state <> 'review') THEN
        RAISE EXCEPTION 'the tree of a published plan is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_plannode
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_frozen();
CREATE FUNCTION plans_refuse_frozen_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'review' AND NOT (TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'closed'
       AND to_jsonb(NEW) - '{state,closed_at}'::text[] = to_jsonb(OLD) - '{state,closed_at}'::text[]) THEN
        RAISE EXCEPTION 'a published plan is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON plans_plandocument
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_frozen_document();
"""
    + protect(
        "plans_plandocument",
        in_scope("path"),
        f"state <> 'review' AND {is_ancestor('union_id')}",
        writable=in_scope("path"),
    )
    + protect(
        "plans_plannode",
        in_scope("path"),
        of_visible("plans_plandocument", "plans_plannode.plan_id"),
        writable=in_scope("path"),
    )
    + protect("plans_planoperation", in_scope("path"))
    + protect("plans_task", in_scope("path"), of_visible("cases_case", "plans_task.case_id"))
    + protect("plans_tasksupport", of_visible("plans_task", "plans_tasksupport.task_id"))
    + protect("plans_taskreport", of_visible("plans_task", "plans_taskreport.task_id"))
    + protect(
        "plans_target",
        in_scope("path"),
        of_visible("plans_plandocument", "plans_target.plan_id"),
        writable=in_scope("path"),
    )
    + f"""
CREATE POLICY of_plan ON trail_event FOR SELECT TO {APP_ROLE}
    USING (
    subject_type = 'plans.plan' AND {of_visible("plans_plandocument", "trail_event.subject_id")});
"""
)

# Extensions are seen as their tasks are; what was granted and what was done by the original date are counted (TA-06).
EXTENSION_GUARDS = protect("plans_taskextension", of_visible("plans_task", "plans_taskextension.task_id"))

# How far the numbers of a task's targets have come, for everyone who sees the task.
# Who leads a task in a county answers for the city's number and cannot see it: row security leaves a part of it, which
# says nothing. A function of the owner reads the whole number for the targets of tasks in sight, and of nothing else,
# so that the yellow light is the same on every desk and board.
PROGRESS = f"""
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
         WHERE length(o.path) <= 12
        UNION ALL
        SELECT o.id, d.part, d.amount FROM own o JOIN indicators_delta d
            ON d.indicator = o.indicator AND d.path >= o.path AND d.path < o.path || '~' AND d.changes_on <= o.counted_on
         WHERE length(o.path) <= 12
        UNION ALL
        SELECT o.id, f.part, f.value FROM own o JOIN indicators_fact f
            ON f.indicator = o.indicator AND f.path >= o.path AND f.path < o.path || '~'
           AND f.from_on <= o.counted_on AND (f.to_on IS NULL OR f.to_on > o.counted_on)
         WHERE length(o.path) > 12
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
"""

# A plan is published or closed with an event, or not at all.
STATE_GUARD = """
CREATE CONSTRAINT TRIGGER state_leaves_event AFTER UPDATE OF state ON plans_plandocument DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION trail_state_needs_event('plans.plan');
"""

# Who holds the lead post of a task on a day: asked of the holdings, no longer copied when the task is assigned.
# Row security hides posts and people of other counties. Who sees a task may know who answers for it, and no more; so a
# function of the owner answers for tasks whose case the present scope shows, and for no other. Of a task that is over
# it names who held the post then.
HOLDERS = f"""
CREATE FUNCTION plans_lead_person(wanted bigint, day date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE((
        SELECT p.name
          FROM plans_task t
          JOIN cases_case c ON c.id = t.case_id
          JOIN organisation_postholding h ON h.post_id = t.lead_id
          JOIN organisation_person p ON p.id = h.person_id
         CROSS JOIN LATERAL (SELECT LEAST(day, t.done_on, (c.closed_at AT TIME ZONE 'Asia/Shanghai')::date) AS held) d
         WHERE t.id = wanted AND h.from_on <= d.held AND (h.to_on IS NULL OR h.to_on > d.held) AND {IN_SIGHT}
         ORDER BY h.kind DESC, h.from_on, h.id LIMIT 1), '')
$$;
CREATE FUNCTION plans_assigner_acts(wanted bigint, day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM plans_task t
          JOIN cases_case c ON c.id = t.case_id
          JOIN organisation_post p ON p.id = t.assigner_id
          JOIN organisation_postholding h ON h.post_id = p.id
         WHERE t.id = wanted AND (p.closed_on IS NULL OR p.closed_on > day)
           AND h.from_on <= day AND (h.to_on IS NULL OR h.to_on > day) AND {IN_SIGHT})
$$;
REVOKE ALL ON FUNCTION plans_lead_person(bigint, date), plans_assigner_acts(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_lead_person(bigint, date), plans_assigner_acts(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""

# Everybody who held the lead post of a task, for the page of its case, which reads the task before it knows the day.
HOLDINGS = f"""
CREATE FUNCTION plans_lead_holdings(wanted bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(jsonb_agg(jsonb_build_object('name', p.name, 'from_on', h.from_on, 'to_on', h.to_on)
                              ORDER BY h.kind DESC, h.from_on, h.id), '[]')
      FROM plans_task t
      JOIN cases_case c ON c.id = t.case_id
      JOIN organisation_postholding h ON h.post_id = t.lead_id
      JOIN organisation_person p ON p.id = h.person_id
     WHERE t.id = wanted AND {IN_SIGHT}
$$;
REVOKE ALL ON FUNCTION plans_lead_holdings(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_lead_holdings(bigint) TO {APP_ROLE}, {BATCH_ROLE};
"""

STAGES = (
    protect("plans_taskstage", of_visible("plans_task", "plans_taskstage.task_id"))
    + f"""
-- The leader in charge, as `plans_lead_person` names who holds the lead post.
CREATE FUNCTION plans_leading_person(wanted bigint, day date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE((
        SELECT p.name
          FROM plans_task t
          JOIN cases_case c ON c.id = t.case_id
          JOIN organisation_postholding h ON h.post_id = t.leader_id
          JOIN organisation_person p ON p.id = h.person_id
         CROSS JOIN LATERAL (SELECT LEAST(day, t.done_on, (c.closed_at AT TIME ZONE 'Asia/Shanghai')::date) AS held) d
         WHERE t.id = wanted AND h.from_on <= d.held AND (h.to_on IS NULL OR h.to_on > d.held) AND {IN_SIGHT}
         ORDER BY h.kind DESC, h.from_on, h.id LIMIT 1), '')
$$;
REVOKE ALL ON FUNCTION plans_leading_person(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_leading_person(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""
)


class Migration(migrations.Migration):
    replaces = [
        ("plans", "0002_guards"),
        ("plans", "0005_extension_guards"),
        ("plans", "0006_progress"),
        ("plans", "0008_closing_guards"),
        ("plans", "0010_state_guard"),
        ("plans", "0011_probes"),
        ("plans", "0015_holdings"),
    ]

    dependencies = [
        ("plans", "0001_tables"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
        ("trail", "0002_guarding"),
    ]
    operations = [migrations.RunSQL(GUARDS + EXTENSION_GUARDS + PROGRESS + STATE_GUARD + HOLDERS + HOLDINGS + STAGES)]

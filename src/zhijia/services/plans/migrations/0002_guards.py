"""A plan is seen in its issuer's subtree and by every union below it; its tasks as their cases are."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_ancestor, protect, unprotect

OF_VISIBLE_PLAN = "plan_id IN (SELECT id FROM plans_plandocument)"
OF_VISIBLE_TASK = "task_id IN (SELECT id FROM plans_task)"
OF_VISIBLE_CASE = "case_id IN (SELECT id FROM cases_case)"

TAKES_PATH = {
    "plans_plandocument": ("union_id", "organisation_union"),
    "plans_plannode": ("plan_id", "plans_plandocument"),
    "plans_planoperation": ("plan_id", "plans_plandocument"),
    "plans_task": ("case_id", "cases_case"),
    "plans_target": ("union_id", "organisation_union"),
}
ISSUED_ABOVE = f"state = 'published' AND {is_ancestor('union_id')}"
POLICIES = {
    "plans_plandocument": (in_scope("path"), ISSUED_ABOVE),
    "plans_plannode": (in_scope("path"), OF_VISIBLE_PLAN),
    "plans_planoperation": (in_scope("path"),),
    "plans_task": (in_scope("path"), OF_VISIBLE_CASE),
    "plans_tasksupport": (OF_VISIBLE_TASK,),
    "plans_taskreport": (OF_VISIBLE_TASK,),
    "plans_target": (in_scope("path"), OF_VISIBLE_PLAN),
}
WRITABLE = {
    "plans_plandocument": in_scope("path"),
    "plans_plannode": in_scope("path"),
    "plans_target": in_scope("path"),
}

FROZEN = """
-- What was published is frozen: neither its text nor its tree changes any more.
CREATE FUNCTION plans_refuse_frozen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM plans_plandocument
                WHERE id = coalesce(NEW.plan_id, OLD.plan_id) AND state = 'published') THEN
        RAISE EXCEPTION 'the tree of a published plan is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_plannode
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_frozen();

CREATE FUNCTION plans_refuse_frozen_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' THEN
        RAISE EXCEPTION 'a published plan is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON plans_plandocument
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_frozen_document();
"""

EVENTS = """
CREATE POLICY of_plan ON trail_event FOR SELECT TO zhijia_app
    USING (subject_type = 'plans.plan' AND subject_id IN (SELECT id FROM plans_plandocument));
"""


def triggers() -> str:
    return "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )


FORWARD = (
    triggers()
    + FROZEN
    + "".join(protect(table, *rules, writable=WRITABLE.get(table)) for table, rules in POLICIES.items())
    + EVENTS
)
BACKWARD = (
    "DROP POLICY of_plan ON trail_event;"
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(unprotect(table) for table in POLICIES)
    + "DROP FUNCTION plans_refuse_frozen() CASCADE; DROP FUNCTION plans_refuse_frozen_document() CASCADE;"
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("cases", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

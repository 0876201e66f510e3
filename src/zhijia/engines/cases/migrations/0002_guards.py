"""What the database itself guarantees of cases: scope, paths, and that a state never changes without its event."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, protect, unprotect

SHARED = "{id} IN (SELECT case_id FROM cases_caseshare)"
OF_VISIBLE_CASE = "case_id IN (SELECT id FROM cases_case)"

STATE_GUARD = """
-- A case's state is what its last event says it became; each change cites an event written in the same transaction.
CREATE FUNCTION cases_state_needs_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE before text := '';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.state = OLD.state AND NEW.last_event_id = OLD.last_event_id THEN
            RETURN NEW;
        END IF;
        before := OLD.state;
    END IF;
    IF NOT EXISTS (
        SELECT FROM trail_event e
         WHERE e.id = NEW.last_event_id AND e.xid = pg_current_xact_id()
           AND e.subject_type = 'cases.case' AND e.subject_id = NEW.id
           AND e.from_state = before AND e.to_state = NEW.state
    ) THEN
        RAISE EXCEPTION 'case %: state "%" has no event in this transaction', NEW.id, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER state_needs_event BEFORE INSERT OR UPDATE ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_state_needs_event();

CREATE FUNCTION cases_place_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT path, line_path INTO NEW.path, NEW.line_path FROM organisation_union WHERE id = NEW.union_id;
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE OF union_id, path ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_place_case();
"""

TAKES_PATH = {
    "cases_caseshare": ("union_id", "organisation_union"),
    "cases_awaits": ("union_id", "organisation_union"),
    "cases_clock": ("case_id", "cases_case"),
    "cases_request": ("case_id", "cases_case"),
}
POLICIES = {
    "cases_case": (in_scope("path"), in_scope("line_path"), SHARED.format(id="id")),
    "cases_caseshare": (in_scope("path"),),
    "cases_awaits": (in_scope("path"), OF_VISIBLE_CASE),
    "cases_clock": (in_scope("path"), OF_VISIBLE_CASE),
    "cases_correction": (in_scope("path"), "clock_id IN (SELECT id FROM cases_clock)"),
    "cases_request": ("user_id = NULLIF(current_setting('app.uid'), '')::bigint",),
}

CORRECTIONS = """
CREATE FUNCTION cases_place_correction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT path INTO NEW.path FROM cases_clock WHERE id = NEW.clock_id;
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_correction
    FOR EACH ROW EXECUTE FUNCTION cases_place_correction();
"""

EVENTS = """
CREATE POLICY of_case ON trail_event FOR SELECT TO zhijia_app
    USING (subject_type = 'cases.case' AND subject_id IN (SELECT id FROM cases_case));
"""


def triggers() -> str:
    return "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )


FORWARD = (
    STATE_GUARD
    + CORRECTIONS
    + triggers()
    + "".join(protect(table, *rules) for table, rules in POLICIES.items())
    + EVENTS
)
BACKWARD = (
    "DROP POLICY of_case ON trail_event;"
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(unprotect(table) for table in POLICIES)
    + "DROP FUNCTION cases_place_correction() CASCADE; DROP FUNCTION cases_place_case() CASCADE;"
    "DROP FUNCTION cases_state_needs_event() CASCADE;"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("organisation", "0002_guards"), ("trail", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Names for those who take part in a case, and an event that covers one change only.

Row security hides unions, posts and people of another county. Who may see a case may know these names of it, and no
more; so two functions of the owner answer for cases that the present scope shows, and for no other.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope

VISIBLE = f"""({in_scope("c.path")} OR {in_scope("c.line_path")}
    OR EXISTS (SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")})))"""

FUNCTIONS = f"""
CREATE FUNCTION cases_places(wanted bigint[]) RETURNS TABLE (case_id bigint, union_name text, enterprise_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.id, coalesce(nullif(u.short_name, ''), u.name), e.name
      FROM cases_case c
      JOIN organisation_union u ON u.id = c.union_id
      LEFT JOIN organisation_enterprise e ON e.id = c.enterprise_id
     WHERE c.id = ANY (wanted) AND {VISIBLE}
$$;

CREATE FUNCTION cases_awaited(wanted bigint, today date) RETURNS TABLE (
    verb text, union_name text, post_id bigint, post_title text, role text, holders text,
    due_on date, since timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.verb, u.name, a.post_id, coalesce(p.title, ''), a.role,
           coalesce((SELECT string_agg(h.name, '、' ORDER BY h.kind DESC, h.name) FROM (
                SELECT DISTINCT person.name, holding.kind
                  FROM organisation_postholding holding
                  JOIN organisation_post post ON post.id = holding.post_id
                  JOIN organisation_person person ON person.id = holding.person_id
                 WHERE (post.id = a.post_id OR (a.post_id IS NULL AND post.union_id = a.union_id AND post.role = a.role))
                   AND holding.from_on <= today AND (holding.to_on IS NULL OR holding.to_on > today)) h), ''),
           a.due_on, a.since
      FROM cases_case c
      JOIN cases_awaits a ON a.case_id = c.id
      JOIN organisation_union u ON u.id = a.union_id
      LEFT JOIN organisation_post p ON p.id = a.post_id
     WHERE c.id = wanted AND {VISIBLE}
     ORDER BY a.due_on NULLS LAST, a.id
$$;
REVOKE ALL ON FUNCTION cases_places(bigint[]), cases_awaited(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_places(bigint[]), cases_awaited(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""

ONE_EVENT_ONE_CHANGE = """
CREATE OR REPLACE FUNCTION cases_state_needs_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE before text := '';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.state = OLD.state AND NEW.last_event_id = OLD.last_event_id THEN
            RETURN NEW;
        END IF;
        before := OLD.state;
    END IF;
    IF (TG_OP = 'UPDATE' AND NEW.last_event_id <= OLD.last_event_id) OR NOT EXISTS (
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
"""
DROP_NAMES = "DROP FUNCTION cases_places(bigint[]); DROP FUNCTION cases_awaited(bigint, date);"


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_guards")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_NAMES),
        # Not reversed: the guard of 0002 without the order of events is only weaker.
        migrations.RunSQL(ONE_EVENT_ONE_CHANGE, migrations.RunSQL.noop),
    ]

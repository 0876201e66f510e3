"""Outside parties: they see cases shared with them, of the log only what changed the state and what they did themselves.

A share with a party lies at no place (its path is empty), so that the shares of a county do not grow by every case that
some employer takes part in; it is written by one function, which asks whether the case lies in the sharer's scope.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_party

VISIBLE = f"""({in_scope("c.path")} OR {in_scope("c.line_path")} OR EXISTS (
    SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")} OR {is_party("s.party")})))"""

PLACES = """
CREATE FUNCTION cases_place_joint() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.union_id IS NOT NULL THEN
        SELECT path INTO NEW.path FROM organisation_union WHERE id = NEW.union_id;
    ELSIF TG_TABLE_NAME = 'cases_caseshare' THEN
        NEW.path := '';
    ELSE
        SELECT path INTO NEW.path FROM cases_case WHERE id = NEW.case_id;
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER place ON cases_caseshare;
DROP TRIGGER place ON cases_awaits;
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_caseshare FOR EACH ROW EXECUTE FUNCTION cases_place_joint();
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_awaits FOR EACH ROW EXECUTE FUNCTION cases_place_joint();
"""

SHARING = f"""
CREATE FUNCTION cases_share_with(wanted bigint, whom text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT cases_may_share(wanted) THEN
        RETURN false;
    END IF;
    INSERT INTO cases_caseshare (case_id, union_id, party, path) VALUES (wanted, NULL, whom, '') ON CONFLICT DO NOTHING;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION cases_share_with(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_share_with(bigint, text) TO {APP_ROLE}, {BATCH_ROLE};
ALTER POLICY app ON cases_caseshare USING (({in_scope("path")}) OR ({is_party("party")}))
    WITH CHECK (({in_scope("path")}) AND cases_may_share(case_id));
"""

NAMES = f"""
CREATE OR REPLACE FUNCTION cases_places(wanted bigint[])
RETURNS TABLE (case_id bigint, union_name text, enterprise_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.id, coalesce(nullif(u.short_name, ''), u.name), e.name
      FROM cases_case c
      JOIN organisation_union u ON u.id = c.union_id
      LEFT JOIN organisation_enterprise e ON e.id = c.enterprise_id
     WHERE c.id = ANY (wanted) AND {VISIBLE}
$$;

DROP FUNCTION cases_awaited(bigint, date);
CREATE FUNCTION cases_awaited(wanted bigint, today date) RETURNS TABLE (
    verb text, union_name text, post_id bigint, post_title text, role text, holders text,
    due_on date, since timestamptz, party text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.verb, coalesce(u.name, e.name, b.name, ''), a.post_id, coalesce(p.title, ''), a.role,
           CASE WHEN current_setting('app.parties') <> '' THEN '' ELSE
           coalesce((SELECT string_agg(h.name, '、' ORDER BY h.kind DESC, h.name) FROM (
                SELECT DISTINCT person.name, holding.kind
                  FROM organisation_postholding holding
                  JOIN organisation_post post ON post.id = holding.post_id
                  JOIN organisation_person person ON person.id = holding.person_id
                 WHERE (post.id = a.post_id OR (a.post_id IS NULL AND post.union_id = a.union_id AND post.role = a.role))
                   AND holding.from_on <= today AND (holding.to_on IS NULL OR holding.to_on > today)) h), '') END,
           a.due_on, a.since, a.party
      FROM cases_case c
      JOIN cases_awaits a ON a.case_id = c.id
      LEFT JOIN organisation_union u ON u.id = a.union_id
      LEFT JOIN organisation_post p ON p.id = a.post_id
      LEFT JOIN organisation_enterprise e ON a.party = 'employer:' || e.id AND e.id = c.enterprise_id
      LEFT JOIN organisation_labourbureau b ON a.party = 'bureau:' || b.place
     WHERE c.id = wanted AND {VISIBLE}
     ORDER BY a.due_on NULLS LAST, a.id
$$;
REVOKE ALL ON FUNCTION cases_awaited(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_awaited(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""

LOG = """
ALTER POLICY of_case ON trail_event USING (
    subject_type = 'cases.case' AND subject_id IN (SELECT id FROM cases_case)
    AND (current_setting('app.parties') = '' OR from_state <> to_state
         OR actor_id = NULLIF(current_setting('app.uid'), '')::bigint));
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_parties"), ("organisation", "0007_outside_guards")]
    # Not reversed: without the tables' columns these doors lead nowhere, and older code does not ask for them.
    operations = [migrations.RunSQL(PLACES + SHARING + NAMES + LOG, migrations.RunSQL.noop)]

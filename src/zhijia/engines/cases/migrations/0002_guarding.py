"""What the database itself guarantees of cases: scope, paths, and that a state never changes without its event."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, append_only, in_scope, is_party, of_visible, protect

# A case `c` that the present scope shows, as the policy of cases says it.
IN_SIGHT = f"""({in_scope("c.path")} OR {in_scope("c.line_path")} OR EXISTS (
    SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")} OR {is_party("s.party")})))"""

GUARDS = (
    """
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
CREATE FUNCTION cases_place_correction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT path INTO NEW.path FROM cases_clock WHERE id = NEW.clock_id;
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_correction
    FOR EACH ROW EXECUTE FUNCTION cases_place_correction();
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_clock FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_request FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
"""
    + protect(
        "cases_case",
        in_scope("path"),
        in_scope("line_path"),
        of_visible("cases_caseshare", "cases_case.id", key="case_id"),
    )
    + protect("cases_awaits", in_scope("path"), of_visible("cases_case", "cases_awaits.case_id"))
    + protect("cases_clock", in_scope("path"), of_visible("cases_case", "cases_clock.case_id"))
    + protect("cases_correction", in_scope("path"), of_visible("cases_clock", "cases_correction.clock_id"))
    + protect("cases_request", "user_id = NULLIF(current_setting('app.uid'), '')::bigint")
    + f"""
CREATE POLICY of_case ON trail_event FOR SELECT TO {APP_ROLE}
    USING (
    subject_type = 'cases.case' AND {of_visible("cases_case", "trail_event.subject_id")}
    AND (current_setting('app.parties') = '' OR from_state <> to_state
         OR actor_id = NULLIF(current_setting('app.uid'), '')::bigint));
"""
)

# Names for those who take part in a case, and an event that covers one change only.
# Row security hides unions, posts and people of another county. Who may see a case may know these names of it, and no
# more; so two functions of the owner answer for cases that the present scope shows, and for no other.
NAMES = f"""
CREATE FUNCTION cases_places(wanted bigint[])
RETURNS TABLE (case_id bigint, union_name text, enterprise_name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY
    SELECT c.id, coalesce(nullif(u.short_name, ''), u.name)::text, e.name::text
      FROM cases_case c
      JOIN organisation_union u ON u.id = c.union_id
      LEFT JOIN organisation_enterprise e ON e.id = c.enterprise_id
     WHERE c.id = ANY (wanted) AND {IN_SIGHT};
END $$;
REVOKE ALL ON FUNCTION cases_places(bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_places(bigint[]) TO {APP_ROLE}, {BATCH_ROLE};
"""

# Who may share a case: only those in whose own subtree it lies.
# A policy that looked at the union that a share names and not at the case would let a scope share to itself a case of
# another county by guessing its number. A function of the owner answers for the case: a policy of shares that asked
# the table of cases, whose policy asks the shares, would run in a circle.
SHARE_GUARD = f"""
CREATE FUNCTION cases_may_share(wanted bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM cases_case c WHERE c.id = wanted AND ({in_scope("c.path")}))
$$;
REVOKE ALL ON FUNCTION cases_may_share(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_may_share(bigint) TO {APP_ROLE}, {BATCH_ROLE};
""" + protect(
    "cases_caseshare",
    in_scope("path"),
    is_party("party"),
    writable=f"({in_scope('path')}) AND cases_may_share(case_id)",
)

# Paper entries take their path from their case and are seen with it.
PAPER_ENTRY_GUARDS = """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_paperentry
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
""" + protect("cases_paperentry", in_scope("path"), of_visible("cases_case", "cases_paperentry.case_id"))

# What the database guarantees of clocks: the last moment lies on the due day; decisions are only added, and scoped.
CLOCK_GUARDS = (
    """
ALTER TABLE cases_clock ADD CONSTRAINT clock_ends_on_its_due_day
    CHECK ((due_at AT TIME ZONE 'Asia/Shanghai')::date = due_on);
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_clockentry
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('clock_id', 'cases_clock');
"""
    + protect("cases_clockentry", in_scope("path"), of_visible("cases_clock", "cases_clockentry.clock_id"))
    + append_only("cases_clockentry")
)

# Outside parties: they see cases shared with them, of the log only what changed the state and what they did themselves.
# A share with a party lies at no place (its path is empty), so that the shares of a county do not grow by every case
# that some employer takes part in; it is written by one function, which asks whether the case lies in the sharer's
# scope.
PARTY_GUARDS = f"""
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
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_caseshare FOR EACH ROW EXECUTE FUNCTION cases_place_joint();
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_awaits FOR EACH ROW EXECUTE FUNCTION cases_place_joint();
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
     WHERE c.id = wanted AND {IN_SIGHT}
     ORDER BY a.due_on NULLS LAST, a.id
$$;
REVOKE ALL ON FUNCTION cases_awaited(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_awaited(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""

# Findings take their path from their case, are seen with it, and are only ever added.
FINDING_GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_casefinding
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
"""
    + protect("cases_casefinding", in_scope("path"), of_visible("cases_case", "cases_casefinding.case_id"))
    + append_only("cases_casefinding")
)

# Reminders are seen where their clock is, and written by jobs only.
REMINDER_GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_reminder FOR EACH ROW EXECUTE FUNCTION organisation_take_path('clock_id', 'cases_clock');
"""
    + protect("cases_reminder", in_scope("path"))
    + f"""
REVOKE INSERT, UPDATE, DELETE ON cases_reminder FROM {APP_ROLE};
"""
)

# Cases are found by a part of their number or title, quickly in a register of any size, and only in scope.
# Under row security no index serves `ILIKE`: a quarter of a million cases were read for each search. Pairs of
# neighbouring characters are kept beside the register (a state changes often, a title hardly ever), and one function of
# the owner asks them.
SEARCH = f"""
CREATE FUNCTION cases_bigrams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT substr(lower(words), i, 2)) FROM generate_series(1, length(words) - 1) AS i
$$;
CREATE TABLE cases_words (
    case_id bigint PRIMARY KEY REFERENCES cases_case ON DELETE CASCADE, bigrams text[] NOT NULL);
REVOKE ALL ON cases_words FROM {APP_ROLE}, {BATCH_ROLE};
CREATE INDEX cases_words_bigrams ON cases_words USING gin (bigrams);
CREATE FUNCTION cases_note_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO cases_words (case_id, bigrams) VALUES (NEW.id, cases_bigrams(NEW.number || ' ' || NEW.title))
    ON CONFLICT (case_id) DO UPDATE SET bigrams = EXCLUDED.bigrams;
    RETURN NULL;
END $$;
CREATE TRIGGER note_words AFTER INSERT OR UPDATE OF number, title ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_note_words();
CREATE FUNCTION cases_search(typed text, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM (
        SELECT c.* FROM cases_words w JOIN cases_case c ON c.id = w.case_id
         WHERE w.bigrams @> cases_bigrams(typed)
           AND strpos(lower(c.number || ' ' || c.title), lower(typed)) > 0 AND {IN_SIGHT}
         LIMIT 2000) AS found
     ORDER BY closed_at NULLS FIRST, opened_at DESC, id DESC LIMIT most
$$;
REVOKE ALL ON FUNCTION cases_search(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_search(text, integer) TO {APP_ROLE}, {BATCH_ROLE};
"""

# Comments are for those who work on a case, not for outside parties; a watch is told by post, whoever holds it then.
DISCUSSION_GUARDS = (
    f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_comment
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_watch
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('post_id', 'organisation_post');
-- Which posts watch a case is asked when it is moved, also by somebody who does not see those posts.
CREATE FUNCTION cases_watchers(wanted bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT post_id FROM cases_watch WHERE case_id = wanted
$$;
REVOKE ALL ON FUNCTION cases_watchers(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_watchers(bigint) TO {APP_ROLE}, {BATCH_ROLE};
"""
    + protect(
        "cases_comment",
        f"current_setting('app.parties') = '' AND (({in_scope('path')}) OR {of_visible('cases_case', 'cases_comment.case_id')})",
    )
    + protect(
        "cases_watch",
        in_scope("path"),
        writable=f"({in_scope('path')}) AND {of_visible('cases_case', 'cases_watch.case_id')}",
    )
    + append_only("cases_comment")
)

# A saved filter is its owner's alone.
FILTER_GUARDS = protect("cases_savedfilter", "user_id = NULLIF(current_setting('app.uid'), '')::bigint")


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0002_guards"),
        ("cases", "0003_names"),
        ("cases", "0004_share_guard"),
        ("cases", "0006_paper_entry_guards"),
        ("cases", "0008_clock_guards"),
        ("cases", "0010_party_guards"),
        ("cases", "0012_finding_guards"),
        ("cases", "0014_reminder_guards"),
        ("cases", "0015_search"),
        ("cases", "0017_discussion_guards"),
        ("cases", "0018_probes"),
        ("cases", "0021_filter_guards"),
    ]

    dependencies = [("cases", "0001_tables"), ("organisation", "0004_joining"), ("trail", "0002_guarding")]
    operations = [
        migrations.RunSQL(
            GUARDS
            + NAMES
            + SHARE_GUARD
            + PAPER_ENTRY_GUARDS
            + CLOCK_GUARDS
            + PARTY_GUARDS
            + FINDING_GUARDS
            + REMINDER_GUARDS
            + SEARCH
            + DISCUSSION_GUARDS
            + FILTER_GUARDS
        )
    ]

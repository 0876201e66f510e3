"""Who sees rosters and what of them, the staging that nobody sees, and the matching that never says who or where."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, of_visible, protect, unprotect
from zhijia.organisation.rosters.staging import COLUMNS

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
ROSTER, PIECE, ROW = "organisation_roster", "organisation_rosterpiece", "organisation_rosterrow"
LAYOUT, COUNT, STAGE = "organisation_rosterlayout", "organisation_matchcount", "organisation_rosterstage"
TAKES_PATH = {
    ROSTER: ("uploaded_by_id", "organisation_post"),
    PIECE: ("roster_id", ROSTER),
    LAYOUT: ("union_id", "organisation_union"),
}

PLACE = "".join(
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
    for table, (column, source) in TAKES_PATH.items()
)
POLICIES = (
    protect(ROSTER, in_scope("path"))
    + protect(PIECE, in_scope("path"))
    + protect(LAYOUT, in_scope("path"))
    + protect(ROW, of_visible(ROSTER, f"{ROW}.roster_id"))
    + protect(COUNT, of_visible("organisation_post", f"{COUNT}.post_id"))
    + f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {COUNT} FROM {APP_ROLE};\n"
)
EVENTS = f"""
CREATE POLICY of_organisation_roster ON trail_event FOR SELECT TO {APP_ROLE} USING (
    subject_type = 'organisation.roster' AND {of_visible(ROSTER, "trail_event.subject_id")});
"""
CONTENT = f"ALTER TABLE {PIECE} ALTER COLUMN content SET STORAGE EXTERNAL;\n"  # ciphertext does not shrink
GUARD = f"""
CREATE CONSTRAINT TRIGGER state_leaves_event AFTER UPDATE OF state ON {ROSTER} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.state <> NEW.state AND NEW.state IN ('applied', 'undone'))
    EXECUTE FUNCTION trail_state_needs_event('organisation.roster');
"""
STAGING = f"""
-- Rows on their way. COPY knows no row security: the application may add only, and reads what its own transaction added.
CREATE UNLOGGED TABLE {STAGE} (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(), {", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())});
CREATE INDEX {STAGE}_xid ON {STAGE} (xid);
REVOKE ALL ON {STAGE} FROM {APP_ROLE}, {BATCH_ROLE};
GRANT INSERT ON {STAGE} TO {APP_ROLE}, {BATCH_ROLE};
CREATE FUNCTION organisation_roster_staged() RETURNS SETOF {STAGE} LANGUAGE sql STABLE {DEFINER} ROWS 10000 AS $$
    SELECT * FROM {STAGE} WHERE xid = pg_current_xact_id()
$$;
CREATE FUNCTION organisation_roster_unstage() RETURNS void LANGUAGE sql VOLATILE {DEFINER} AS $$
    DELETE FROM {STAGE} WHERE xid = pg_current_xact_id()
$$;
"""
MATCHING = f"""
-- Free, mine, or elsewhere: counted against what the post may ask in a day, for a roster in scope only.
CREATE FUNCTION organisation_match_roster(roster bigint, most integer, numbers integer[], kinds text[], indexes bytea[])
RETURNS TABLE (row_no integer, verdict text, id bigint) LANGUAGE plpgsql VOLATILE {DEFINER}
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET jit = off ROWS 10000 AS $$
DECLARE asker bigint;
BEGIN
    SELECT r.uploaded_by_id INTO asker FROM {ROSTER} r WHERE r.id = roster AND ({in_scope("r.path")});
    IF asker IS NULL THEN
        RAISE EXCEPTION 'roster % is not in this scope', roster USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF coalesce(cardinality(numbers), 0) = 0 THEN
        RETURN;
    END IF;
    IF cardinality(numbers) + (SELECT coalesce(sum(c.rows), 0) FROM {COUNT} c
                                WHERE c.post_id = asker AND c.at > now() - interval '1 day') > most THEN
        RAISE EXCEPTION 'roster_matches_used_up' USING ERRCODE = 'program_limit_exceeded';
    END IF;
    INSERT INTO {COUNT} (post_id, at, rows) VALUES (asker, now(), cardinality(numbers));
    RETURN QUERY
        SELECT w.n, CASE WHEN p.id IS NULL THEN 'new' WHEN p.is_mine THEN 'mine' ELSE 'elsewhere' END,
               CASE WHEN p.is_mine THEN p.id END
          FROM unnest(numbers, kinds, indexes) AS w(n, kind, mac)
          LEFT JOIN (SELECT q.id, q.id_kind, q.id_index, ({in_scope("q.path")}) AS is_mine FROM organisation_person q) p
            ON p.id_kind = w.kind AND p.id_index = w.mac;
END $$;
"""
FUNCTIONS = (
    "organisation_roster_staged()",
    "organisation_roster_unstage()",
    "organisation_match_roster(bigint, integer, integer[], text[], bytea[])",
)
GRANTS = "".join(
    f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO {APP_ROLE}, {BATCH_ROLE};\n"
    for name in FUNCTIONS
)
FORWARD = PLACE + POLICIES + EVENTS + CONTENT + GUARD + STAGING + MATCHING + GRANTS
BACKWARD = (
    "".join(f"DROP FUNCTION {name};" for name in FUNCTIONS)
    + "DROP POLICY of_organisation_roster ON trail_event;"
    + f"DROP TABLE {STAGE}; DROP TRIGGER state_leaves_event ON {ROSTER};"
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(unprotect(table) for table in (ROSTER, PIECE, LAYOUT, ROW, COUNT))
)


class Migration(migrations.Migration):
    replaces = [("organisation", "0031_roster_guards")]

    dependencies = [("organisation", "0006_consent_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

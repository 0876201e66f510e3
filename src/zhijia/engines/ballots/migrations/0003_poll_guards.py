"""Who sees polls, and what the database refuses once a poll is frozen, before it is open and after it is closed."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, in_scope, is_own_person, of_visible, protect, unprotect

POLL, QUESTION, ELECTOR, PRESENCE, EXTENSION, COUNT, SCRUTINEER, STAMP, ISSUANCE = (
    f"ballots_{name}"
    for name in (
        "poll",
        "question",
        "elector",
        "presence",
        "extension",
        "questioncount",
        "scrutineer",
        "stamp",
        "issuance",
    )
)
TAKES_PATH = {
    POLL: ("about_id", "cases_case"),
    QUESTION: ("poll_id", POLL),
    ELECTOR: ("poll_id", POLL),
    PRESENCE: ("elector_id", ELECTOR),
    EXTENSION: ("poll_id", POLL),
    COUNT: ("question_id", QUESTION),
    SCRUTINEER: ("poll_id", POLL),
    STAMP: ("question_id", QUESTION),
    ISSUANCE: ("elector_id", ELECTOR),
}
PLACED = "".join(
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
    for table, (column, source) in TAKES_PATH.items()
)
PROTECTED = (
    protect(ELECTOR, in_scope("path"), is_own_person("person_id"), writable=in_scope("path"))
    + protect(SCRUTINEER, in_scope("path"), is_own_person("person_id"))
    + protect(
        POLL,
        in_scope("path"),
        of_visible("cases_case", f"{POLL}.about_id"),
        of_visible(ELECTOR, f"{POLL}.id", key="poll_id"),
        of_visible(SCRUTINEER, f"{POLL}.id", key="poll_id"),
        writable=in_scope("path"),
    )
    + protect(QUESTION, of_visible(POLL, f"{QUESTION}.poll_id"), writable=in_scope("path"))
    + protect(EXTENSION, of_visible(POLL, f"{EXTENSION}.poll_id"), writable=in_scope("path"))
    + protect(COUNT, of_visible(QUESTION, f"{COUNT}.question_id"), writable=in_scope("path"))
    + protect(STAMP, of_visible(QUESTION, f"{STAMP}.question_id"), writable=in_scope("path"))
    + protect(PRESENCE, of_visible(ELECTOR, f"{PRESENCE}.elector_id"))
    + protect(ISSUANCE, of_visible(ELECTOR, f"{ISSUANCE}.elector_id"))
    + append_only(PRESENCE, EXTENSION, COUNT, STAMP, ISSUANCE)
)
DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
GUARDS = f"""
-- A poll goes its way and no other; what was frozen stays; the end moves only later, and only as it was decided.
CREATE FUNCTION ballots_guard_poll() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF OLD.state <> 'drafted' AND (NEW.about_id, NEW.subject, NEW.title, NEW.mode, NEW.manifest, NEW.frozen_at)
        IS DISTINCT FROM (OLD.about_id, OLD.subject, OLD.title, OLD.mode, OLD.manifest, OLD.frozen_at)
    THEN RAISE EXCEPTION 'ballots: poll % is frozen', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('drafted>frozen', 'frozen>open', 'open>closed',
        'closed>counted', 'drafted>void', 'frozen>void', 'open>void', 'closed>void')
    THEN RAISE EXCEPTION 'ballots: poll % cannot go from % to %', OLD.id, OLD.state, NEW.state
        USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.closes_at IS DISTINCT FROM OLD.closes_at AND OLD.state <> 'drafted' AND NOT (OLD.state = 'open' AND EXISTS (
        SELECT FROM ballots_extension WHERE poll_id = OLD.id AND old_at = OLD.closes_at AND new_at = NEW.closes_at))
    THEN RAISE EXCEPTION 'ballots: the end of poll % moves only by a decision', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON {POLL} FOR EACH ROW
    WHEN (NOT organisation_is_moving()) EXECUTE FUNCTION ballots_guard_poll();

-- The state of a poll, held until this transaction ends: who freezes, opens or closes it waits for us, or we for her.
CREATE FUNCTION ballots_hold_state(poll bigint) RETURNS text {DEFINER} AS $$
DECLARE held text;
BEGIN
    SELECT state INTO held FROM ballots_poll WHERE id = poll FOR SHARE;
    RETURN held;
END $$;

-- TG_ARGV[0]: the column that leads to the poll (or to its question or elector); the others: states in which it may change.
CREATE FUNCTION ballots_guard_state() RETURNS trigger {DEFINER} AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    poll bigint := (changed ->> TG_ARGV[0])::bigint;
    held text;
BEGIN
    IF TG_ARGV[0] = 'question_id' THEN SELECT poll_id INTO poll FROM ballots_question WHERE id = poll;
    ELSIF TG_ARGV[0] = 'elector_id' THEN SELECT poll_id INTO poll FROM ballots_elector WHERE id = poll;
    END IF;
    held := ballots_hold_state(poll);
    IF NOT held = ANY (TG_ARGV[1:]) THEN
        RAISE EXCEPTION 'ballots: % does not change while poll % is %', TG_TABLE_NAME, poll, held
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- A scrutineer's key is made before the poll is frozen and revealed after it is closed; each once.
CREATE FUNCTION ballots_guard_key() RETURNS trigger {DEFINER} AS $$
DECLARE held text := ballots_hold_state(OLD.poll_id);
BEGIN
    IF (NEW.poll_id, NEW.place, NEW.person_id, NEW.name) IS DISTINCT FROM (OLD.poll_id, OLD.place, OLD.person_id, OLD.name)
        OR (NEW.point IS DISTINCT FROM OLD.point OR NEW.locked IS DISTINCT FROM OLD.locked) AND held <> 'drafted'
        OR NEW.revealed IS DISTINCT FROM OLD.revealed AND (OLD.revealed IS NOT NULL OR held NOT IN ('closed', 'counted'))
    THEN RAISE EXCEPTION 'ballots: the key of a scrutineer of poll % does not change while it is %', OLD.poll_id, held
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON {SCRUTINEER} FOR EACH ROW
    WHEN (NOT organisation_is_moving()) EXECUTE FUNCTION ballots_guard_key();

-- A ticket is of one poll, for somebody on its roll who is there.
CREATE FUNCTION ballots_guard_ticket() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM ballots_question asked
          JOIN ballots_elector elector ON elector.poll_id = asked.poll_id
          JOIN ballots_presence present ON present.elector_id = elector.id
          JOIN ballots_poll poll ON poll.id = asked.poll_id AND poll.mode = 'verifiable'
         WHERE asked.id = NEW.question_id AND elector.id = NEW.elector_id)
    THEN RAISE EXCEPTION 'ballots: no ticket of question % for elector %', NEW.question_id, NEW.elector_id
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_ticket BEFORE INSERT ON {ISSUANCE} FOR EACH ROW EXECUTE FUNCTION ballots_guard_ticket();
"""
MAY_CHANGE = {
    QUESTION: ("INSERT OR UPDATE OR DELETE", "poll_id", "drafted"),
    ELECTOR: ("INSERT OR UPDATE OR DELETE", "poll_id", "drafted"),
    SCRUTINEER: ("INSERT OR DELETE", "poll_id", "drafted"),
    STAMP: ("INSERT", "question_id", "drafted"),
    PRESENCE: ("INSERT", "elector_id", "frozen", "open"),
    ISSUANCE: ("INSERT", "question_id", "open"),
    EXTENSION: ("INSERT", "poll_id", "open"),
    COUNT: ("INSERT", "question_id", "closed"),
}
GUARDED = "".join(
    f"CREATE TRIGGER guard_state BEFORE {operations} ON {table} FOR EACH ROW WHEN (NOT organisation_is_moving())"
    f" EXECUTE FUNCTION ballots_guard_state({', '.join(repr(one) for one in arguments)});\n"
    for table, (operations, *arguments) in MAY_CHANGE.items()
)
UNGUARDED = "".join(f"DROP TRIGGER guard_state ON {table};\n" for table in MAY_CHANGE)
BACKWARD = (
    UNGUARDED
    + f"""
    DROP TRIGGER guard ON {POLL};
    DROP TRIGGER guard ON {SCRUTINEER};
    DROP TRIGGER guard_ticket ON {ISSUANCE};
    DROP FUNCTION ballots_guard_ticket();
    DROP FUNCTION ballots_guard_key();
    DROP FUNCTION ballots_guard_state();
    DROP FUNCTION ballots_hold_state(bigint);
    DROP FUNCTION ballots_guard_poll();
"""
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(unprotect(table) for table in reversed(TAKES_PATH))
)


class Migration(migrations.Migration):
    replaces = [("ballots", "0004_poll_guards")]

    dependencies = [("ballots", "0002_guards"), ("cases", "0002_guarding"), ("organisation", "0003_moving")]
    operations = [migrations.RunSQL(PLACED + PROTECTED + GUARDS + GUARDED, BACKWARD)]

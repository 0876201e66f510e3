"""Who sees and writes casts outside the verifiable mode, and the box of ordinary secret ballots (schema `ordinary_box`).

While an ordinary poll is open, ballots and voters lie in two tables without number or moment; one transaction writes both, so that
none is lost or doubled. At the close ballots are written anew in the order of their content and the first table is dropped. Only
when they are counted, in another transaction, who voted is written into the roll's order and that table dropped as well.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, append_only, in_scope, is_own_person, of_visible, protect, unprotect

NAMED, TURNOUT, SHEET, WITHDRAWAL = (
    f"ballots_{name}" for name in ("namedballot", "turnout", "countsheet", "withdrawal")
)
POLL, QUESTION, ELECTOR, SCRUTINEER = (f"ballots_{name}" for name in ("poll", "question", "elector", "scrutineer"))
TAKES_PATH = {
    NAMED: ("question_id", QUESTION),
    TURNOUT: ("elector_id", ELECTOR),
    SHEET: ("question_id", QUESTION),
    WITHDRAWAL: ("question_id", QUESTION),
}
PLACED = "".join(
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
    for table, (column, source) in TAKES_PATH.items()
)
OF_POLL = f"seen JOIN {QUESTION} asked ON asked.poll_id = seen.poll_id"
MAY_COUNT = (
    f"{in_scope('path')} OR EXISTS (SELECT FROM {SCRUTINEER} {OF_POLL} WHERE asked.id = {SHEET}.question_id"
    f" AND {is_own_person('seen.person_id')} OFFSET 0)"
)
IS_OVER = f"EXISTS (SELECT FROM {QUESTION} asked JOIN {POLL} seen ON seen.id = asked.poll_id"
IS_OVER += f" WHERE asked.id = {NAMED}.question_id AND seen.state IN ('closed', 'counted') OFFSET 0)"
OWN = f"EXISTS (SELECT FROM {ELECTOR} seen WHERE seen.id = {NAMED}.elector_id AND {is_own_person('seen.person_id')} OFFSET 0)"
PROTECTED = (
    protect(NAMED, IS_OVER, OWN, writable=f"{in_scope('path')} OR {OWN}")
    + protect(TURNOUT, of_visible(ELECTOR, f"{TURNOUT}.elector_id"))
    + protect(SHEET, of_visible(QUESTION, f"{SHEET}.question_id"), writable=MAY_COUNT)
    + protect(WITHDRAWAL, of_visible(QUESTION, f"{WITHDRAWAL}.question_id"), writable=in_scope("path"))
    + append_only(NAMED, TURNOUT, WITHDRAWAL)
    + f"REVOKE INSERT ON {TURNOUT} FROM {APP_ROLE}, {BATCH_ROLE};\n"
    + f"REVOKE DELETE, TRUNCATE ON {SHEET} FROM {APP_ROLE}, {BATCH_ROLE};\n"
)
MAY_CHANGE = {
    NAMED: ("INSERT", "question_id", "open"),
    TURNOUT: ("INSERT", "elector_id", "closed"),
    SHEET: ("INSERT OR UPDATE", "question_id", "open", "closed"),
    WITHDRAWAL: ("INSERT", "question_id", "frozen", "open"),
}
STATES = "".join(
    f"CREATE TRIGGER guard_state BEFORE {operations} ON {table} FOR EACH ROW WHEN (NOT organisation_is_moving())"
    f" EXECUTE FUNCTION ballots_guard_state({', '.join(repr(one) for one in arguments)});\n"
    for table, (operations, *arguments) in MAY_CHANGE.items()
)
DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
GUARDS = f"""
-- A named ballot is of an elector of that poll who is there, and of a named poll.
CREATE FUNCTION ballots_guard_named() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM ballots_question asked
          JOIN ballots_poll poll ON poll.id = asked.poll_id AND poll.mode = 'named'
          JOIN ballots_elector elector ON elector.poll_id = poll.id
          JOIN ballots_presence present ON present.elector_id = elector.id
         WHERE asked.id = NEW.question_id AND elector.id = NEW.elector_id)
    THEN RAISE EXCEPTION 'ballots: no named ballot of question % for elector %', NEW.question_id, NEW.elector_id
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_named BEFORE INSERT ON {NAMED} FOR EACH ROW
    WHEN (NOT organisation_is_moving()) EXECUTE FUNCTION ballots_guard_named();

-- How many are there: a number that everybody may know who votes, where row security shows her only herself.
CREATE FUNCTION ballots_present(poll bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT count(*) FROM ballots_presence present JOIN ballots_elector elector ON elector.id = present.elector_id
     WHERE elector.poll_id = poll
$$;

-- A sheet that a second person confirmed stays.
CREATE FUNCTION ballots_guard_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.confirmed_at IS NOT NULL THEN
        RAISE EXCEPTION 'ballots: sheet % is confirmed', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_sheet BEFORE UPDATE ON {SHEET} FOR EACH ROW
    WHEN (NOT organisation_is_moving()) EXECUTE FUNCTION ballots_guard_sheet();

CREATE SCHEMA ordinary_box;
REVOKE ALL ON SCHEMA ordinary_box FROM PUBLIC;
GRANT USAGE ON SCHEMA ordinary_box TO {APP_ROLE}, {BATCH_ROLE};

CREATE FUNCTION ordinary_box.open(poll bigint) RETURNS void {DEFINER} AS $$
BEGIN
    PERFORM FROM ballots_poll WHERE id = poll AND mode = 'ordinary' AND state = 'open';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ordinary_box: poll % is not open', poll USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format('CREATE TABLE ordinary_box.%I (question smallint NOT NULL, content text NOT NULL)', 'ballots_' || poll);
    EXECUTE format('CREATE TABLE ordinary_box.%I (elector bigint PRIMARY KEY)', 'voters_' || poll);
END $$;

-- One sheet of ballots, the n-th for question n, of the person who asks: kept, again (she voted before), absent, closed.
CREATE FUNCTION ordinary_box.cast_ballots(poll bigint, contents text[]) RETURNS text {DEFINER} AS $$
DECLARE held ballots_poll; me bigint; added integer;
BEGIN
    SELECT * INTO held FROM ballots_poll WHERE id = poll FOR SHARE;
    IF NOT FOUND OR held.mode <> 'ordinary' OR held.state <> 'open' OR clock_timestamp() >= held.closes_at THEN
        RETURN 'closed';
    END IF;
    SELECT elector.id INTO me FROM ballots_elector elector JOIN ballots_presence here ON here.elector_id = elector.id
     WHERE elector.poll_id = poll AND elector.person_id = NULLIF(current_setting('app.pid'), '')::bigint;
    IF me IS NULL THEN RETURN 'absent'; END IF;
    IF cardinality(contents) <> (SELECT count(*) FROM ballots_question WHERE poll_id = poll) THEN RETURN 'malformed'; END IF;
    EXECUTE format('INSERT INTO ordinary_box.%I VALUES ($1) ON CONFLICT DO NOTHING', 'voters_' || poll) USING me;
    GET DIAGNOSTICS added = ROW_COUNT;
    IF added = 0 THEN RETURN 'again'; END IF;
    EXECUTE format('INSERT INTO ordinary_box.%I SELECT n, content FROM unnest($1) WITH ORDINALITY AS given (content, n)',
        'ballots_' || poll) USING contents;
    RETURN 'kept';
END $$;

-- Whether the person who asks voted; how many did.
CREATE FUNCTION ordinary_box.has_voted(poll bigint) RETURNS boolean {DEFINER} AS $$
DECLARE found boolean;
BEGIN
    IF to_regclass(format('ordinary_box.%I', 'voters_' || poll)) IS NULL THEN
        RETURN EXISTS (SELECT FROM ballots_turnout turnout JOIN ballots_elector elector ON elector.id = turnout.elector_id
            WHERE elector.poll_id = poll AND elector.person_id = NULLIF(current_setting('app.pid'), '')::bigint);
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM ordinary_box.%I voter JOIN ballots_elector elector ON elector.id = voter.elector
        WHERE elector.person_id = NULLIF(current_setting(''app.pid''), '''')::bigint)', 'voters_' || poll) INTO found;
    RETURN found;
END $$;

CREATE FUNCTION ordinary_box.close(poll bigint) RETURNS integer {DEFINER} AS $$
DECLARE kept integer;
BEGIN
    PERFORM FROM ballots_poll WHERE id = poll AND mode = 'ordinary' AND state IN ('closed', 'void');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ordinary_box: poll % is not closed', poll USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format('CREATE TABLE ordinary_box.%I AS SELECT question, content FROM ordinary_box.%I ORDER BY question, content',
        'closed_' || poll, 'ballots_' || poll);
    GET DIAGNOSTICS kept = ROW_COUNT;
    EXECUTE format('DROP TABLE ordinary_box.%I', 'ballots_' || poll);
    EXECUTE format('GRANT SELECT ON ordinary_box.%I TO {APP_ROLE}, {BATCH_ROLE}', 'closed_' || poll);
    RETURN kept;
END $$;

-- Who voted, in the order of the roll.
CREATE FUNCTION ordinary_box.register(poll bigint) RETURNS integer {DEFINER} AS $$
DECLARE voted integer;
BEGIN
    EXECUTE format('INSERT INTO ballots_turnout (elector_id, path) SELECT elector.id, '''' FROM ordinary_box.%I voter
        JOIN ballots_elector elector ON elector.id = voter.elector AND elector.poll_id = $1 ORDER BY elector.number',
        'voters_' || poll) USING poll;
    GET DIAGNOSTICS voted = ROW_COUNT;
    EXECUTE format('DROP TABLE ordinary_box.%I', 'voters_' || poll);
    RETURN voted;
END $$;

-- What a void poll leaves: nothing.
CREATE FUNCTION ordinary_box.destroy(poll bigint) RETURNS void {DEFINER} AS $$
BEGIN
    PERFORM FROM ballots_poll WHERE id = poll AND mode = 'ordinary' AND state = 'void';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ordinary_box: poll % is not void', poll USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format('DROP TABLE IF EXISTS ordinary_box.%I, ordinary_box.%I', 'closed_' || poll, 'voters_' || poll);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ordinary_box FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ordinary_box TO {APP_ROLE};
"""
BACKWARD = (
    f"""
    DROP SCHEMA ordinary_box CASCADE;
    DROP TRIGGER guard_sheet ON {SHEET};
    DROP TRIGGER guard_named ON {NAMED};
    DROP FUNCTION ballots_present(bigint);
    DROP FUNCTION ballots_guard_sheet();
    DROP FUNCTION ballots_guard_named();
"""
    + "".join(f"DROP TRIGGER guard_state ON {table}; DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(map(unprotect, TAKES_PATH))
)


class Migration(migrations.Migration):
    dependencies = [("ballots", "0006_casting")]
    operations = [migrations.RunSQL(PLACED + PROTECTED + STATES + GUARDS, BACKWARD)]

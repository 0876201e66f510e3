"""Who counts is who was named for it, not whoever keeps the place; a named mark may change where the frozen text says so; and
what a backup finds of an open ordinary poll says nothing of the order in which people voted.
"""

from django.db import migrations, models
from django.db.models import Q

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_own_person, of_visible, reword

NAMED, SHEET, POLL, QUESTION, ELECTOR, SCRUTINEER = (
    f"ballots_{name}" for name in ("namedballot", "countsheet", "poll", "question", "elector", "scrutineer")
)
IS_OVER = f"EXISTS (SELECT FROM {QUESTION} asked JOIN {POLL} seen ON seen.id = asked.poll_id"
IS_OVER += f" WHERE asked.id = {NAMED}.question_id AND seen.state IN ('closed', 'counted') OFFSET 0)"
OWN = f"EXISTS (SELECT FROM {ELECTOR} seen WHERE seen.id = {NAMED}.elector_id AND {is_own_person('seen.person_id')} OFFSET 0)"


def is_teller(table: str) -> str:
    """Predicate: the request speaks for somebody who counts the poll of this row's question."""
    found = f"SELECT FROM {SCRUTINEER} seen JOIN {QUESTION} asked ON asked.poll_id = seen.poll_id"
    return f"EXISTS ({found} WHERE asked.id = {table}.question_id AND {is_own_person('seen.person_id')} OFFSET 0)"


CALLS_THE_ROLL = (
    f"EXISTS (SELECT FROM {SCRUTINEER} seen WHERE seen.poll_id = {ELECTOR}.poll_id AND {is_own_person('seen.person_id')} OFFSET 0)"
)
SEES_ELECTOR = (in_scope("path"), is_own_person("person_id"))
SEES_SHEET = of_visible(QUESTION, f"{SHEET}.question_id")
WIDE = f"{in_scope('path')} OR {is_teller(SHEET)}"
BY_TELLERS = (
    reword(SHEET, SEES_SHEET, writable=is_teller(SHEET))
    + reword(NAMED, IS_OVER, OWN, writable=f"{OWN} OR {is_teller(NAMED)}")
    + reword(ELECTOR, *SEES_ELECTOR, CALLS_THE_ROLL, writable=in_scope("path"))
)
BY_PLACE = (
    reword(SHEET, SEES_SHEET, writable=WIDE)
    + reword(NAMED, IS_OVER, OWN, writable=f"{in_scope('path')} OR {OWN}")
    + reword(ELECTOR, *SEES_ELECTOR, writable=in_scope("path"))
)
DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
ADDED = f"""
-- Who was called and answered; not what she said.
CREATE FUNCTION ballots_named_voters(poll bigint) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT DISTINCT given.elector_id FROM ballots_namedballot given JOIN ballots_question asked ON asked.id = given.question_id
     WHERE asked.poll_id = $1
$$;

-- Names that whoever sees the poll may know: of who counts (they stand in the frozen text), and of who voted by name, once it is over.
CREATE FUNCTION ballots_teller_name(poll bigint, who bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT name FROM ballots_scrutineer WHERE poll_id = $1 AND person_id = $2 $$;
CREATE FUNCTION ballots_name_of(elector bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT line.name FROM ballots_elector line JOIN ballots_poll held ON held.id = line.poll_id
     WHERE line.id = $1 AND held.mode = 'named' AND held.state IN ('closed', 'counted')
$$;

-- Another mark of the person who asks, in an open named poll whose frozen text allows it: whether it was changed.
CREATE FUNCTION ballots_change_named(asked_id bigint, said jsonb) RETURNS boolean {DEFINER} AS $$
DECLARE held ballots_poll;
BEGIN
    SELECT poll.* INTO held FROM ballots_poll poll JOIN ballots_question asked ON asked.poll_id = poll.id
     WHERE asked.id = asked_id FOR SHARE OF poll;
    IF NOT FOUND OR held.mode <> 'named' OR held.state <> 'open' OR clock_timestamp() >= held.closes_at
        OR NOT COALESCE((held.manifest::jsonb ->> 'is_changeable')::boolean, false)
    THEN RETURN false;
    END IF;
    UPDATE ballots_namedballot SET content = said, recorded_by = ''
      FROM ballots_elector elector
     WHERE question_id = asked_id AND elector.id = elector_id
       AND elector.person_id = NULLIF(current_setting('app.pid'), '')::bigint;
    RETURN FOUND;
END $$;

-- Write the open boxes anew, ballots in the order of their content and voters in the order of the roll. A backup calls it while it
-- holds casts back, so that the rows it copies do not lie in the order in which people voted.
CREATE FUNCTION ordinary_box.put_in_order() RETURNS integer {DEFINER} AS $$
DECLARE held record; done integer := 0;
BEGIN
    FOR held IN SELECT id FROM ballots_poll WHERE mode = 'ordinary' AND state IN ('open', 'closed') ORDER BY id LOOP
        IF to_regclass(format('ordinary_box.%I', 'ballots_' || held.id)) IS NOT NULL THEN
            EXECUTE format('CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM ordinary_box.%I', 'ballots_' || held.id);
            EXECUTE format('TRUNCATE ordinary_box.%I', 'ballots_' || held.id);
            EXECUTE format('INSERT INTO ordinary_box.%I SELECT * FROM kept ORDER BY question, content', 'ballots_' || held.id);
            DROP TABLE kept;
        END IF;
        IF to_regclass(format('ordinary_box.%I', 'voters_' || held.id)) IS NOT NULL THEN
            EXECUTE format('CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM ordinary_box.%I', 'voters_' || held.id);
            EXECUTE format('TRUNCATE ordinary_box.%I', 'voters_' || held.id);
            EXECUTE format('INSERT INTO ordinary_box.%I SELECT * FROM kept ORDER BY elector', 'voters_' || held.id);
            DROP TABLE kept;
            done := done + 1;
        END IF;
    END LOOP;
    RETURN done;
END $$;
REVOKE ALL ON FUNCTION ordinary_box.put_in_order() FROM PUBLIC, {APP_ROLE}, {BATCH_ROLE};
"""
REMOVED = """
    DROP FUNCTION ordinary_box.put_in_order();
    DROP FUNCTION ballots_change_named(bigint, jsonb);
    DROP FUNCTION ballots_named_voters(bigint);
    DROP FUNCTION ballots_teller_name(bigint, bigint);
    DROP FUNCTION ballots_name_of(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("ballots", "0007_casting_guards")]
    operations = [
        migrations.AddField(
            model_name="poll",
            name="is_changeable",
            field=models.BooleanField(default=False, verbose_name="截止前可以改投"),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=Q(is_changeable=False) | Q(mode="named"), name="poll_only_named_may_change"
            ),
        ),
        migrations.RunSQL(BY_TELLERS + ADDED, BY_PLACE + REMOVED),
    ]

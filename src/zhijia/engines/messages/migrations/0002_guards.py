"""A message is read by its person only; sending goes through one function that knows who holds which post."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, is_own_person, protect, unprotect

SEND = f"""
CREATE FUNCTION inbox_send(
    posts bigint[], cases bigint[], kinds text[], texts text[], sent timestamptz, today date, not_to bigint
) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH written AS (
        INSERT INTO inbox_message (person_id, case_id, kind, text, sent_at)
        SELECT DISTINCT h.person_id, l.case_id, l.kind, l.text, sent
          FROM unnest(posts, cases, kinds, texts) AS l(post_id, case_id, kind, text)
          JOIN organisation_postholding h ON h.post_id = l.post_id
         WHERE h.from_on <= today AND (h.to_on IS NULL OR h.to_on > today)
           AND h.person_id IS DISTINCT FROM not_to
        RETURNING 1
    ) SELECT count(*) FROM written
$$;
REVOKE ALL ON FUNCTION inbox_send(bigint[], bigint[], text[], text[], timestamptz, date, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inbox_send(bigint[], bigint[], text[], text[], timestamptz, date, bigint)
    TO {APP_ROLE}, {BATCH_ROLE};
REVOKE INSERT ON inbox_message FROM {APP_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial"), ("organisation", "0002_guards")]
    operations = [
        migrations.RunSQL(
            protect("inbox_message", is_own_person("person_id")) + SEND,
            unprotect("inbox_message")
            + "DROP FUNCTION inbox_send(bigint[], bigint[], text[], text[], timestamptz, date, bigint);"
            + f"GRANT INSERT ON inbox_message TO {APP_ROLE};",
        )
    ]

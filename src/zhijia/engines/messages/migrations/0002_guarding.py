"""A message is read by its person only; sending goes through one function that knows who holds which post."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, append_only, in_scope, is_own_person, protect

GUARDS = (
    protect("inbox_message", is_own_person("person_id"))
    + f"""
REVOKE INSERT ON inbox_message FROM {APP_ROLE};
"""
)

# One message by one channel is one delivery, written with the message itself; who may see what of it.
DELIVERY_GUARDS = (
    f"""
CREATE FUNCTION inbox_send(
    posts bigint[], parties text[], people bigint[], cases bigint[], kinds text[], texts text[],
    sent timestamptz, today date, not_to bigint
) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH written AS (
        INSERT INTO inbox_message (person_id, case_id, kind, text, sent_at)
        SELECT DISTINCT who.person_id, l.case_id, l.kind, l.text, sent
          FROM unnest(posts, parties, people, cases, kinds, texts) AS l(post_id, party, person_id, case_id, kind, text)
         CROSS JOIN LATERAL (
            SELECT h.person_id FROM organisation_postholding h
             WHERE h.post_id = l.post_id AND h.from_on <= today AND (h.to_on IS NULL OR h.to_on > today)
             UNION ALL
            SELECT m.person_id FROM organisation_mandate m
             WHERE l.party LIKE 'employer:%' AND m.enterprise_id = substr(l.party, 10)::bigint
               AND m.from_on <= today AND (m.to_on IS NULL OR m.to_on > today)
             UNION ALL
            SELECT m.person_id FROM organisation_labourbureau b JOIN organisation_mandate m ON m.bureau_id = b.id
             WHERE l.party LIKE 'bureau:%' AND b.place = substr(l.party, 8)
               AND m.from_on <= today AND (m.to_on IS NULL OR m.to_on > today)
             UNION ALL
            SELECT l.person_id WHERE l.person_id IS NOT NULL
         ) AS who
         WHERE who.person_id IS DISTINCT FROM not_to
        RETURNING 1
    ) SELECT count(*) FROM written
$$;
REVOKE ALL ON FUNCTION inbox_send(bigint[], text[], bigint[], bigint[], text[], text[], timestamptz, date, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inbox_send(bigint[], text[], bigint[], bigint[], text[], text[], timestamptz, date, bigint) TO {APP_ROLE}, {BATCH_ROLE};
CREATE FUNCTION inbox_queue_deliveries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO inbox_delivery (message_id, channel, state, attempts, next_at, key, last_error, path)
    SELECT f.id, p.channel, 'queued', 0, f.sent_at, gen_random_uuid(), '', person.path
      FROM fresh f
      JOIN inbox_preference p ON p.person_id = f.person_id AND p.is_on
      JOIN organisation_person person ON person.id = f.person_id;
    RETURN NULL;
END $$;
CREATE TRIGGER queue_deliveries AFTER INSERT ON inbox_message REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION inbox_queue_deliveries();
CREATE TRIGGER place BEFORE INSERT ON inbox_deliveryattempt
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('delivery_id', 'inbox_delivery');
"""
    + protect("inbox_preference", is_own_person("person_id"))
    + protect("inbox_delivery", in_scope("path"))
    + protect("inbox_deliveryattempt", in_scope("path"))
    + append_only("inbox_deliveryattempt")
    + f"""
REVOKE INSERT, DELETE ON inbox_delivery FROM {APP_ROLE};
REVOKE INSERT ON inbox_deliveryattempt FROM {APP_ROLE};
"""
)


class Migration(migrations.Migration):
    replaces = [
        ("inbox", "0002_guards"),
        ("inbox", "0004_delivery_guards"),
    ]

    dependencies = [("inbox", "0001_tables"), ("organisation", "0004_joining")]
    operations = [migrations.RunSQL(GUARDS + DELIVERY_GUARDS)]

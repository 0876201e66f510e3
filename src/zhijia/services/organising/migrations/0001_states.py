"""Since when something that the register keeps without a date has been so (schema.keep_history)."""

from django.db import migrations

from zhijia.engines.indicators.schema import DEFINER, forget_history, keep_history
from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE

# Before the day on which a post came into the register nobody can say that it was vacant.
POST_ENTRIES = f"""
CREATE TABLE organising_postentry (post_id bigint PRIMARY KEY, entered_on date NOT NULL);
REVOKE ALL ON organising_postentry FROM {APP_ROLE}, {BATCH_ROLE};
INSERT INTO organising_postentry (post_id, entered_on) SELECT id, indicators_today() FROM organisation_post;
CREATE FUNCTION organising_postentry_note_insert() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    INSERT INTO organising_postentry (post_id, entered_on) SELECT id, indicators_today() FROM after;
    RETURN NULL;
END $$;
CREATE FUNCTION organising_postentry_note_delete() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    DELETE FROM organising_postentry WHERE post_id IN (SELECT id FROM before);
    RETURN NULL;
END $$;
CREATE TRIGGER note_insert AFTER INSERT ON organisation_post REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION organising_postentry_note_insert();
CREATE TRIGGER note_delete AFTER DELETE ON organisation_post REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION organising_postentry_note_delete();
"""

FORWARD = (
    keep_history(
        "organising_enterprisestate",
        source="organisation_enterprise",
        key="enterprise_id",
        columns={"headcount": "integer", "path": 'varchar(80) COLLATE "C" NOT NULL'},
        learned=["headcount"],
    )
    + keep_history(
        "organising_termstate",
        source="organisation_union",
        key="union_id",
        columns={"term_to": "date NOT NULL"},
        where="a.term_to IS NOT NULL",
    )
    + POST_ENTRIES
)
BACKWARD = (
    forget_history("organising_enterprisestate")
    + forget_history("organising_termstate")
    + "DROP FUNCTION organising_postentry_note_insert() CASCADE; DROP FUNCTION organising_postentry_note_delete() CASCADE;"
    "DROP TABLE organising_postentry;"
)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("organisation", "0002_guards"), ("indicators", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

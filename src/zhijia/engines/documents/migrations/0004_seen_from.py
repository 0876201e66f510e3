"""A file says itself from which other places its case is seen; it moves with its case, in the same statement."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from zhijia.lib.rowsecurity import in_scope, in_wide_scope, is_seen_from, of_visible, reword
from zhijia.organisation.models.unions import SeenFrom

FILE = "documents_attachment"
OF_CASE = of_visible("cases_case", f"{FILE}.case_id")
WRITABLE = f"({in_scope('path')}) OR {OF_CASE}"
COLUMN = f"""
-- Where its case is shared, and the line in which its case lies.
CREATE FUNCTION documents_attachment_seen_from(file {FILE}) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN c.line_path IS NULL THEN c.seen_from ELSE
           (SELECT array_agg(DISTINCT told COLLATE "C")
              FROM unnest(c.seen_from || organisation_places_down_to(c.line_path)) AS told) END
      FROM cases_case c WHERE c.id = file.case_id
$$;
-- Whoever shares the case at the same time waits, or is waited for: neither would see what the other has not committed.
CREATE FUNCTION documents_take_sight() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM FROM cases_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
    END IF;
    NEW.seen_from := documents_attachment_seen_from(NEW);
    RETURN NEW;
END $$;
CREATE TRIGGER sight BEFORE INSERT OR UPDATE ON {FILE} FOR EACH ROW EXECUTE FUNCTION documents_take_sight();
CREATE FUNCTION documents_follow_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE {FILE} SET path = NEW.path WHERE case_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER files_follow AFTER UPDATE ON cases_case FOR EACH ROW
    WHEN ((OLD.path, OLD.line_path, OLD.seen_from) IS DISTINCT FROM (NEW.path, NEW.line_path, NEW.seen_from))
    EXECUTE FUNCTION documents_follow_case();
"""
FORWARD = COLUMN + reword(FILE, in_wide_scope("path"), is_seen_from(f"{FILE}.seen_from"), writable=WRITABLE)
FILLED = f"""
UPDATE {FILE} SET seen_from = NULL
 WHERE case_id IN (SELECT id FROM cases_case WHERE seen_from IS NOT NULL OR line_path IS NOT NULL);
"""
BACKWARD = (
    reword(FILE, in_wide_scope("path"), OF_CASE, writable=WRITABLE)
    + f"""
DROP TRIGGER files_follow ON cases_case;
DROP TRIGGER sight ON {FILE};
DROP FUNCTION documents_follow_case(), documents_take_sight(), documents_attachment_seen_from({FILE});
"""
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_wide_scopes"), ("cases", "0004_seen_from")]
    operations = [
        migrations.AddField("attachment", "seen_from", SeenFrom(verbose_name="事项共享")),
        migrations.AddIndex(
            "attachment",
            GinIndex(
                fields=["seen_from"], name="attachment_seen_from", condition=models.Q(("seen_from__isnull", False))
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
    ]

"""A case says itself from which other places it is seen, so that nobody probes its shares for each row.

The column follows the shares by trigger; whatever else is written into it is not kept. `organisation` 0017 lets it follow
a moved union and proves it at night.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from zhijia.lib.rowsecurity import in_scope, in_wide_scope, is_seen_from, of_visible, reword
from zhijia.organisation.models.unions import SeenFrom

CASE = "cases_case"
SHARED = of_visible("cases_caseshare", f"{CASE}.id", key="case_id")
WRITABLE = " OR ".join(f"({told})" for told in (in_scope("path"), in_scope("line_path"), SHARED))
COLUMN = f"""
CREATE FUNCTION cases_case_seen_from(shown {CASE}) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(DISTINCT told COLLATE "C")
      FROM cases_caseshare s
     CROSS JOIN LATERAL unnest(organisation_places_down_to(s.path) || NULLIF(s.party, '')::text) AS told
     WHERE s.case_id = shown.id AND told IS NOT NULL
$$;
CREATE FUNCTION cases_take_sight() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    NEW.seen_from := cases_case_seen_from(NEW);
    RETURN NEW;
END $$;
CREATE TRIGGER sight BEFORE INSERT OR UPDATE OF seen_from ON {CASE}
    FOR EACH ROW EXECUTE FUNCTION cases_take_sight();
CREATE FUNCTION cases_note_share() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE {CASE} SET seen_from = NULL WHERE id = OLD.case_id;
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.case_id <> OLD.case_id) THEN
        UPDATE {CASE} SET seen_from = NULL WHERE id = NEW.case_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_share AFTER INSERT OR DELETE ON cases_caseshare
    FOR EACH ROW EXECUTE FUNCTION cases_note_share();
-- A union that is being moved takes the column along after its shares (`organisation_move_rows`).
CREATE TRIGGER note_share_changed AFTER UPDATE ON cases_caseshare FOR EACH ROW
    WHEN ((OLD.case_id, OLD.path, OLD.party) IS DISTINCT FROM (NEW.case_id, NEW.path, NEW.party)
          AND NOT organisation_is_moving())
    EXECUTE FUNCTION cases_note_share();
"""
FORWARD = COLUMN + reword(
    CASE, in_wide_scope("path", "line_path"), is_seen_from(f"{CASE}.seen_from"), writable=WRITABLE
)
FILLED = f"UPDATE {CASE} SET seen_from = NULL WHERE id IN (SELECT case_id FROM cases_caseshare);"
BACKWARD = (
    reword(CASE, in_wide_scope("path", "line_path"), SHARED, writable=WRITABLE)
    + f"""
DROP TRIGGER note_share ON cases_caseshare;
DROP TRIGGER note_share_changed ON cases_caseshare;
DROP TRIGGER sight ON {CASE};
DROP FUNCTION cases_note_share(), cases_take_sight(), cases_case_seen_from({CASE});
"""
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_wide_scopes"), ("organisation", "0017_sight")]
    operations = [
        migrations.AddField("case", "seen_from", SeenFrom(verbose_name="事项共享")),
        migrations.AddIndex(
            "case",
            GinIndex(
                fields=["seen_from"], name="case_seen_from", condition=models.Q(("seen_from__isnull", False))
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
    ]

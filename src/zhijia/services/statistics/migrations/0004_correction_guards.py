"""Who sees sheets laid aside and handings out: as the return. An accepted sheet goes only where it was laid aside before."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, in_scope, protect, unprotect

TABLES = ("statistics_formersheet", "statistics_handingout")

ACCEPTED = """
CREATE OR REPLACE FUNCTION statistics_return_keep_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.digest <> '' AND NEW.digest <> ''
       AND (NEW.sheet, NEW.digest, NEW.handed_in_on, NEW.signer_label, NEW.note, NEW.edited)
           IS DISTINCT FROM (OLD.sheet, OLD.digest, OLD.handed_in_on, OLD.signer_label, OLD.note, OLD.edited) THEN
        RAISE EXCEPTION 'a signed return does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.accepted_on IS NOT NULL AND (NEW.digest, NEW.accepted_on) IS DISTINCT FROM (OLD.digest, OLD.accepted_on){laid_aside} THEN
        RAISE EXCEPTION 'an accepted return does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
LAID_ASIDE = """
       AND NOT (NEW.digest = '' AND NEW.accepted_on IS NULL AND EXISTS (
                SELECT FROM statistics_formersheet f WHERE f.stat_return_id = OLD.id AND f.digest = OLD.digest))"""
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('stat_return_id', 'statistics_return');\n"
        + protect(table, in_scope("path"))
        for table in TABLES
    )
    + append_only("statistics_formersheet")
    + ACCEPTED.format(laid_aside=LAID_ASIDE)
)
BACKWARD = ACCEPTED.format(laid_aside="") + "".join(
    f"DROP TRIGGER place ON {table};{unprotect(table)}" for table in TABLES
)


class Migration(migrations.Migration):
    replaces = [("statistics", "0005_correction_guards")]

    dependencies = [("statistics", "0003_counting")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

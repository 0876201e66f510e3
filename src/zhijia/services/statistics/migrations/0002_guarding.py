"""Who sees the survey: the whole city; a return and what was filled in: its union and those above. What is signed stays."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, in_scope, is_ancestor, protect, unprotect

TAKES_PATH = {
    "statistics_survey": ("union_id", "organisation_union"),
    "statistics_return": ("case_id", "cases_case"),
    "statistics_filling": ("stat_return_id", "statistics_return"),
}
SEALED = """
CREATE FUNCTION statistics_return_keep_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.digest <> '' AND NEW.digest <> ''
       AND (NEW.sheet, NEW.digest, NEW.handed_in_on, NEW.signer_label, NEW.note, NEW.edited)
           IS DISTINCT FROM (OLD.sheet, OLD.digest, OLD.handed_in_on, OLD.signer_label, OLD.note, OLD.edited) THEN
        RAISE EXCEPTION 'a signed return does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.accepted_on IS NOT NULL AND (NEW.digest, NEW.accepted_on) IS DISTINCT FROM (OLD.digest, OLD.accepted_on) THEN
        RAISE EXCEPTION 'an accepted return does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_sealed BEFORE UPDATE ON statistics_return
    FOR EACH ROW EXECUTE FUNCTION statistics_return_keep_sealed();

CREATE FUNCTION statistics_filling_while_open() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM statistics_return r WHERE r.id = NEW.stat_return_id AND r.digest <> '') THEN
        RAISE EXCEPTION 'a signed return is not filled in' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER while_open BEFORE INSERT ON statistics_filling
    FOR EACH ROW EXECUTE FUNCTION statistics_filling_while_open();
"""
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + protect("statistics_survey", in_scope("path"), is_ancestor("union_id"), writable=in_scope("path"))
    + protect("statistics_return", in_scope("path"))
    + protect("statistics_filling", in_scope("path"))
    + append_only("statistics_filling")
    + SEALED
)
BACKWARD = (
    "DROP TRIGGER keep_sealed ON statistics_return; DROP FUNCTION statistics_return_keep_sealed();"
    "DROP TRIGGER while_open ON statistics_filling; DROP FUNCTION statistics_filling_while_open();"
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(map(unprotect, TAKES_PATH))
)


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_tables"), ("cases", "0002_guarding"), ("organisation", "0004_joining")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

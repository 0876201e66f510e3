"""Who sees what is disclosed: its union and those above; workers read it through the system. What was published stays."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, protect

TEXT = "openness_disclosuretext"
TAKES_PATH = {
    "openness_opennessplan": ("case_id", "cases_case"),
    "openness_planitem": ("plan_id", "openness_opennessplan"),
    "openness_disclosure": ("case_id", "cases_case"),
    TEXT: ("disclosure_id", "openness_disclosure"),
}
GUARDS = "".join(
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n" + protect(table, in_scope("path"))
    for table, (column, source) in TAKES_PATH.items()
)
KEPT = f"""
CREATE FUNCTION openness_guard_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'openness: text % was published and stays as it is', OLD.id USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER guard_update BEFORE UPDATE ON {TEXT} FOR EACH ROW
    WHEN (OLD.digest <> '' AND NOT organisation_is_moving()) EXECUTE FUNCTION openness_guard_text();
CREATE TRIGGER guard_delete BEFORE DELETE ON {TEXT} FOR EACH ROW
    WHEN (OLD.digest <> '') EXECUTE FUNCTION openness_guard_text();
"""


class Migration(migrations.Migration):
    dependencies = [("openness", "0001_tables"), ("cases", "0002_guarding"), ("organisation", "0004_joining")]
    operations = [migrations.RunSQL(GUARDS + KEPT)]

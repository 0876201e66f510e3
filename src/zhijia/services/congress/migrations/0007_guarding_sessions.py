"""Who sees a session: its union and those above; a delegate what was delivered to her. A frozen roll does not change."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, in_scope, is_own_person, of_visible, protect

SESSION, ITEM, RECEIPT, OPINION, PRESIDIUM, SITTING, MEMBER, ATTENDANCE = (
    f"congress_{name}"
    for name in (
        "congresssession",
        "agendaitem",
        "receipt",
        "delegationopinion",
        "presidiummember",
        "sitting",
        "sittingmember",
        "attendance",
    )
)
TAKES_PATH = {
    SESSION: ("case_id", "cases_case"),
    ITEM: ("session_id", SESSION),
    RECEIPT: ("session_id", SESSION),
    OPINION: ("item_id", ITEM),
    PRESIDIUM: ("session_id", SESSION),
    SITTING: ("session_id", SESSION),
    MEMBER: ("sitting_id", SITTING),
    ATTENDANCE: ("member_id", MEMBER),
}
PLACED = "".join(
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
    for table, (column, source) in TAKES_PATH.items()
)
PROTECTED = (
    protect(RECEIPT, in_scope("path"), is_own_person("person_id"), writable=in_scope("path"))
    + protect(
        SESSION, in_scope("path"), of_visible(RECEIPT, f"{SESSION}.id", key="session_id"), writable=in_scope("path")
    )
    + protect(ITEM, of_visible(SESSION, f"{ITEM}.session_id"), writable=in_scope("path"))
    + protect(OPINION, in_scope("path"))
    + protect(PRESIDIUM, in_scope("path"))
    + protect(SITTING, in_scope("path"))
    + protect(MEMBER, in_scope("path"), is_own_person("person_id"), writable=in_scope("path"))
    + protect(ATTENDANCE, of_visible(MEMBER, f"{ATTENDANCE}.member_id"), writable=in_scope("path"))
    + append_only(ATTENDANCE)
)
DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
FROZEN = f"""
CREATE FUNCTION congress_guard_sitting() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF OLD.digest <> '' THEN
        RAISE EXCEPTION 'congress: the roll of sitting % is frozen', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guard_update BEFORE UPDATE ON {SITTING} FOR EACH ROW
    WHEN (NOT organisation_is_moving()) EXECUTE FUNCTION congress_guard_sitting();
CREATE TRIGGER guard_delete BEFORE DELETE ON {SITTING} FOR EACH ROW EXECUTE FUNCTION congress_guard_sitting();

CREATE FUNCTION congress_guard_roll() RETURNS trigger {DEFINER} AS $$
DECLARE
    of_sitting bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.sitting_id ELSE NEW.sitting_id END;
    frozen text;
BEGIN
    SELECT digest INTO frozen FROM {SITTING} WHERE id = of_sitting FOR SHARE;
    IF frozen <> '' THEN
        RAISE EXCEPTION 'congress: the roll of sitting % is frozen', of_sitting USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guard_change BEFORE INSERT OR DELETE ON {MEMBER} FOR EACH ROW EXECUTE FUNCTION congress_guard_roll();
CREATE TRIGGER guard_update BEFORE UPDATE ON {MEMBER} FOR EACH ROW
    WHEN (NOT organisation_is_moving()) EXECUTE FUNCTION congress_guard_roll();
"""


class Migration(migrations.Migration):
    dependencies = [("congress", "0006_sessions"), ("cases", "0002_guarding"), ("organisation", "0004_joining")]
    operations = [migrations.RunSQL(PLACED + PROTECTED + FROZEN)]

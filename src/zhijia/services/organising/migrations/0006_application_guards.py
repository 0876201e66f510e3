"""Who sees applications: the union that was asked and those above, the applicant, and the union that she came from.

`organising_take_over` is the one way by which a record passes between unions that do not see each other: for an application
that lies in the asker's scope, of the person who made it, or of whoever has exactly its number and its name.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_own_person, of_visible, protect, unprotect

TABLE = "organising_application"
DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

TAKE_OVER = f"""
CREATE FUNCTION organising_take_over(application bigint, day date, OUT verdict text, OUT whom bigint, OUT former bigint)
LANGUAGE plpgsql {DEFINER} AS $$
DECLARE asked {TABLE}; held organisation_membership; found organisation_person; towards text;
BEGIN
    SELECT * INTO asked FROM {TABLE} a WHERE a.id = application AND a.decided_on IS NULL AND ({in_scope("a.path")});
    IF asked.id IS NULL THEN
        RAISE EXCEPTION 'application % is not open in this scope', application USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO found FROM organisation_person p
     WHERE CASE WHEN asked.person_id IS NOT NULL THEN p.id = asked.person_id
                ELSE p.id_kind = asked.id_kind AND p.id_index = asked.id_index END FOR NO KEY UPDATE;
    IF found.id IS NULL THEN
        verdict := 'new';
        RETURN;
    END IF;
    IF asked.person_id IS NULL AND found.name <> asked.name THEN
        verdict := 'name';
        RETURN;
    END IF;
    IF asked.person_id IS NULL AND EXISTS (
        SELECT FROM organisation_postholding h WHERE h.person_id = found.id AND (h.to_on IS NULL OR h.to_on > day)
           AND NOT ({in_scope("h.path")})) THEN
        verdict := 'post';
        RETURN;
    END IF;
    whom := found.id;
    SELECT * INTO held FROM organisation_membership m WHERE m.person_id = found.id AND m.to_on IS NULL FOR UPDATE;
    IF held.id IS NULL THEN
        verdict := 'known';
        IF NOT ({in_scope("found.path")}) THEN
            PERFORM organisation_take_home(ARRAY[found.id], asked.union_id);
        END IF;
    ELSIF held.union_id = asked.union_id THEN
        verdict := 'here';
    ELSIF day < held.from_on THEN
        verdict := 'later';
    ELSE
        verdict := 'moved';
        former := held.union_id;
        SELECT name INTO towards FROM organisation_union WHERE id = asked.union_id;
        PERFORM organisation_pass_on(ARRAY[held.id], asked.union_id, NULL, 'active', day, day, 'transferred', '转入 ' || towards);
    END IF;
END $$;
REVOKE ALL ON FUNCTION organising_take_over(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organising_take_over(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""

FORWARD = (
    protect(
        TABLE,
        in_scope("path"),
        is_own_person("person_id"),
        of_visible("cases_case", f"{TABLE}.case_id"),
        writable=in_scope("path"),
    )
    + f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
"""
    + TAKE_OVER
)
BACKWARD = (
    f"DROP FUNCTION organising_take_over(bigint, date); DROP TRIGGER place ON {TABLE};" + unprotect(TABLE)
)


class Migration(migrations.Migration):
    dependencies = [("organising", "0005_applications"), ("cases", "0022_reminder_steps"), ("organisation", "0025_spans")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

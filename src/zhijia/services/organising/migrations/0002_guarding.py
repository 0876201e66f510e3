"""Who sees applications: the union that was asked and those above, the applicant, and the union that she came from.

`organising_take_over` is the one way by which a record passes between unions that do not see each other: for an application
that lies in the asker's scope, of the person who made it, or of whoever has exactly its number and its name.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_own_person, of_visible, protect

APPLICATION_GUARDS = (
    protect(
        "organising_application",
        in_scope("path"),
        is_own_person("person_id"),
        of_visible("cases_case", "organising_application.case_id"),
        writable=in_scope("path"),
    )
    + f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organising_application
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE FUNCTION organising_take_over(application bigint, day date, OUT verdict text, OUT whom bigint, OUT former bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE asked organising_application; held organisation_membership; found organisation_person; towards text;
BEGIN
    SELECT * INTO asked FROM organising_application a WHERE a.id = application AND a.decided_on IS NULL AND ({in_scope("a.path")});
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
)


class Migration(migrations.Migration):
    replaces = [
        ("organising", "0006_application_guards"),
    ]

    dependencies = [
        ("organising", "0001_tables"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(APPLICATION_GUARDS)]

"""What the database guarantees of outside parties: scope, one mandate of a person for a party at a time, the way in."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_ancestor, is_own_person, protect, unprotect

FORWARD = (
    f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_labourbureau
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('keeper_id', 'organisation_union');

CREATE FUNCTION organisation_place_mandate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT coalesce((SELECT path FROM organisation_enterprise WHERE id = NEW.enterprise_id),
                    (SELECT path FROM organisation_labourbureau WHERE id = NEW.bureau_id)) INTO NEW.path;
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_mandate
    FOR EACH ROW EXECUTE FUNCTION organisation_place_mandate();

ALTER TABLE organisation_mandate ADD CONSTRAINT mandate_once_at_a_time EXCLUDE USING gist (
    int8range(person_id, person_id, '[]') WITH &&,
    int8range(coalesce(enterprise_id, -bureau_id), coalesce(enterprise_id, -bureau_id), '[]') WITH &&,
    daterange(from_on, to_on) WITH &&);

-- For whom an account may act on a day, asked before any scope is known.
CREATE FUNCTION organisation_mandates_of(account bigint, today date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_array(m.id, m.kind,
                m.kind || ':' || coalesce(m.enterprise_id::text, b.place), coalesce(e.name, b.name), m.title, m.to_on,
                m.path) ORDER BY m.id), '[]')::text
      FROM organisation_user a
      JOIN organisation_mandate m ON m.person_id = a.person_id
      LEFT JOIN organisation_enterprise e ON e.id = m.enterprise_id
      LEFT JOIN organisation_labourbureau b ON b.id = m.bureau_id
     WHERE a.id = account AND a.is_active AND m.from_on <= today AND (m.to_on IS NULL OR m.to_on > today)
$$;
REVOKE ALL ON FUNCTION organisation_mandates_of(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_mandates_of(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""
    + protect(
        "organisation_labourbureau", in_scope("path"), is_ancestor("keeper_id"), writable=in_scope("path")
    )
    + protect(
        "organisation_mandate", in_scope("path"), is_own_person("person_id"), writable=in_scope("path")
    )
)
BACKWARD = (
    unprotect("organisation_mandate")
    + unprotect("organisation_labourbureau")
    + "DROP FUNCTION organisation_mandates_of(bigint, date);"
    "ALTER TABLE organisation_mandate DROP CONSTRAINT mandate_once_at_a_time;"
    "DROP FUNCTION organisation_place_mandate() CASCADE;"
    "DROP TRIGGER place ON organisation_labourbureau;"
)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_outside_parties")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

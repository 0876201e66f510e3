"""Opinions go in by one function and come out by another, which answers from a least number on and for its own scope."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, protect, unprotect

FORWARD = (
    "CREATE TRIGGER place BEFORE INSERT OR UPDATE ON contacts_opiniongiven"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('pair_id', 'contacts_pair');\n"
    + protect("contacts_opiniongiven", in_scope("path"))
    + protect("contacts_opinion", "false")
    + f"""
REVOKE INSERT, UPDATE, DELETE ON contacts_opinion FROM {APP_ROLE};
REVOKE ALL ON contacts_opinion FROM {BATCH_ROLE};
REVOKE INSERT, UPDATE, DELETE ON contacts_opiniongiven FROM {APP_ROLE}, {BATCH_ROLE};

CREATE FUNCTION contacts_give_opinion(asked bigint, points integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO contacts_opiniongiven (pair_id, path)
    SELECT id, path FROM contacts_pair WHERE id = asked AND ({in_scope("path")}) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN false; END IF;
    INSERT INTO contacts_opinion (id, programme_id, federation_id, cadre_id, points)
    SELECT gen_random_uuid(), programme_id, federation_id, cadre_id, points FROM contacts_pair WHERE id = asked;
    RETURN true;
END $$;

CREATE FUNCTION contacts_opinions_of(asked bigint, fewest integer) RETURNS TABLE (cadre bigint, answers bigint, mean numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.cadre_id, count(*), round(avg(o.points), 1)
      FROM contacts_opinion o JOIN organisation_union u ON u.id = o.federation_id
     WHERE o.programme_id = asked AND ({in_scope("u.path")})
     GROUP BY o.cadre_id HAVING count(*) >= fewest ORDER BY o.cadre_id
$$;
REVOKE ALL ON FUNCTION contacts_give_opinion(bigint, integer), contacts_opinions_of(bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contacts_give_opinion(bigint, integer), contacts_opinions_of(bigint, integer) TO {APP_ROLE};
"""
)
BACKWARD = (
    "DROP FUNCTION contacts_opinions_of(bigint, integer);"
    "DROP FUNCTION contacts_give_opinion(bigint, integer);"
    "DROP TRIGGER place ON contacts_opiniongiven;" + unprotect("contacts_opiniongiven") + unprotect("contacts_opinion")
)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0004_opinions"), ("organisation", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Who sees an invitation: whoever is invited. It is written by the one function that finds her by her number."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_own_person, protect, unprotect

TABLE = "organising_invitation"
FUNCTION = "organising_invite(bigint, bigint[], text[], bytea[], date)"
SYSTEM = in_scope("''")  # only who sees everything sees what lies nowhere

INVITE = f"""
-- Ask whoever has one of these numbers and is kept beyond this scope; answers how many, never who or where.
CREATE FUNCTION organising_invite(roster bigint, unions bigint[], kinds text[], indexes bytea[], day date)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE asked integer;
BEGIN
    IF NOT EXISTS (SELECT FROM organisation_roster r WHERE r.id = roster AND ({in_scope("r.path")}))
       OR EXISTS (SELECT FROM organisation_union u WHERE u.id = ANY (unions) AND NOT ({in_scope("u.path")})) THEN
        RAISE EXCEPTION 'roster % is not in this scope', roster USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO {TABLE} (person_id, union_id, union_name, roster, invited_on)
    SELECT DISTINCT p.id, u.id, u.name, invite.roster, day
      FROM (SELECT organising_invite.roster) AS invite
     CROSS JOIN unnest(unions, kinds, indexes) AS w (union_id, kind, mac)
      JOIN organisation_union u ON u.id = w.union_id
      JOIN organisation_person p ON p.id_kind = w.kind AND p.id_index = w.mac AND NOT ({in_scope("p.path")})
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS asked = ROW_COUNT;
    RETURN asked;
END $$;
REVOKE ALL ON FUNCTION {FUNCTION} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {FUNCTION} TO {APP_ROLE}, {BATCH_ROLE};
"""
FORWARD = protect(TABLE, is_own_person("person_id"), SYSTEM) + f"REVOKE INSERT ON {TABLE} FROM {APP_ROLE};\n" + INVITE
BACKWARD = f"DROP FUNCTION {FUNCTION};" + unprotect(TABLE)


class Migration(migrations.Migration):
    replaces = [("organising", "0014_invitation_guards")]

    dependencies = [("organising", "0008_finding_guards"), ("organisation", "0007_roster_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""A merge keeps the earlier day of joining: only on behalf of a request that is being decided is that day written over."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope

MEMBERSHIP = "organisation_membership"
FUNCTION = "organisation_join_since(bigint, bigint, date)"
FORWARD = f"""
CREATE FUNCTION organisation_join_since(request bigint, membership bigint, day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM organisation_personmerge a JOIN {MEMBERSHIP} m ON m.person_id = a.kept_id
                    WHERE a.id = request AND a.decided_at IS NULL AND m.id = membership AND ({in_scope("a.path")})) THEN
        RAISE EXCEPTION 'no request about membership % is being decided', membership USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('app.moving', 'on', true);
    UPDATE {MEMBERSHIP} SET joined_on = day WHERE id = membership;
    PERFORM set_config('app.moving', '', true);
END $$;
REVOKE ALL ON FUNCTION {FUNCTION} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {FUNCTION} TO {APP_ROLE}, {BATCH_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0011_roster_names")]
    operations = [migrations.RunSQL(FORWARD, f"DROP FUNCTION {FUNCTION}")]

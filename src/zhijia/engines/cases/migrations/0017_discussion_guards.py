"""Comments are for those who work on a case, not for outside parties; a watch is told by post, whoever holds it then."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, append_only, in_scope, protect, unprotect

OF_VISIBLE_CASE = "case_id IN (SELECT id FROM cases_case)"
FORWARD = (
    f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_comment
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_watch
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('post_id', 'organisation_post');

-- Which posts watch a case is asked when it is moved, also by somebody who does not see those posts.
CREATE FUNCTION cases_watchers(wanted bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT post_id FROM cases_watch WHERE case_id = wanted
$$;
REVOKE ALL ON FUNCTION cases_watchers(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_watchers(bigint) TO {APP_ROLE}, {BATCH_ROLE};
"""
    + protect("cases_comment", f"current_setting('app.parties') = '' AND (({in_scope('path')}) OR {OF_VISIBLE_CASE})")
    + protect("cases_watch", in_scope("path"), writable=f"({in_scope('path')}) AND {OF_VISIBLE_CASE}")
    + append_only("cases_comment")
)
BACKWARD = (
    unprotect("cases_watch")
    + unprotect("cases_comment")
    + "DROP FUNCTION cases_watchers(bigint); DROP TRIGGER place ON cases_watch; DROP TRIGGER place ON cases_comment;"
    + f"GRANT UPDATE, DELETE ON cases_comment TO {APP_ROLE}, {BATCH_ROLE};"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_discussion")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Who may share a case: only those in whose own subtree it lies.

The policy of 0002 looked at the union that a share names and not at the case, so that a scope could have shared to itself
a case of another county by guessing its number. A function of the owner answers for the case: a policy of shares that
asked the table of cases, whose policy asks the shares, would run in a circle.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope

FORWARD = f"""
CREATE FUNCTION cases_may_share(wanted bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM cases_case c WHERE c.id = wanted AND ({in_scope("c.path")}))
$$;
REVOKE ALL ON FUNCTION cases_may_share(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_may_share(bigint) TO {APP_ROLE}, {BATCH_ROLE};
ALTER POLICY app ON cases_caseshare WITH CHECK (({in_scope("path")}) AND cases_may_share(case_id));
"""  # noqa: S608 - constants of ours
BACKWARD = f"""
ALTER POLICY app ON cases_caseshare WITH CHECK ({in_scope("path")});
DROP FUNCTION cases_may_share(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_names")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

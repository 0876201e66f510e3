"""A draft is its union's own; a started campaign is seen below it too, each union its own targets."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_ancestor, of_visible, protect

GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON campaigns_campaign FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON campaigns_target FOR EACH ROW EXECUTE FUNCTION organisation_take_path('enterprise_id', 'organisation_enterprise');
"""
    + protect(
        "campaigns_campaign",
        in_scope("path"),
        f"started_at IS NOT NULL AND {is_ancestor('union_id')}",
        writable=in_scope("path"),
    )
    + protect("campaigns_target", in_scope("path"))
    + f"""
-- A job asks who goes on with a campaign before it has a scope.
CREATE FUNCTION campaigns_runner(campaign bigint) RETURNS TABLE (runner_id bigint, started_by_id bigint)
LANGUAGE sql SECURITY DEFINER STABLE SET search_path = public, pg_temp AS $$
    SELECT c.runner_id, c.started_by_id FROM campaigns_campaign c WHERE c.id = campaign
$$;
REVOKE ALL ON FUNCTION campaigns_runner(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION campaigns_runner(bigint) TO {APP_ROLE}, {BATCH_ROLE};
CREATE POLICY of_campaign ON trail_event FOR SELECT TO {APP_ROLE}
    USING (subject_type = 'campaigns.campaign' AND {of_visible("campaigns_campaign", "trail_event.subject_id")});
"""
)


class Migration(migrations.Migration):
    replaces = [
        ("campaigns", "0002_guards"),
        ("campaigns", "0003_editions"),
    ]

    dependencies = [("campaigns", "0001_tables"), ("cases", "0002_guarding"), ("organisation", "0004_joining")]
    operations = [migrations.RunSQL(GUARDS)]

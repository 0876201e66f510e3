"""What a campaign offers is seen where the campaign is seen, and written by the union that organises it."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect, unprotect

TABLE = "bargaining_offercampaign"
FORWARD = (
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('campaign_id', 'campaigns_campaign');\n"
    + protect(
        TABLE, in_scope("path"), of_visible("campaigns_campaign", f"{TABLE}.campaign_id"), writable=in_scope("path")
    )
)


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0006_campaigns"), ("campaigns", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, f"DROP TRIGGER place ON {TABLE};" + unprotect(TABLE))]

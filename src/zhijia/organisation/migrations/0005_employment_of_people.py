"""An employment is a fact about a person: whoever keeps her record writes and reads it, wherever the enterprise is.

By the path of the enterprise alone the chair of an enterprise's union, who stands below the territory that the enterprise
is entered at, could not see where her own members work.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_own_person

# EXISTS and not IN: one probe for each row, where IN would first list everybody in scope.
OF_VISIBLE_PERSON = "EXISTS (SELECT FROM organisation_person p WHERE p.id = person_id)"
OF_PERSON_IN_SCOPE = f"EXISTS (SELECT FROM organisation_person p WHERE p.id = person_id AND ({in_scope('p.path')}))"  # noqa: S608 - ours

FORWARD = f"""
ALTER POLICY app ON organisation_employment
    USING (({in_scope("path")}) OR {OF_VISIBLE_PERSON}) WITH CHECK ({OF_PERSON_IN_SCOPE});
"""
BACKWARD = f"""
ALTER POLICY app ON organisation_employment
    USING (({in_scope("path")}) OR ({is_own_person("person_id")})) WITH CHECK ({in_scope("path")});
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_labels_by_sisters")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

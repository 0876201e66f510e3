"""What came of the review of a proposal, and which enterprise a unit of a regional congress is."""

import django.db.models.deletion
from django.db import migrations, models

# What was decided before is read from the state of the case.
NOTE_RULINGS = """
    UPDATE congress_proposal p
       SET ruling = CASE WHEN a.state IN ('refused', 'redirected', 'merged') THEN a.state ELSE 'filed' END
      FROM cases_case a WHERE a.id = p.case_id AND p.decided_on IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0008_referrals"),
        ("organisation", "0012_merge_joining"),
    ]
    operations = [
        migrations.AddField(
            model_name="proposal",
            name="ruling",
            field=models.CharField(
                blank=True,
                choices=[
                    ("filed", "立案"),
                    ("merged", "并案"),
                    ("redirected", "转其他渠道"),
                    ("refused", "不予立案"),
                ],
                default="",
                max_length=10,
                verbose_name="审查结果",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="electionunit",
            name="enterprise",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.enterprise",
                verbose_name="用人单位",
            ),
        ),
        migrations.RunSQL(NOTE_RULINGS, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="proposal", name="proposal_decided_whole"),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_on", None), ("ruling", ""))
                | models.Q(("submitted_on__isnull", False))
                & ~models.Q(("decision", ""))
                & ~models.Q(("ruling", "")),
                name="proposal_decided_whole",
            ),
        ),
    ]

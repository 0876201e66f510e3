"""A request for a long list of people that another post sends back, with the reason."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0024_names_counted"),
    ]

    operations = [
        migrations.AddField(
            model_name="peopleexport",
            name="decline_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="退回理由"),
        ),
        migrations.AddField(
            model_name="peopleexport",
            name="declined_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="退回时间"),
        ),
        migrations.AddField(
            model_name="peopleexport",
            name="declined_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="退回人",
            ),
        ),
        migrations.AddField(
            model_name="peopleexport",
            name="declined_by_post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.post",
                verbose_name="退回岗位",
            ),
        ),
        migrations.AddConstraint(
            model_name="peopleexport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decline_reason", ""), ("declined_at", None), ("declined_by", None), ("declined_by_post", None)
                    ),
                    models.Q(
                        ("decline_reason__gt", ""),
                        ("declined_at__isnull", False),
                        ("declined_by__isnull", False),
                        ("declined_by_post__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="export_decline_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="peopleexport",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved_at", None), ("declined_at", None), _connector="OR"),
                name="export_decided_once",
            ),
        ),
    ]

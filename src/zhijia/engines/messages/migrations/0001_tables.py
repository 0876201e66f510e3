import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("inbox", "0001_initial"),
        ("inbox", "0003_deliveries"),
    ]

    initial = True

    dependencies = [
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("message", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="inbox.message", verbose_name="消息")),
                        ("channel", models.CharField(choices=[("email", "电子邮件"), ("webhook", "短信或工作微信网关")], max_length=8, verbose_name="渠道")),
                        (
                            "state",
                            models.CharField(choices=[("queued", "待发送"), ("sending", "发送中"), ("sent", "已发送"), ("failed", "未能送达")], default="queued", max_length=8, verbose_name="状态"),
                        ),
                        ("attempts", models.PositiveIntegerField(default=0, verbose_name="次数")),
                        ("next_at", models.DateTimeField(verbose_name="下次发送")),
                        ("key", models.UUIDField(unique=True, verbose_name="送达号")),
                        ("last_error", models.CharField(blank=True, max_length=200, verbose_name="最近一次的问题")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "送达",
                        "verbose_name_plural": "送达",
                        "indexes": [
                            models.Index(condition=models.Q(("state__in", ["queued", "sending"])), fields=["next_at", "id"], name="delivery_due"),
                            models.Index(fields=["path", "state", "-id"], name="delivery_path"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("message", "channel"), name="delivery_once")],
                    },
                ),
                migrations.CreateModel(
                    name="DeliveryAttempt",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("delivery", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="log", to="inbox.delivery", verbose_name="送达")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("is_sent", models.BooleanField(verbose_name="成功")),
                        ("detail", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "发送记录",
                        "verbose_name_plural": "发送记录",
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.person", verbose_name="收件人")),
                        ("case_id", models.BigIntegerField(null=True, verbose_name="事项")),
                        ("kind", models.CharField(max_length=80, verbose_name="类型")),
                        ("text", models.CharField(max_length=300, verbose_name="内容")),
                        ("sent_at", models.DateTimeField(verbose_name="时间")),
                        ("read_at", models.DateTimeField(null=True, verbose_name="已读时间")),
                    ],
                    options={
                        "verbose_name": "消息",
                        "verbose_name_plural": "消息",
                        "indexes": [
                            models.Index(fields=["person", "-sent_at", "-id"], name="message_newest"),
                            models.Index(condition=models.Q(("read_at", None)), fields=["person"], name="message_unread"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Preference",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.person", verbose_name="人员")),
                        ("channel", models.CharField(choices=[("email", "电子邮件"), ("webhook", "短信或工作微信网关")], max_length=8, verbose_name="渠道")),
                        ("is_on", models.BooleanField(default=True, verbose_name="启用")),
                        ("address", models.BinaryField(max_length=500, verbose_name="地址")),
                    ],
                    options={
                        "verbose_name": "消息设置",
                        "verbose_name_plural": "消息设置",
                        "constraints": [models.UniqueConstraint(fields=("person", "channel"), name="preference_once")],
                    },
                ),
            ],
        ),
    ]

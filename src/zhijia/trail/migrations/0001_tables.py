import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("trail", "0001_initial"), ("trail", "0003_sealing"), ("trail", "0006_pending"), ("trail", "0003_salts")]

    initial = True

    dependencies = []

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Erasure",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="erasures", to="trail.event", verbose_name="留痕")),
                        ("part", models.CharField(max_length=8, verbose_name="部分")),
                        ("commitment", models.BinaryField(max_length=32, verbose_name="摘要")),
                        ("ground", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trail.event", verbose_name="删除的留痕")),
                    ],
                    options={
                        "verbose_name": "依法删除",
                        "verbose_name_plural": "依法删除",
                        "constraints": [models.UniqueConstraint(fields=("event", "part"), name="erasure_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=80, verbose_name="类型")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("actor_id", models.BigIntegerField(null=True, verbose_name="操作人编号")),
                        ("actor_label", models.CharField(max_length=120, verbose_name="操作人")),
                        ("post_id", models.BigIntegerField(null=True, verbose_name="岗位编号")),
                        ("post_label", models.CharField(blank=True, max_length=200, verbose_name="岗位")),
                        ("subject_type", models.CharField(max_length=60, verbose_name="对象类型")),
                        ("subject_id", models.BigIntegerField(verbose_name="对象编号")),
                        ("subject_label", models.CharField(max_length=300, verbose_name="对象")),
                        ("from_state", models.CharField(blank=True, max_length=40, verbose_name="原状态")),
                        ("to_state", models.CharField(blank=True, max_length=40, verbose_name="新状态")),
                        ("data", models.JSONField(default=dict, verbose_name="内容")),
                        ("hash", models.BinaryField(max_length=32, verbose_name="摘要")),
                    ],
                    options={
                        "verbose_name": "留痕",
                        "verbose_name_plural": "留痕",
                        "indexes": [models.Index(fields=["subject_type", "subject_id", "id"], name="trail_event_subject")],
                    },
                ),
                migrations.CreateModel(
                    name="EventNumber",
                    fields=[
                        ("seq", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="顺序号")),
                        ("event", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="number", to="trail.event", verbose_name="留痕")),
                    ],
                    options={
                        "verbose_name": "留痕顺序号",
                        "verbose_name_plural": "留痕顺序号",
                    },
                ),
                migrations.CreateModel(
                    name="PendingEvent",
                    fields=[
                        ("event_id", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="留痕编号")),
                    ],
                    options={
                        "verbose_name": "待编号留痕",
                        "verbose_name_plural": "待编号留痕",
                    },
                ),
                migrations.CreateModel(
                    name="SealingKey",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("public", models.BinaryField(max_length=32, unique=True, verbose_name="公钥")),
                        ("since", models.DateTimeField(verbose_name="启用时间")),
                        (
                            "predecessor",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trail.sealingkey", verbose_name="前一公钥"),
                        ),
                        ("endorsement", models.BinaryField(blank=True, max_length=64, verbose_name="前一公钥的签名")),
                    ],
                    options={
                        "verbose_name": "封存公钥",
                        "verbose_name_plural": "封存公钥",
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
                    fields=[
                        ("name", models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name="订阅者")),
                        ("last_seq", models.BigIntegerField(default=0, verbose_name="已读到")),
                    ],
                    options={
                        "verbose_name": "订阅位置",
                        "verbose_name_plural": "订阅位置",
                    },
                ),
                migrations.CreateModel(
                    name="Checkpoint",
                    fields=[
                        ("size", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="条数")),
                        (
                            "previous",
                            models.ForeignKey(
                                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trail.checkpoint", verbose_name="前一封存点"
                            ),
                        ),
                        ("previous_digest", models.BinaryField(max_length=32, verbose_name="前一封存点的摘要")),
                        ("root", models.BinaryField(max_length=32, verbose_name="根")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trail.sealingkey", verbose_name="公钥")),
                        ("signature", models.BinaryField(max_length=64, verbose_name="签名")),
                        ("nodes", models.BinaryField(verbose_name="树的节点")),
                        ("events", models.BinaryField(verbose_name="留痕编号")),
                    ],
                    options={
                        "verbose_name": "封存点",
                        "verbose_name_plural": "封存点",
                        "constraints": [
                            models.UniqueConstraint(fields=("previous",), name="checkpoint_one_chain", nulls_distinct=False),
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0), models.Q(("previous", None), ("size__gt", models.F("previous")), _connector="OR")), name="checkpoint_grows"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventSalt",
                    fields=[
                        (
                            "event",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="salt",
                                serialize=False,
                                to="trail.event",
                                verbose_name="留痕",
                            ),
                        ),
                        ("salts", models.BinaryField(max_length=48, verbose_name="盐")),
                    ],
                    options={
                        "verbose_name": "留痕的盐",
                        "verbose_name_plural": "留痕的盐",
                    },
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="erasure",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dd2fe72dc8f744321da6543acdbb609d7a89d253",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_096e4",
                    table="trail_erasure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventnumber",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ce913879f10796c5bcaecf1e43ce22d4c0a71186",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_34fb4",
                    table="trail_eventnumber",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealingkey",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="467de2098600d1661491083d002711a184f9ebf8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a7d0b",
                    table="trail_sealingkey",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fe7920ed6ba86a2306c86a107684cf8719605010",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_231b4",
                    table="trail_checkpoint",
                    when="BEFORE",
                ),
            ),
        ),
    ]

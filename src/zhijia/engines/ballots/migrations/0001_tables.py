import django.db.models.deletion
import django.db.models.expressions
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("ballots", "0001_initial"), ("ballots", "0003_polls")]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="TallySheet",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("about", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="tally_sheets", to="cases.case", verbose_name="所属事项")),
                        ("body", models.CharField(max_length=20, verbose_name="选举事项")),
                        ("held_on", models.DateField(verbose_name="投票日期")),
                        ("seats", models.PositiveSmallIntegerField(verbose_name="应选名额")),
                        ("due", models.PositiveIntegerField(verbose_name="应到会人数")),
                        ("present", models.PositiveIntegerField(verbose_name="实到会人数")),
                        ("issued", models.PositiveIntegerField(verbose_name="发出选票")),
                        ("returned", models.PositiveIntegerField(verbose_name="收回选票")),
                        ("valid", models.PositiveIntegerField(verbose_name="有效票")),
                        ("invalid", models.PositiveIntegerField(verbose_name="无效票")),
                        ("scrutineers", models.CharField(max_length=200, verbose_name="监票人")),
                        ("counters", models.CharField(max_length=200, verbose_name="计票人")),
                        ("reckonings", models.JSONField(default=list)),
                        ("kept_at", models.DateTimeField(verbose_name="登记时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "计票单",
                        "verbose_name_plural": "计票单",
                        "indexes": [models.Index(fields=["about", "body"], name="tallysheet_about")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("issued__lte", models.F("present")), ("present__lte", models.F("due")), ("returned__lte", models.F("issued"))),
                                name="tallysheet_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("returned", django.db.models.expressions.CombinedExpression(models.F("valid"), "+", models.F("invalid")))),
                                name="tallysheet_sums",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TallyLine",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("sheet", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="ballots.tallysheet", verbose_name="计票单")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="职工")),
                        ("is_write_in", models.BooleanField(default=False, verbose_name="另选他人")),
                        ("yes", models.PositiveIntegerField(verbose_name="赞成")),
                        ("no", models.PositiveIntegerField(verbose_name="反对")),
                        ("abstain", models.PositiveIntegerField(verbose_name="弃权")),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="名次")),
                        ("is_elected", models.BooleanField(default=False, verbose_name="当选")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "得票",
                        "verbose_name_plural": "得票",
                    },
                ),
                migrations.CreateModel(
                    name="Poll",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("about", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="polls", to="cases.case", verbose_name="所属事项")),
                        ("subject", models.CharField(max_length=40, verbose_name="表决事项")),
                        ("title", models.CharField(max_length=200, verbose_name="标题")),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("hands", "举手表决（只记票数）"),
                                    ("named", "记名投票"),
                                    ("ordinary", "普通无记名（由管理员承诺保密）"),
                                    ("verifiable", "可验证无记名"),
                                    ("paper", "纸质选票"),
                                ],
                                max_length=10,
                                verbose_name="表决方式",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("drafted", "筹备中"), ("frozen", "已封定"), ("open", "投票中"), ("closed", "已截止"), ("counted", "已唱票"), ("void", "已作废")],
                                default="drafted",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("closes_at", models.DateTimeField(null=True, verbose_name="截止时间")),
                        ("frozen_at", models.DateTimeField(null=True, verbose_name="封定时间")),
                        ("opened_at", models.DateTimeField(null=True, verbose_name="开始投票时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="停止投票时间")),
                        ("counted_at", models.DateTimeField(null=True, verbose_name="唱票时间")),
                        ("manifest", models.TextField(blank=True, verbose_name="封定文本")),
                        ("manifest_hash", models.CharField(blank=True, max_length=64, verbose_name="封定文本摘要")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "表决",
                        "verbose_name_plural": "表决",
                        "indexes": [models.Index(fields=["about", "subject"], name="poll_about")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("mode__in", ["hands", "named", "ordinary", "verifiable", "paper"])), name="poll_mode_known"),
                            models.CheckConstraint(condition=models.Q(("state__in", ["drafted", "frozen", "open", "closed", "counted", "void"])), name="poll_state_known"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("frozen_at", None), ("manifest", ""), ("manifest_hash", "")),
                                    models.Q(models.Q(("manifest", ""), _negated=True), models.Q(("manifest_hash", ""), _negated=True), ("frozen_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="poll_frozen_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["drafted", "void"]), models.Q(("manifest", ""), _negated=True), _connector="OR"),
                                name="poll_frozen_before_it_opens",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Extension",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("poll", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="ballots.poll", verbose_name="表决")),
                        ("old_at", models.DateTimeField(verbose_name="原截止时间")),
                        ("new_at", models.DateTimeField(verbose_name="延长至")),
                        ("reason", models.CharField(max_length=300, verbose_name="理由")),
                        ("decided_at", models.DateTimeField(verbose_name="决定时间")),
                        ("decided_by", models.CharField(max_length=300, verbose_name="决定人")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "延长投票",
                        "verbose_name_plural": "延长投票",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("new_at__gt", models.F("old_at"))), name="pollextension_is_longer"),
                            models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="pollextension_has_a_reason"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Elector",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("poll", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="electors", to="ballots.poll", verbose_name="表决")),
                        ("number", models.PositiveIntegerField(verbose_name="序号")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="职工")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        ("group", models.CharField(blank=True, max_length=80, verbose_name="代表团")),
                        ("salt", models.BinaryField(verbose_name="盐值")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "选举人",
                        "verbose_name_plural": "选举人",
                        "constraints": [
                            models.UniqueConstraint(fields=("poll", "number"), name="elector_number_once"),
                            models.UniqueConstraint(fields=("poll", "person"), name="elector_person_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("elector", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="presence", to="ballots.elector", verbose_name="选举人")),
                        ("came_at", models.DateTimeField(verbose_name="签到时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "到会",
                        "verbose_name_plural": "到会",
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("poll", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="ballots.poll", verbose_name="表决")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                        ("kind", models.CharField(max_length=16, verbose_name="类型")),
                        ("title", models.CharField(max_length=300, verbose_name="标题")),
                        ("options", models.JSONField(verbose_name="选项")),
                        ("marks", models.JSONField(verbose_name="可选意见")),
                        ("blank", models.CharField(max_length=16, verbose_name="未填时计为")),
                        ("most", models.PositiveSmallIntegerField(null=True, verbose_name="最多可选")),
                        ("write_ins", models.PositiveSmallIntegerField(default=0, verbose_name="可另写人数")),
                        ("rules", models.JSONField(default=list, verbose_name="适用规则")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "表决项",
                        "verbose_name_plural": "表决项",
                        "constraints": [models.UniqueConstraint(fields=("poll", "number"), name="question_number_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Issuance",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("question", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="issuances", to="ballots.question", verbose_name="表决项")),
                        ("elector", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="issuances", to="ballots.elector", verbose_name="选举人")),
                        ("blinded_a", models.BinaryField(verbose_name="送盖的票（甲）")),
                        ("blinded_b", models.BinaryField(verbose_name="送盖的票（乙）")),
                        ("stamped_a", models.BinaryField(verbose_name="盖印（甲）")),
                        ("stamped_b", models.BinaryField(verbose_name="盖印（乙）")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "领票",
                        "verbose_name_plural": "领票",
                        "constraints": [models.UniqueConstraint(fields=("question", "elector"), name="issuance_once")],
                    },
                ),
                migrations.CreateModel(
                    name="QuestionCount",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("question", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="count", to="ballots.question", verbose_name="表决项")),
                        ("ballots", models.PositiveIntegerField(verbose_name="收回选票")),
                        ("valid", models.PositiveIntegerField(verbose_name="有效票")),
                        ("invalid", models.PositiveIntegerField(verbose_name="无效票")),
                        ("marks", models.JSONField(verbose_name="得票")),
                        ("write_ins", models.JSONField(default=dict, verbose_name="另选他人得票")),
                        ("counted_at", models.DateTimeField(verbose_name="计票时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "计票结果",
                        "verbose_name_plural": "计票结果",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ballots", django.db.models.expressions.CombinedExpression(models.F("valid"), "+", models.F("invalid")))),
                                name="questioncount_sums",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scrutineer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("poll", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="scrutineers", to="ballots.poll", verbose_name="表决")),
                        ("place", models.PositiveSmallIntegerField(verbose_name="席位")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="监票人")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        ("point", models.BinaryField(null=True, verbose_name="公钥")),
                        ("locked", models.BinaryField(null=True, verbose_name="加锁的私钥")),
                        ("revealed", models.BinaryField(null=True, verbose_name="公开的私钥")),
                        ("revealed_at", models.DateTimeField(null=True, verbose_name="公开时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "监票人",
                        "verbose_name_plural": "监票人",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("place__gte", 1), ("place__lte", 3)), name="scrutineer_is_one_of_three"),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("locked", None), ("point", None)), models.Q(("locked__isnull", False), ("point__isnull", False)), _connector="OR"),
                                name="scrutineer_key_whole",
                            ),
                            models.UniqueConstraint(fields=("poll", "place"), name="scrutineer_place_once"),
                            models.UniqueConstraint(fields=("poll", "person"), name="scrutineer_person_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Stamp",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("question", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="stamps", to="ballots.question", verbose_name="表决项")),
                        ("holder", models.CharField(choices=[("a", "工会委员会"), ("b", "监督组")], max_length=1, verbose_name="掌印方")),
                        ("public", models.BinaryField(verbose_name="公钥")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "印章",
                        "verbose_name_plural": "印章",
                        "constraints": [models.UniqueConstraint(fields=("question", "holder"), name="stamp_once")],
                    },
                ),
            ],
        ),
    ]

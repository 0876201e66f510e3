import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("supervision", "0001_initial"), ("supervision", "0004_matter_of_negotiators"), ("supervision", "0006_targets"), ("supervision", "0004_organising_clues")]

    initial = True

    dependencies = [
        ("campaigns", "0001_tables"),
        ("cases", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Clue",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="登记工会")),
                        (
                            "enterprise",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="supervision_clues", to="organisation.enterprise", verbose_name="用人单位"),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("complaint", "职工投诉举报"),
                                    ("finding", "监督检查发现"),
                                    ("bargaining", "集体协商"),
                                    ("organising", "建会攻坚"),
                                    ("target", "目标名单"),
                                    ("superior", "上级交办"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("bargaining", "集体协商和集体合同"),
                                    ("negotiators", "协商代表的工资和保护"),
                                    ("wages", "工资支付"),
                                    ("contract", "劳动合同"),
                                    ("hours", "工作时间和休息休假"),
                                    ("safety", "劳动安全卫生"),
                                    ("women", "女职工和未成年工保护"),
                                    ("insurance", "社会保险和福利"),
                                    ("dispatch", "劳务派遣"),
                                    ("democracy", "职工代表大会和民主管理"),
                                    ("union", "工会组织和工会权利"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="监督内容",
                            ),
                        ),
                        ("facts", models.TextField(verbose_name="反映的情况")),
                        ("noted_on", models.DateField(verbose_name="登记日期")),
                        ("origin", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case", verbose_name="来源事项")),
                        (
                            "target",
                            models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="clue", to="campaigns.target", verbose_name="目标名单"),
                        ),
                        ("origin_event", models.BigIntegerField(null=True, verbose_name="来源留痕")),
                        ("dropped_on", models.DateField(null=True, verbose_name="不予立案日期")),
                        ("dropped_reason", models.CharField(blank=True, max_length=300, verbose_name="不予立案的理由")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "监督线索",
                        "verbose_name_plural": "监督线索",
                        "indexes": [models.Index(fields=["path", "-id"], name="clue_path"), models.Index(fields=["enterprise", "-id"], name="clue_enterprise")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["complaint", "finding", "bargaining", "organising", "target", "superior", "other"])), name="clue_source_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "matter__in",
                                        ["bargaining", "negotiators", "wages", "contract", "hours", "safety", "women", "insurance", "dispatch", "democracy", "union", "other"],
                                    )
                                ),
                                name="clue_matter_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("dropped_on", None), ("dropped_reason", "")),
                                    models.Q(("dropped_on__isnull", False), models.Q(("dropped_reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="clue_dropped_with_a_reason",
                            ),
                            models.UniqueConstraint(fields=("origin_event",), name="clue_once_per_event"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "supervision",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="supervision.supervision", verbose_name="劳动法律监督"),
                        ),
                        ("kind", models.CharField(choices=[("prompt", "提示函"), ("opinion", "监督意见书"), ("recommendation", "监督建议书")], max_length=14, verbose_name="文书")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="发出工会")),
                        ("addressee", models.CharField(max_length=120, verbose_name="送达单位")),
                        ("facts", models.TextField(verbose_name="查明的事实和证据")),
                        ("provisions", models.TextField(verbose_name="违反的规定")),
                        ("demands", models.TextField(verbose_name="要求")),
                        ("rectify_by", models.DateField(null=True, verbose_name="整改期限")),
                        ("signer", models.CharField(max_length=60, verbose_name="签发人")),
                        ("channel", models.CharField(choices=[("online", "在本系统送达"), ("paper", "纸质送达")], default="online", max_length=8, verbose_name="送达方式")),
                        ("sent_on", models.DateField(verbose_name="发出日期")),
                        ("served_on", models.DateField(null=True, verbose_name="收到日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "监督文书",
                        "verbose_name_plural": "监督文书",
                        "indexes": [models.Index(fields=["path", "kind", "sent_on"], name="letter_path")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("kind__in", ["prompt", "opinion", "recommendation"])), name="letter_kind_known"),
                            models.CheckConstraint(condition=models.Q(("channel__in", ["online", "paper"])), name="letter_channel_known"),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("kind", "opinion"), _negated=True), ("rectify_by__isnull", False), _connector="OR"),
                                name="letter_opinion_has_a_limit",
                                violation_error_message="监督意见书要写明整改期限。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("served_on", None), ("served_on__gte", models.F("sent_on")), _connector="OR"),
                                name="letter_served_after_sent",
                                violation_error_message="收到日期不能早于发出日期。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Department",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("letter", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="department", to="supervision.letter", verbose_name="监督文书")),
                        ("ruling", models.CharField(choices=[("opened", "立案"), ("declined", "不予立案")], max_length=8, verbose_name="决定")),
                        ("ruled_on", models.DateField(verbose_name="决定日期")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="案号")),
                        ("reason", models.TextField(blank=True, verbose_name="不予立案的理由")),
                        ("result", models.TextField(blank=True, verbose_name="处理结果")),
                        ("handled_on", models.DateField(null=True, verbose_name="办结日期")),
                        ("told_union_on", models.DateField(null=True, verbose_name="反馈工会日期")),
                        ("is_late", models.BooleanField(default=False, verbose_name="超过办理期限")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "行政处理",
                        "verbose_name_plural": "行政处理",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("ruling__in", ["opened", "declined"])), name="department_ruling_known"),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("ruling", "declined"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                                name="department_declines_with_reasons",
                                violation_error_message="不予立案要书面说明理由。",
                            ),
                            models.CheckConstraint(condition=models.Q(("handled_on", None), ("handled_on__gte", models.F("ruled_on")), _connector="OR"), name="department_dates"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reply",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("letter", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="reply", to="supervision.letter", verbose_name="监督文书")),
                        ("decision", models.CharField(choices=[("agree", "同意整改"), ("partly", "部分同意"), ("refuse", "拒绝整改")], max_length=8, verbose_name="答复")),
                        ("text", models.TextField(verbose_name="整改措施或者理由")),
                        ("finishes_on", models.DateField(null=True, verbose_name="完成日期")),
                        ("signer", models.CharField(max_length=60, verbose_name="签署人")),
                        ("replied_on", models.DateField(verbose_name="答复日期")),
                        ("is_late", models.BooleanField(default=False, verbose_name="超过答复期限")),
                        ("channel", models.CharField(choices=[("online", "在本系统送达"), ("paper", "纸质送达")], default="online", max_length=8, verbose_name="送达方式")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "监督答复",
                        "verbose_name_plural": "监督答复",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("decision__in", ["agree", "partly", "refuse"])), name="answer_decision_known"),
                            models.CheckConstraint(condition=models.Q(("channel__in", ["online", "paper"])), name="answer_channel_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Supervision",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="supervision", to="cases.case", verbose_name="事项")),
                        (
                            "clue",
                            models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="supervision", to="supervision.clue", verbose_name="线索"),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("complaint", "职工投诉举报"),
                                    ("finding", "监督检查发现"),
                                    ("bargaining", "集体协商"),
                                    ("organising", "建会攻坚"),
                                    ("target", "目标名单"),
                                    ("superior", "上级交办"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("bargaining", "集体协商和集体合同"),
                                    ("negotiators", "协商代表的工资和保护"),
                                    ("wages", "工资支付"),
                                    ("contract", "劳动合同"),
                                    ("hours", "工作时间和休息休假"),
                                    ("safety", "劳动安全卫生"),
                                    ("women", "女职工和未成年工保护"),
                                    ("insurance", "社会保险和福利"),
                                    ("dispatch", "劳务派遣"),
                                    ("democracy", "职工代表大会和民主管理"),
                                    ("union", "工会组织和工会权利"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="监督内容",
                            ),
                        ),
                        ("facts", models.TextField(verbose_name="事实和证据")),
                        ("provisions", models.TextField(blank=True, verbose_name="涉嫌违反的规定")),
                        ("occurred_from", models.DateField(verbose_name="行为发生日期")),
                        ("occurred_to", models.DateField(null=True, verbose_name="行为终了日期")),
                        ("people", models.PositiveIntegerField(null=True, verbose_name="涉及职工人数")),
                        ("amount", models.PositiveBigIntegerField(null=True, verbose_name="涉及金额")),
                        ("is_major", models.BooleanField(default=False, verbose_name="重大事项")),
                        ("origin", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case", verbose_name="来源事项")),
                        ("handled_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="承办工会")),
                        ("registered_on", models.DateField(verbose_name="登记日期")),
                        ("accepted_on", models.DateField(null=True, verbose_name="受理日期")),
                        ("defaulted_on", models.DateField(null=True, verbose_name="逾期或者拒绝日期")),
                        ("rectified_on", models.DateField(null=True, verbose_name="报告整改完成日期")),
                        ("closing_note", models.TextField(blank=True, verbose_name="结案说明")),
                        ("told_on", models.DateField(null=True, verbose_name="告知职工日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "劳动法律监督",
                        "verbose_name_plural": "劳动法律监督",
                        "indexes": [models.Index(fields=["path", "-id"], name="supervision_path")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["complaint", "finding", "bargaining", "organising", "target", "superior", "other"])),
                                name="supervision_source_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "matter__in",
                                        ["bargaining", "negotiators", "wages", "contract", "hours", "safety", "women", "insurance", "dispatch", "democracy", "union", "other"],
                                    )
                                ),
                                name="supervision_matter_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("occurred_to", None), ("occurred_to__gte", models.F("occurred_from")), _connector="OR"),
                                name="supervision_dates",
                                violation_error_message="终了日期不能早于发生日期。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "supervision",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="supervision.supervision", verbose_name="劳动法律监督"),
                        ),
                        (
                            "receiver",
                            models.CharField(
                                choices=[("government", "同级人民政府"), ("procuratorate", "人民检察院"), ("arbitration", "劳动人事争议仲裁机构"), ("other", "其他机关")],
                                max_length=14,
                                verbose_name="接收机关类别",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="接收机关")),
                        ("referred_on", models.DateField(verbose_name="移送日期")),
                        ("reason", models.TextField(verbose_name="移送理由")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "监督移送",
                        "verbose_name_plural": "监督移送",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("receiver__in", ["government", "procuratorate", "arbitration", "other"])), name="referral_receiver_known")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recheck",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "supervision",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rechecks", to="supervision.supervision", verbose_name="劳动法律监督"),
                        ),
                        ("checked_on", models.DateField(verbose_name="复查日期")),
                        ("result", models.CharField(choices=[("corrected", "已整改"), ("not", "未整改或者整改不到位")], max_length=10, verbose_name="复查结果")),
                        ("found", models.TextField(verbose_name="复查情况")),
                        ("people", models.PositiveIntegerField(null=True, verbose_name="受益职工人数")),
                        ("recovered", models.PositiveBigIntegerField(null=True, verbose_name="追回金额（元）")),
                        ("is_late", models.BooleanField(default=False, verbose_name="超过整改期限")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "整改复查",
                        "verbose_name_plural": "整改复查",
                        "constraints": [models.CheckConstraint(condition=models.Q(("result__in", ["corrected", "not"])), name="recheck_result_known")],
                    },
                ),
                migrations.CreateModel(
                    name="Investigation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "supervision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="investigations", to="supervision.supervision", verbose_name="劳动法律监督"
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="调查日期")),
                        ("place", models.CharField(max_length=120, verbose_name="调查地点")),
                        ("workers_said", models.TextField(blank=True, verbose_name="职工陈述")),
                        ("employer_said", models.TextField(blank=True, verbose_name="用人单位陈述")),
                        ("found", models.TextField(verbose_name="查明的情况")),
                        ("evidence", models.TextField(blank=True, verbose_name="证据清单")),
                        ("is_obstructed", models.BooleanField(default=False, verbose_name="用人单位拒绝或者阻挠调查")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "监督调查",
                        "verbose_name_plural": "监督调查",
                    },
                ),
                migrations.CreateModel(
                    name="Supervisor",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="supervisors", to="organisation.union", verbose_name="工会")),
                        ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="人员")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        ("certificate", models.CharField(blank=True, max_length=60, verbose_name="监督证编号")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "监督员",
                        "verbose_name_plural": "监督员",
                        "indexes": [models.Index(fields=["union", "to_on"], name="supervisor_union")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("certificate", ""), _negated=True),
                                fields=("certificate",),
                                name="supervisor_certificate_once",
                                violation_error_message="这个监督证编号已经登记。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_on__gt", models.F("from_on"))), name="supervisor_dates", violation_error_message="截止日期要晚于起始日期。"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Investigator",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "investigation",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="investigators", to="supervision.investigation", verbose_name="监督调查"),
                        ),
                        ("supervisor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="supervision.supervisor", verbose_name="监督员")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        ("certificate", models.CharField(max_length=60, verbose_name="监督证编号")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "调查人员",
                        "verbose_name_plural": "调查人员",
                        "constraints": [models.UniqueConstraint(fields=("investigation", "supervisor"), name="investigator_once")],
                    },
                ),
                migrations.CreateModel(
                    name="SupervisoryBody",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="supervisory_body", to="organisation.union", verbose_name="工会")),
                        ("members", models.PositiveIntegerField(verbose_name="会员人数")),
                        ("women", models.PositiveIntegerField(verbose_name="女会员人数")),
                        (
                            "supervision",
                            models.CharField(
                                choices=[("committee", "委员会"), ("member", "专人"), ("none", "没有")],
                                help_text="委员会，或者监督员。",
                                max_length=10,
                                verbose_name="劳动法律监督",
                            ),
                        ),
                        (
                            "women_organ",
                            models.CharField(
                                choices=[("committee", "委员会"), ("member", "专人"), ("none", "没有")],
                                help_text="女职工委员会，或者女职工委员。",
                                max_length=10,
                                verbose_name="女职工工作",
                            ),
                        ),
                        ("is_elected", models.BooleanField(default=True, verbose_name="监督人员从会员中产生")),
                        ("term_from", models.DateField(verbose_name="任期起")),
                        ("term_to", models.DateField(verbose_name="任期止")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "监督组织",
                        "verbose_name_plural": "监督组织",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("supervision__in", ["committee", "member", "none"]), ("women_organ__in", ["committee", "member", "none"])),
                                name="body_organs_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("term_to__gt", models.F("term_from"))), name="body_term_order", violation_error_message="任期截止日期要晚于起始日期。"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("women__lte", models.F("members"))), name="body_women_within", violation_error_message="女会员人数不能超过会员人数。"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]

import django.db.models.deletion
import zhijia.lib.masks
import zhijia.organisation.models.unions
import zhijia.organisation.protection.fields
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("organising", "0005_applications"),
        ("organising", "0004_targets"),
        ("organising", "0006_corrections"),
        ("organising", "0008_founding"),
        ("organising", "0011_findings"),
        ("organising", "0013_invitations"),
        ("organising", "0015_standing"),
        ("organising", "0017_terms_without_number"),
        ("organising", "0018_changes"),
    ]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Application",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="application", to="cases.case", verbose_name="事项")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="受理工会")),
                        ("union_name", models.CharField(max_length=120, verbose_name="受理工会名称")),
                        (
                            "channel",
                            models.CharField(
                                choices=[("paper", "纸质申请，由工会录入"), ("account", "本人账号申请"), ("visitor", "网上申请，没有账号")], max_length=7, verbose_name="途径"
                            ),
                        ),
                        ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="职工")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        (
                            "id_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("resident", "居民身份证"),
                                    ("passport", "护照"),
                                    ("permit", "港澳台居民居住证"),
                                    ("foreigner", "外国人永久居留身份证"),
                                    ("military", "军人证件"),
                                ],
                                max_length=10,
                                verbose_name="证件类型",
                            ),
                        ),
                        ("id_number", zhijia.organisation.protection.fields.SealedField(mask=zhijia.lib.masks.mask_id_number, verbose_name="证件号码")),
                        ("id_index", models.BinaryField(max_length=32, null=True)),
                        ("phone", zhijia.organisation.protection.fields.SealedField(mask=zhijia.lib.masks.mask_phone, verbose_name="手机号码")),
                        ("employer", models.CharField(blank=True, max_length=120, verbose_name="工作单位")),
                        (
                            "enterprise",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.enterprise", verbose_name="用人单位"),
                        ),
                        ("token", models.CharField(blank=True, editable=False, max_length=43)),
                        ("applied_on", models.DateField(verbose_name="申请日期")),
                        ("contacted_on", models.DateField(null=True, verbose_name="联系日期")),
                        ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                        ("is_approved", models.BooleanField(null=True, verbose_name="同意")),
                        ("is_withdrawn", models.BooleanField(default=False, verbose_name="撤回")),
                        ("words", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                        ("former", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="原工会")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "入会、转会申请",
                        "verbose_name_plural": "入会、转会申请",
                        "indexes": [models.Index(fields=["path", "id"], name="application_path")],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("token", ""), _negated=True), fields=("token",), name="application_token"),
                            models.UniqueConstraint(
                                condition=models.Q(("decided_on", None), models.Q(("person", None), _negated=True)), fields=("person",), name="application_one_open"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on", None), ("is_approved", None)),
                                    models.Q(("decided_on__isnull", False), ("id_index", None), ("id_number", None), ("is_approved__isnull", False), ("phone", None)),
                                    _connector="OR",
                                ),
                                name="application_decided_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganisingTarget",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="target", to="cases.case", verbose_name="事项")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="organising_targets", to="organisation.enterprise", verbose_name="用人单位"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("gap", "建会缺口（系统比对）"),
                                    ("census", "经济普查"),
                                    ("tax", "税务代收经费"),
                                    ("insurance", "社会保险"),
                                    ("market", "市场监管"),
                                    ("visit", "走访"),
                                    ("letter", "职工来信"),
                                ],
                                max_length=10,
                                verbose_name="来源",
                            ),
                        ),
                        ("priority", models.CharField(choices=[("key", "重点"), ("hard", "难点"), ("ordinary", "一般")], default="ordinary", max_length=8, verbose_name="类别")),
                        ("reasons", models.JSONField(default=list, verbose_name="列入理由")),
                        ("obstacles", models.JSONField(default=list, verbose_name="建会障碍")),
                        ("decision_maker", models.CharField(blank=True, max_length=60, verbose_name="企业决策人")),
                        ("headquarters", models.CharField(blank=True, max_length=40, verbose_name="总部所在国家（地区）")),
                        ("cadre", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="责任干部")),
                        ("cadre_label", models.CharField(blank=True, max_length=200, verbose_name="责任干部名称")),
                        ("leader", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="包抓领导")),
                        ("leader_label", models.CharField(blank=True, max_length=200, verbose_name="包抓领导名称")),
                        ("plan_task", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case", verbose_name="计划任务")),
                        ("deadline", models.DateField(null=True, verbose_name="建会期限")),
                        ("next_action", models.CharField(blank=True, max_length=200, verbose_name="下一步")),
                        ("next_on", models.DateField(null=True, verbose_name="下一步日期")),
                        ("found_on", models.DateField(verbose_name="列入日期")),
                        ("verified_on", models.DateField(null=True, verbose_name="核实日期")),
                        ("explained_on", models.DateField(null=True, verbose_name="查明原因日期")),
                        ("planned_on", models.DateField(null=True, verbose_name="落实责任日期")),
                        ("stage_since", models.DateField(verbose_name="本阶段起")),
                        ("escalated_on", models.DateField(null=True, verbose_name="提请监督日期")),
                        ("organised_on", models.DateField(null=True, verbose_name="建会日期")),
                        ("ended_on", models.DateField(null=True, verbose_name="移出日期")),
                        ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="移出原因")),
                        ("union", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="覆盖工会")),
                        ("founding", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case", verbose_name="筹建事项")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "建会对象",
                        "verbose_name_plural": "建会对象",
                        "indexes": [models.Index(fields=["path", "-id"], name="organisingtarget_path"), models.Index(fields=["cadre", "ended_on"], name="organisingtarget_cadre")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("priority__in", ["key", "hard", "ordinary"]), ("source__in", ["gap", "census", "tax", "insurance", "market", "visit", "letter"])
                                ),
                                name="target_codes_known",
                            ),
                            models.UniqueConstraint(condition=models.Q(("ended_on", None)), fields=("enterprise",), name="target_of_enterprise_once"),
                            models.CheckConstraint(condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("found_on")), _connector="OR"), name="target_life_order"),
                            models.CheckConstraint(condition=models.Q(("organised_on", None), ("union__isnull", False), _connector="OR"), name="target_organised_by_a_union"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FoundingNotice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "target",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="organising.organisingtarget", verbose_name="建会对象"),
                        ),
                        ("signer", models.CharField(max_length=60, verbose_name="签发人")),
                        ("answer_by", models.DateField(verbose_name="请于何日前答复")),
                        ("sent_on", models.DateField(verbose_name="发出日期")),
                        ("served_on", models.DateField(null=True, verbose_name="签收日期")),
                        ("receiver", models.CharField(blank=True, max_length=60, verbose_name="签收人")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "建会告知书",
                        "verbose_name_plural": "建会告知书",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("receiver", ""), ("served_on", None)),
                                    models.Q(("served_on__gte", models.F("sent_on")), models.Q(("receiver", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="foundingnotice_served_whole",
                                violation_error_message="签收日期不能早于发出日期，并要写明签收人。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Silence",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "target",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="silences", to="organising.organisingtarget", verbose_name="建会对象"),
                        ),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("yellow_from", models.DateField(verbose_name="转黄日期")),
                        ("red_from", models.DateField(verbose_name="转红日期")),
                        ("to_on", models.DateField(null=True, verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "静默期",
                        "verbose_name_plural": "静默期",
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("to_on", None)), fields=("target",), name="silence_one_lasts"),
                            models.CheckConstraint(condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"), name="silence_order"),
                            models.CheckConstraint(condition=models.Q(("red_from__gt", models.F("yellow_from"))), name="silence_yellow_before_red"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="correction", to="cases.case", verbose_name="事项")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="职工")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="受理工会")),
                        ("union_name", models.CharField(max_length=120, verbose_name="受理工会名称")),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("name", "姓名"),
                                    ("id_number", "居民身份证号码"),
                                    ("phone", "手机号码"),
                                    ("address", "居住地址"),
                                    ("born_on", "出生日期"),
                                    ("other", "会籍、工作单位等其他内容"),
                                ],
                                max_length=9,
                                verbose_name="哪一项",
                            ),
                        ),
                        ("value", zhijia.organisation.protection.fields.SealedField(mask=zhijia.lib.masks.mask_id_number, verbose_name="正确的内容")),
                        ("evidence", models.CharField(max_length=200, verbose_name="依据")),
                        ("scan_name", models.CharField(blank=True, max_length=200, verbose_name="证明材料")),
                        ("scan_type", models.CharField(blank=True, max_length=100, verbose_name="类型")),
                        ("scan_sha256", models.CharField(blank=True, max_length=64, verbose_name="摘要")),
                        ("asked_on", models.DateField(verbose_name="申请日期")),
                        ("promised_on", models.DateField(null=True, verbose_name="答复时限")),
                        ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                        ("is_accepted", models.BooleanField(null=True, verbose_name="同意")),
                        ("words", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "更正申请",
                        "verbose_name_plural": "更正申请",
                        "indexes": [models.Index(fields=["path", "id"], name="correction_path")],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("decided_on", None)), fields=("person", "what"), name="correction_one_open"),
                            models.CheckConstraint(condition=models.Q(("what__in", ["name", "id_number", "phone", "address", "born_on", "other"])), name="correction_what_known"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on", None), ("is_accepted", None)), models.Q(("decided_on__isnull", False), ("value", None)), _connector="OR"
                                ),
                                name="correction_decided_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Founding",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="founding", to="cases.case", verbose_name="事项")),
                        (
                            "source",
                            models.CharField(choices=[("superior", "上级工会发起"), ("worker", "职工提出"), ("target", "由建会对象转入")], max_length=8, verbose_name="来源"),
                        ),
                        ("origin", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="foundings", to="cases.case", verbose_name="来源事项")),
                        ("applicant", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="提出人")),
                        ("applicant_label", models.CharField(blank=True, max_length=120, verbose_name="提出人")),
                        (
                            "form",
                            models.CharField(
                                choices=[("own", "单独建立工会委员会"), ("joint", "与其他单位建立联合工会"), ("organiser", "选举组织员一人")],
                                default="own",
                                max_length=9,
                                verbose_name="建会形式",
                            ),
                        ),
                        ("union_name", models.CharField(max_length=120, verbose_name="拟定名称")),
                        ("contact", models.CharField(blank=True, max_length=60, verbose_name="单位联系人")),
                        ("has_party_body", models.BooleanField(null=True, verbose_name="单位有党组织")),
                        ("wish", models.TextField(blank=True, max_length=1000, verbose_name="职工意愿")),
                        (
                            "submitted_by",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="报送人"),
                        ),
                        ("applied_on", models.DateField(null=True, verbose_name="申请日期")),
                        ("prep_approved_on", models.DateField(null=True, verbose_name="同意筹建日期")),
                        ("groups", models.CharField(blank=True, max_length=300, verbose_name="分会、小组设置")),
                        ("agreed_with", models.CharField(blank=True, max_length=300, verbose_name="候选人酝酿情况")),
                        ("assembly", models.CharField(blank=True, choices=[("general", "会员大会"), ("delegates", "会员代表大会")], max_length=9, verbose_name="会议形式")),
                        ("meeting_on", models.DateField(null=True, verbose_name="大会日期")),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="大会地点")),
                        ("seats", models.PositiveSmallIntegerField(null=True, verbose_name="委员名额")),
                        ("audit_seats", models.PositiveSmallIntegerField(null=True, verbose_name="经费审查委员名额")),
                        ("women_seats", models.PositiveSmallIntegerField(null=True, verbose_name="女职工委员名额")),
                        ("meeting_asked_on", models.DateField(null=True, verbose_name="大会请示日期")),
                        ("meeting_approved_on", models.DateField(null=True, verbose_name="大会批复日期")),
                        ("elected_on", models.DateField(null=True, verbose_name="选举日期")),
                        ("term_years", models.PositiveSmallIntegerField(null=True, verbose_name="任期（年）")),
                        ("reported_on", models.DateField(null=True, verbose_name="结果报送日期")),
                        ("established_on", models.DateField(null=True, verbose_name="批复成立日期")),
                        (
                            "union",
                            models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="founding", to="organisation.union", verbose_name="新建工会"),
                        ),
                        ("rules_on", models.DateField(null=True, verbose_name="建立制度日期")),
                        ("plaque_on", models.DateField(null=True, verbose_name="挂牌日期")),
                        ("seal_on", models.DateField(null=True, verbose_name="刻制印章日期")),
                        ("seal_number", models.CharField(blank=True, max_length=40, verbose_name="印章备案号")),
                        ("account_on", models.DateField(null=True, verbose_name="开户日期")),
                        ("set_up_on", models.DateField(null=True, verbose_name="规范建设完成日期")),
                        ("certificate", models.CharField(blank=True, max_length=40, verbose_name="法人资格证书号")),
                        ("registered_on", models.DateField(null=True, verbose_name="法人登记日期")),
                        ("held_from", models.CharField(blank=True, max_length=20)),
                        (
                            "reason_code",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("incomplete", "材料不全"),
                                    ("ineligible", "不符合条件"),
                                    ("duplicate", "单位已有工会"),
                                    ("employer", "单位变动"),
                                    ("workers", "职工意愿不足"),
                                    ("silence", "长期没有进展"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="原因",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="原因说明")),
                        ("closed_on", models.DateField(null=True, verbose_name="终止日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "建会",
                        "verbose_name_plural": "建会",
                        "indexes": [models.Index(fields=["path", "id"], name="founding_path")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("form__in", ["own", "joint", "organiser"])), name="founding_form_known"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("established_on", None), ("union", None)), models.Q(("established_on__isnull", False), ("union__isnull", False)), _connector="OR"
                                ),
                                name="founding_established_with_union",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FoundingEnterprise",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("founding", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="enterprises", to="organising.founding", verbose_name="建会")),
                        ("enterprise", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.enterprise", verbose_name="用人单位")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "建会单位",
                        "verbose_name_plural": "建会单位",
                        "constraints": [models.UniqueConstraint(fields=("founding", "enterprise"), name="foundingenterprise_once")],
                    },
                ),
                migrations.CreateModel(
                    name="OfficeTerm",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="office_terms", to="organisation.union", verbose_name="工会")),
                        ("ordinal", models.PositiveSmallIntegerField(null=True, verbose_name="届")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(verbose_name="至")),
                        ("postponed_to", models.DateField(null=True, verbose_name="延期至")),
                        ("ended_on", models.DateField(null=True, verbose_name="实际结束")),
                        ("about", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="office_terms", to="cases.case", verbose_name="所属事项")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "届次",
                        "verbose_name_plural": "届次",
                        "constraints": [
                            models.UniqueConstraint(fields=("union", "ordinal"), name="officeterm_once"),
                            models.UniqueConstraint(condition=models.Q(("ended_on", None)), fields=("union",), name="officeterm_one_present"),
                            models.CheckConstraint(condition=models.Q(("to_on__gt", models.F("from_on"))), name="officeterm_dates"),
                            models.CheckConstraint(
                                condition=models.Q(("postponed_to", None), ("postponed_to__gt", models.F("to_on")), _connector="OR"), name="officeterm_postponed_later"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Preparer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("founding", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="preparers", to="organising.founding", verbose_name="建会")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="人员")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        ("duty", models.CharField(blank=True, max_length=60, verbose_name="职务")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "筹备组成员",
                        "verbose_name_plural": "筹备组成员",
                        "constraints": [models.UniqueConstraint(fields=("founding", "person"), name="preparer_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Stall",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("founding", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="stalls", to="organising.founding", verbose_name="建会")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(null=True, verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "建会停滞",
                        "verbose_name_plural": "建会停滞",
                        "constraints": [models.UniqueConstraint(condition=models.Q(("to_on", None)), fields=("founding",), name="stall_one_open")],
                    },
                ),
                migrations.CreateModel(
                    name="Election",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="election", to="cases.case", verbose_name="事项")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("renewal", "换届选举"), ("by_election", "补选"), ("recall", "罢免"), ("extraordinary", "召开临时大会"), ("transfer", "任期内调动主席")],
                                max_length=13,
                                verbose_name="选举类别",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="事由")),
                        ("post", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="涉及岗位")),
                        ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="涉及人员")),
                        ("vacant_on", models.DateField(null=True, verbose_name="空缺日期")),
                        ("proposer", models.CharField(blank=True, choices=[("committee", "基层工会委员会"), ("members", "会员联名")], max_length=9, verbose_name="提议人")),
                        ("proposers", models.PositiveIntegerField(null=True, verbose_name="联名会员人数")),
                        ("members", models.PositiveIntegerField(null=True, verbose_name="会员人数")),
                        ("assembly", models.CharField(blank=True, choices=[("general", "会员大会"), ("delegates", "会员代表大会")], max_length=9, verbose_name="会议形式")),
                        ("meeting_on", models.DateField(null=True, verbose_name="大会日期")),
                        ("seats", models.PositiveSmallIntegerField(null=True, verbose_name="委员名额")),
                        ("audit_seats", models.PositiveSmallIntegerField(null=True, verbose_name="经费审查委员名额")),
                        ("women_seats", models.PositiveSmallIntegerField(null=True, verbose_name="女职工委员名额")),
                        ("consented_on", models.DateField(null=True, verbose_name="本级委员会同意日期")),
                        (
                            "submitted_by",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="报送人"),
                        ),
                        ("asked_on", models.DateField(null=True, verbose_name="请示日期")),
                        ("approved_on", models.DateField(null=True, verbose_name="批复日期")),
                        ("held_on", models.DateField(null=True, verbose_name="会议日期")),
                        ("entitled", models.PositiveIntegerField(null=True, verbose_name="全体会员或者代表")),
                        ("yes", models.PositiveIntegerField(null=True, verbose_name="赞成")),
                        ("term_years", models.PositiveSmallIntegerField(null=True, verbose_name="任期（年）")),
                        ("ordinal", models.PositiveSmallIntegerField(null=True, verbose_name="届次")),
                        ("reported_on", models.DateField(null=True, verbose_name="结果报送日期")),
                        ("confirmed_on", models.DateField(null=True, verbose_name="结果批复日期")),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="大会地点")),
                        ("postpone_asked_to", models.DateField(null=True, verbose_name="申请延期至")),
                        ("closed_reason", models.CharField(blank=True, max_length=500, verbose_name="撤回原因")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "选举",
                        "verbose_name_plural": "选举",
                        "indexes": [models.Index(fields=["path", "id"], name="election_path")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("kind__in", ["renewal", "by_election", "recall", "extraordinary", "transfer"])), name="election_kind_known"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["recall", "transfer"]), _negated=True), models.Q(("person__isnull", False), ("post__isnull", False)), _connector="OR"
                                ),
                                name="election_about_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ElectionCandidate",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("about", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="cases.case", verbose_name="所属事项")),
                        (
                            "body",
                            models.CharField(
                                choices=[
                                    ("committee", "工会委员会委员"),
                                    ("chair", "工会主席"),
                                    ("audit", "经费审查委员会委员"),
                                    ("women", "女职工委员会委员"),
                                    ("organiser", "组织员"),
                                ],
                                max_length=10,
                                verbose_name="选举事项",
                            ),
                        ),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="候选人")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        ("declared_on", models.DateField(verbose_name="签署声明日期")),
                        ("struck_on", models.DateField(null=True, verbose_name="撤换日期")),
                        ("struck_reason", models.CharField(blank=True, max_length=300, verbose_name="撤换原因")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "候选人",
                        "verbose_name_plural": "候选人",
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("struck_on", None)), fields=("about", "body", "person"), name="electioncandidate_once"),
                            models.CheckConstraint(condition=models.Q(("body__in", ["committee", "chair", "audit", "women", "organiser"])), name="electioncandidate_body_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterFinding",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=20, verbose_name="项目")),
                        ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.person", verbose_name="职工")),
                        ("other", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.person", verbose_name="另一条")),
                        ("union", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.union", verbose_name="工会")),
                        (
                            "enterprise",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.enterprise", verbose_name="用人单位"),
                        ),
                        ("case", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case", verbose_name="事项")),
                        ("amount", models.PositiveIntegerField(default=1, verbose_name="人数")),
                        ("figures", models.JSONField(default=dict, verbose_name="数据")),
                        (
                            "path",
                            zhijia.organisation.models.unions.TreePath(db_collation="C", db_comment="derived", default="", editable=False, max_length=80, verbose_name="路径"),
                        ),
                        (
                            "other_path",
                            zhijia.organisation.models.unions.TreePath(
                                db_collation="C", db_comment="derived", default="", editable=False, max_length=80, verbose_name="另一条的路径"
                            ),
                        ),
                        ("found_on", models.DateField(verbose_name="发现日期")),
                    ],
                    options={
                        "verbose_name": "名册体检",
                        "verbose_name_plural": "名册体检",
                        "indexes": [models.Index(fields=["kind", "path", "id"], name="finding_path")],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.person", verbose_name="职工")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="邀请的工会")),
                        ("union_name", models.CharField(max_length=120, verbose_name="邀请的工会名称")),
                        ("roster", models.BigIntegerField(verbose_name="名册")),
                        ("invited_on", models.DateField(verbose_name="邀请日期")),
                        ("told_at", models.DateTimeField(null=True, verbose_name="通知时间")),
                        ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                        ("is_accepted", models.BooleanField(null=True, verbose_name="接受")),
                    ],
                    options={
                        "verbose_name": "转会邀请",
                        "verbose_name_plural": "转会邀请",
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("answered_on", None)), fields=("person", "union"), name="invitation_one_open"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on", None), ("is_accepted", None)),
                                    models.Q(("answered_on__isnull", False), ("is_accepted__isnull", False)),
                                    _connector="OR",
                                ),
                                name="invitation_answered_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="registration", to="cases.case", verbose_name="事项")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="organisation.union", verbose_name="工会")),
                        ("authority", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="登记机关")),
                        ("authority_name", models.CharField(max_length=120, verbose_name="登记机关名称")),
                        ("conditions", models.JSONField(default=list, verbose_name="登记条件")),
                        ("address", models.CharField(max_length=200, verbose_name="住所")),
                        ("chair_name", models.CharField(max_length=60, verbose_name="法定代表人（主席）")),
                        ("applicant_id", models.BigIntegerField(null=True, verbose_name="申请人")),
                        ("applied_on", models.DateField(verbose_name="申请日期")),
                        ("certificate", models.CharField(blank=True, max_length=40, verbose_name="证书编号")),
                        ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                        ("registered_on", models.DateField(null=True, verbose_name="登记日期")),
                        ("valid_to", models.DateField(null=True, verbose_name="证书有效期至")),
                        ("ended_on", models.DateField(null=True, verbose_name="终止日期")),
                        ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="终止原因")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "工会法人登记",
                        "verbose_name_plural": "工会法人登记",
                        "indexes": [models.Index(fields=["path", "valid_to"], name="registration_path")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on", None)),
                                fields=("union",),
                                name="registration_one_of_a_union",
                                violation_error_message="这个工会已有法人登记或者正在申请。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(models.Q(("credit_code", ""), _negated=True), ("ended_on", None)), fields=("credit_code",), name="registration_code_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("certificate", ""), ("credit_code", ""), ("registered_on", None), ("valid_to", None)),
                                    models.Q(
                                        ("registered_on__isnull", False),
                                        ("valid_to__isnull", False),
                                        models.Q(("certificate", ""), _negated=True),
                                        models.Q(("credit_code", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_certificate_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CertificateTerm",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "registration",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="organising.registration", verbose_name="工会法人登记"),
                        ),
                        ("certificate", models.CharField(max_length=40, verbose_name="证书编号")),
                        ("from_on", models.DateField(verbose_name="有效期起")),
                        ("to_on", models.DateField(verbose_name="有效期止")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "证书有效期",
                        "verbose_name_plural": "证书有效期",
                        "constraints": [models.CheckConstraint(condition=models.Q(("to_on__gt", models.F("from_on"))), name="certificateterm_order")],
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationChange",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "registration",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="organising.registration", verbose_name="工会法人登记"),
                        ),
                        ("kind", models.CharField(choices=[("name", "名称"), ("chair", "法定代表人（主席）"), ("address", "住所")], max_length=8, verbose_name="变更事项")),
                        ("value", models.CharField(max_length=200, verbose_name="变更为")),
                        ("happened_on", models.DateField(verbose_name="变更发生日期")),
                        ("applied_on", models.DateField(verbose_name="申请日期")),
                        ("registered_on", models.DateField(null=True, verbose_name="登记日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "变更登记",
                        "verbose_name_plural": "变更登记",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("kind__in", ["name", "chair", "address"])), name="registrationchange_kind_known"),
                            models.CheckConstraint(condition=models.Q(("applied_on__gte", models.F("happened_on"))), name="registrationchange_applied_after"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeeRecord",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="fees", to="organisation.union", verbose_name="工会")),
                        ("from_on", models.DateField(verbose_name="所属期起")),
                        ("to_on", models.DateField(verbose_name="所属期止")),
                        ("payroll", models.PositiveBigIntegerField(null=True, verbose_name="工资总额（分）")),
                        ("due", models.PositiveBigIntegerField(verbose_name="应拨（分）")),
                        ("paid", models.PositiveBigIntegerField(default=0, verbose_name="已拨（分）")),
                        ("paid_on", models.DateField(null=True, verbose_name="拨缴日期")),
                        ("arrears_from", models.DateField(null=True, verbose_name="拖欠提示日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "经费拨缴",
                        "verbose_name_plural": "经费拨缴",
                        "indexes": [models.Index(fields=["path", "-to_on", "id"], name="feerecord_path")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_on__gte", models.F("from_on"))), name="fee_period_order", violation_error_message="所属期止不能早于所属期起。"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("paid", 0), ("paid_on", None)), models.Q(("paid__gt", 0), ("paid_on__isnull", False)), _connector="OR"),
                                name="fee_paid_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("arrears_from", None), ("paid__gte", models.F("due"))),
                                    models.Q(("arrears_from__isnull", False), ("paid__lt", models.F("due"))),
                                    _connector="OR",
                                ),
                                name="fee_arrears_of_what_is_missing",
                            ),
                            models.UniqueConstraint(fields=("union", "from_on", "to_on"), name="fee_once_a_period", violation_error_message="这个所属期已经登记。"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChainGroup",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="登记工会")),
                        ("brand", models.CharField(max_length=60, verbose_name="品牌")),
                        (
                            "headquarters",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="chains", to="organisation.enterprise", verbose_name="总部单位"),
                        ),
                        ("headquarters_name", models.CharField(max_length=120, verbose_name="总部名称")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "连锁企业",
                        "verbose_name_plural": "连锁企业",
                        "constraints": [models.UniqueConstraint(fields=("union", "brand"), name="chain_brand_once", violation_error_message="这个品牌已经登记。")],
                    },
                ),
                migrations.CreateModel(
                    name="ChainStore",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("chain", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="stores", to="organising.chaingroup", verbose_name="连锁企业")),
                        ("name", models.CharField(max_length=120, verbose_name="门店")),
                        ("territory", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="属地工会")),
                        (
                            "enterprise",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="stores", to="organisation.enterprise", verbose_name="用人单位"),
                        ),
                        ("branch", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="工会分会")),
                        ("known_on", models.DateField(verbose_name="登记日期")),
                        ("closed_on", models.DateField(null=True, verbose_name="关闭日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "连锁门店",
                        "verbose_name_plural": "连锁门店",
                        "indexes": [models.Index(fields=["enterprise"], name="chainstore_enterprise")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_on", None)), fields=("chain", "name"), name="chainstore_once", violation_error_message="这家门店已经登记。"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closed_on", None), ("closed_on__gte", models.F("known_on")), _connector="OR"), name="chainstore_life_order"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Federation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="federation", to="organisation.union", verbose_name="工会")),
                        ("trade_code", models.CharField(max_length=4, verbose_name="行业小类代码")),
                        ("association", models.CharField(blank=True, max_length=120, verbose_name="行业协会（协商对方）")),
                        ("congress_on", models.DateField(null=True, verbose_name="首次代表大会")),
                        ("delegates", models.PositiveIntegerField(null=True, verbose_name="代表人数")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "行业工会联合会",
                        "verbose_name_plural": "行业工会联合会",
                        "constraints": [models.CheckConstraint(condition=models.Q(("trade_code__regex", "^\\d{4}$")), name="federation_trade_of_four_digits")],
                    },
                ),
                migrations.CreateModel(
                    name="FederationCoverage",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "federation",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="coverages", to="organising.federation", verbose_name="行业工会联合会"),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="federation_coverages", to="organisation.enterprise", verbose_name="用人单位"
                            ),
                        ),
                        ("is_direct", models.BooleanField(default=False, verbose_name="职工直接加入")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(null=True, verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "行业覆盖",
                        "verbose_name_plural": "行业覆盖",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"), name="federationcoverage_order"),
                            models.UniqueConstraint(
                                condition=models.Q(("to_on", None)),
                                fields=("federation", "enterprise"),
                                name="federationcoverage_once",
                                violation_error_message="这家单位已经在覆盖范围内。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnionChange",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="union_change", to="cases.case", verbose_name="事项")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="organisation.union", verbose_name="工会")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rename", "更名"),
                                    ("move_parent", "调整隶属"),
                                    ("merge_into", "并入其他工会"),
                                    ("split", "分立"),
                                    ("coverage_add", "增加覆盖单位"),
                                    ("coverage_remove", "减少覆盖单位"),
                                    ("suspend", "暂停活动"),
                                    ("revoke", "撤销"),
                                ],
                                max_length=15,
                                verbose_name="变更类别",
                            ),
                        ),
                        ("basis", models.CharField(max_length=300, verbose_name="依据")),
                        ("meeting", models.CharField(blank=True, max_length=120, verbose_name="作出决定的会议")),
                        ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                        ("is_employer_gone", models.BooleanField(default=False, verbose_name="用人单位已经终止")),
                        ("effective_on", models.DateField(verbose_name="生效日期")),
                        ("new_name", models.CharField(blank=True, max_length=120, verbose_name="新名称")),
                        ("target", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="目标工会")),
                        ("target_name", models.CharField(blank=True, max_length=120, verbose_name="目标工会名称")),
                        (
                            "enterprise",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.enterprise", verbose_name="用人单位"),
                        ),
                        ("assets", models.TextField(blank=True, max_length=1000, verbose_name="经费和资产处置")),
                        ("superior", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="批复工会")),
                        ("applicant_id", models.BigIntegerField(null=True, verbose_name="申请人")),
                        ("reply_number", models.CharField(blank=True, max_length=60, verbose_name="批复文号")),
                        ("approved_on", models.DateField(null=True, verbose_name="批复日期")),
                        ("carried_out_on", models.DateField(null=True, verbose_name="办结日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "工会变更",
                        "verbose_name_plural": "工会变更",
                        "indexes": [models.Index(fields=["union", "-id"], name="unionchange_union")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["rename", "move_parent", "merge_into", "split", "coverage_add", "coverage_remove", "suspend", "revoke"])),
                                name="unionchange_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["merge_into", "revoke"]), _negated=True),
                                    ("is_employer_gone", True),
                                    models.Q(("decided_on__isnull", False), models.Q(("meeting", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="unionchange_end_has_a_ground",
                                violation_error_message="撤销、合并工会，应当有会员（代表）大会的决定，或者用人单位已经终止。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_on", None), ("reply_number", "")),
                                    models.Q(("approved_on__isnull", False), models.Q(("reply_number", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="unionchange_approved_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("carried_out_on", None), models.Q(("approved_on__isnull", False), ("carried_out_on__gte", models.F("effective_on"))), _connector="OR"
                                ),
                                name="unionchange_carried_out_after_approval",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MemberFate",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("change", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="fates", to="organising.unionchange", verbose_name="工会变更")),
                        ("membership", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.membership", verbose_name="会籍")),
                        (
                            "fate",
                            models.CharField(
                                choices=[("transfer", "转入其他工会"), ("retain", "会籍保留在上级工会"), ("withdraw", "本人申请退会")], max_length=8, verbose_name="安排"
                            ),
                        ),
                        ("union", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="转入工会")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "会员安排",
                        "verbose_name_plural": "会员安排",
                        "constraints": [
                            models.UniqueConstraint(fields=("change", "membership"), name="memberfate_once"),
                            models.CheckConstraint(condition=models.Q(("fate__in", ["transfer", "retain", "withdraw"])), name="memberfate_known"),
                        ],
                    },
                ),
            ],
        ),
    ]

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import zhijia.lib.crypto.indexes
import zhijia.lib.masks
import zhijia.organisation.models.unions
import zhijia.organisation.protection.fields
import zhijia.trail.schema
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("organisation", "0001_initial"),
        ("organisation", "0004_labels_by_sisters"),
        ("organisation", "0006_outside_parties"),
        ("organisation", "0008_moves"),
        ("organisation", "0011_calendar_notice"),
        ("organisation", "0015_mandate_scan"),
        ("organisation", "0017_protection"),
        ("organisation", "0019_own_rows"),
        ("organisation", "0020_people_export"),
        ("organisation", "0022_memberships"),
        ("organisation", "0024_registered_particulars"),
        ("organisation", "0026_merges"),
        ("organisation", "0028_consents"),
        ("organisation", "0030_rosters"),
        ("organisation", "0032_life_signs"),
        ("organisation", "0034_register_exports"),
    ]

    initial = True

    dependencies = []

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(db_collation="C", max_length=60, verbose_name="姓名")),
                        ("home", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="people", to="organisation.union", verbose_name="所在工会")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                        ("sort_key", models.CharField(db_collation="C", editable=False, max_length=120)),
                        (
                            "initials",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    models.Func(models.F("sort_key"), models.Value("\t"), models.Value(1), function="split_part"),
                                    models.Value("([^ ])[^ ]*( |$)"),
                                    models.Value("\\1"),
                                    models.Value("g"),
                                    function="regexp_replace",
                                ),
                                output_field=models.CharField(db_collation="C", max_length=120),
                            ),
                        ),
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
                        ("phone_index", models.BinaryField(max_length=32, null=True)),
                        ("phone_verified_at", models.DateTimeField(blank=True, null=True, verbose_name="手机核验时间")),
                        ("address", zhijia.organisation.protection.fields.SealedField(mask=zhijia.lib.masks.mask_address, verbose_name="居住地址")),
                        ("sex", models.CharField(blank=True, choices=[("0", "未知的性别"), ("1", "男"), ("2", "女"), ("9", "未说明的性别")], max_length=1, verbose_name="性别")),
                        ("born_on", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                        (
                            "ethnicity",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("01", "汉族"),
                                    ("02", "蒙古族"),
                                    ("03", "回族"),
                                    ("04", "藏族"),
                                    ("05", "维吾尔族"),
                                    ("06", "苗族"),
                                    ("07", "彝族"),
                                    ("08", "壮族"),
                                    ("09", "布依族"),
                                    ("10", "朝鲜族"),
                                    ("11", "满族"),
                                    ("12", "侗族"),
                                    ("13", "瑶族"),
                                    ("14", "白族"),
                                    ("15", "土家族"),
                                    ("16", "哈尼族"),
                                    ("17", "哈萨克族"),
                                    ("18", "傣族"),
                                    ("19", "黎族"),
                                    ("20", "傈僳族"),
                                    ("21", "佤族"),
                                    ("22", "畲族"),
                                    ("23", "高山族"),
                                    ("24", "拉祜族"),
                                    ("25", "水族"),
                                    ("26", "东乡族"),
                                    ("27", "纳西族"),
                                    ("28", "景颇族"),
                                    ("29", "柯尔克孜族"),
                                    ("30", "土族"),
                                    ("31", "达斡尔族"),
                                    ("32", "仫佬族"),
                                    ("33", "羌族"),
                                    ("34", "布朗族"),
                                    ("35", "撒拉族"),
                                    ("36", "毛南族"),
                                    ("37", "仡佬族"),
                                    ("38", "锡伯族"),
                                    ("39", "阿昌族"),
                                    ("40", "普米族"),
                                    ("41", "塔吉克族"),
                                    ("42", "怒族"),
                                    ("43", "乌孜别克族"),
                                    ("44", "俄罗斯族"),
                                    ("45", "鄂温克族"),
                                    ("46", "德昂族"),
                                    ("47", "保安族"),
                                    ("48", "裕固族"),
                                    ("49", "京族"),
                                    ("50", "塔塔尔族"),
                                    ("51", "独龙族"),
                                    ("52", "鄂伦春族"),
                                    ("53", "赫哲族"),
                                    ("54", "门巴族"),
                                    ("55", "珞巴族"),
                                    ("56", "基诺族"),
                                    ("97", "其他"),
                                    ("98", "外国血统中国籍人士"),
                                ],
                                max_length=2,
                                verbose_name="民族",
                            ),
                        ),
                        (
                            "political_status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("01", "中共党员"),
                                    ("02", "中共预备党员"),
                                    ("03", "共青团员"),
                                    ("04", "民革党员"),
                                    ("05", "民盟盟员"),
                                    ("06", "民建会员"),
                                    ("07", "民进会员"),
                                    ("08", "农工党党员"),
                                    ("09", "致公党党员"),
                                    ("10", "九三学社社员"),
                                    ("11", "台盟盟员"),
                                    ("12", "无党派人士"),
                                    ("13", "群众"),
                                ],
                                max_length=2,
                                verbose_name="政治面貌",
                            ),
                        ),
                        (
                            "education",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("10", "研究生"),
                                    ("20", "大学本科"),
                                    ("30", "大学专科"),
                                    ("40", "中等职业教育"),
                                    ("60", "普通高级中学"),
                                    ("70", "初级中学"),
                                    ("80", "小学"),
                                    ("90", "其他"),
                                ],
                                max_length=2,
                                verbose_name="学历",
                            ),
                        ),
                        ("household_kind", models.CharField(blank=True, choices=[("urban", "城镇"), ("rural", "农村")], max_length=5, verbose_name="户籍性质")),
                        ("is_migrant", models.BooleanField(blank=True, null=True, verbose_name="农民工")),
                        ("is_dispatched", models.BooleanField(blank=True, null=True, verbose_name="劳务派遣")),
                        ("is_new_form", models.BooleanField(blank=True, null=True, verbose_name="新就业形态")),
                        ("card_number", models.CharField(blank=True, editable=False, max_length=16, verbose_name="会员卡号")),
                        (
                            "merged_into",
                            models.ForeignKey(
                                db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="organisation.person"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "职工",
                        "verbose_name_plural": "职工",
                        "indexes": [
                            models.Index(fields=["name"], name="person_name"),
                            models.Index(fields=["initials"], name="person_initials"),
                            models.Index(condition=models.Q(("merged_into", None), _negated=True), fields=["merged_into"], name="person_merged"),
                            models.Index(fields=["path", "sort_key", "id"], name="person_path"),
                            models.Index(condition=models.Q(("phone_index", None), _negated=True), fields=["phone_index"], name="person_phone"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("card_number", ""), _negated=True), fields=("card_number",), name="person_card_unique"),
                            models.UniqueConstraint(condition=models.Q(("id_index", None), _negated=True), fields=("id_kind", "id_index"), name="person_id_unique"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("id_index", None), ("id_kind", ""), ("id_number", None)),
                                    models.Q(models.Q(("id_kind", ""), _negated=True), ("id_index__isnull", False), ("id_number__isnull", False)),
                                    _connector="OR",
                                ),
                                name="person_id_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("phone", None), ("phone_index", None), ("phone_verified_at", None)),
                                    models.Q(("phone__isnull", False), ("phone_index__isnull", False)),
                                    _connector="OR",
                                ),
                                name="person_phone_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="organisation.union", verbose_name="工会")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("leader", "领导"),
                                    ("dept_head", "部门负责人"),
                                    ("cadre", "工会干部"),
                                    ("research", "研究室干部"),
                                    ("supervisor", "督查"),
                                    ("chair", "工会主席"),
                                    ("officer", "工会委员"),
                                    ("finance", "财务"),
                                    ("audit", "经审"),
                                    ("administrator", "系统管理员"),
                                    ("labour_bureau", "人社部门"),
                                ],
                                max_length=16,
                                verbose_name="角色",
                            ),
                        ),
                        (
                            "line",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("office", "办公室"),
                                    ("research", "研究室"),
                                    ("organising", "组织（基层工作）"),
                                    ("economic", "经济技术（劳动和经济工作）"),
                                    ("rights", "法律（权益保障）"),
                                    ("welfare", "生活保障（帮扶）"),
                                    ("publicity", "宣教"),
                                    ("women", "女职工"),
                                    ("finance", "财务"),
                                    ("audit", "经审"),
                                    ("conduct", "机关党委（作风）"),
                                ],
                                max_length=12,
                                verbose_name="条线",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="岗位名称")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "岗位",
                        "verbose_name_plural": "岗位",
                        "indexes": [models.Index(fields=["path", "id"], name="post_path")],
                        "constraints": [
                            models.UniqueConstraint(fields=("union", "title"), name="post_title_unique_in_union"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        ["leader", "dept_head", "cadre", "research", "supervisor", "chair", "officer", "finance", "audit", "administrator", "labour_bureau"],
                                    )
                                ),
                                name="post_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("line__in", ["office", "research", "organising", "economic", "rights", "welfare", "publicity", "women", "finance", "audit", "conduct", ""])
                                ),
                                name="post_line_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataKey",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("purpose", models.CharField(max_length=12, verbose_name="用途")),
                        ("cipher", models.PositiveSmallIntegerField(choices=[(1, "AES_256_GCM"), (2, "SM4_GCM")], null=True, verbose_name="算法")),
                        ("wrapped", models.BinaryField(max_length=200, verbose_name="密文")),
                        ("opened_by", models.CharField(max_length=16, verbose_name="主密钥指纹")),
                        ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="生成时间")),
                    ],
                    options={
                        "verbose_name": "数据密钥",
                        "verbose_name_plural": "数据密钥",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cipher__in", [1, 2]), ("purpose", "text")),
                                    models.Q(
                                        ("cipher", None),
                                        (
                                            "purpose__in",
                                            [
                                                zhijia.lib.crypto.indexes.IndexPurpose["ID_NUMBER"],
                                                zhijia.lib.crypto.indexes.IndexPurpose["PHONE"],
                                                zhijia.lib.crypto.indexes.IndexPurpose["BANK_CARD"],
                                            ],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="datakey_purpose",
                            ),
                            models.UniqueConstraint(condition=models.Q(("purpose", "text"), _negated=True), fields=("purpose",), name="datakey_one_for_an_index"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("username", models.CharField(max_length=40, unique=True, verbose_name="账号")),
                        (
                            "person",
                            models.OneToOneField(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="user", to="organisation.person", verbose_name="人员"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                        ("must_change_password", models.BooleanField(default=False, verbose_name="首次登录须改密")),
                        ("failed_logins", models.PositiveSmallIntegerField(default=0, verbose_name="连续失败次数")),
                        ("locked_until", models.DateTimeField(blank=True, null=True, verbose_name="锁定至")),
                        (
                            "acting_post",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="organisation.post", verbose_name="当前岗位"
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="建立时间")),
                    ],
                    options={
                        "verbose_name": "账号",
                        "verbose_name_plural": "账号",
                    },
                ),
                migrations.CreateModel(
                    name="ImportBatch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=16, verbose_name="内容")),
                        ("filename", models.CharField(max_length=200, verbose_name="文件名")),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("uploaded", "已上传"),
                                    ("checked", "已校验"),
                                    ("applying", "入库中"),
                                    ("applied", "已入库"),
                                    ("undone", "已撤销"),
                                    ("failed", "无法读取"),
                                ],
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("problem", models.CharField(blank=True, max_length=300, verbose_name="问题")),
                        ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                        ("uploaded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="上传岗位")),
                        ("applied_at", models.DateTimeField(null=True, verbose_name="入库时间")),
                        ("undone_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                        ("header", models.JSONField(default=list, verbose_name="表头")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "导入批次",
                        "verbose_name_plural": "导入批次",
                        "indexes": [models.Index(fields=["path", "-uploaded_at"], name="import_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarNotice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="年份")),
                        ("source", models.CharField(max_length=300, verbose_name="依据（通知名称和文号）")),
                        ("entered_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="录入岗位")),
                        ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                    ],
                    options={
                        "verbose_name": "放假通知",
                        "verbose_name_plural": "放假通知",
                    },
                ),
                migrations.CreateModel(
                    name="CalendarDayOverride",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField(db_index=True, verbose_name="日期")),
                        ("is_workday", models.BooleanField(verbose_name="上班")),
                        ("source", models.CharField(max_length=300, verbose_name="依据（通知名称和文号）")),
                        ("entered_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="录入岗位")),
                        ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                    ],
                    options={
                        "verbose_name": "日历修正",
                        "verbose_name_plural": "日历修正",
                    },
                ),
                migrations.CreateModel(
                    name="ActivationSlip",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="slips", to=settings.AUTH_USER_MODEL, verbose_name="账号")),
                        ("code_hash", models.CharField(max_length=128)),
                        ("issued_at", models.DateTimeField(verbose_name="签发时间")),
                        ("issued_by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="签发岗位")),
                        ("expires_at", models.DateTimeField(verbose_name="有效至")),
                        ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="使用时间")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "开通凭条",
                        "verbose_name_plural": "开通凭条",
                        "constraints": [models.UniqueConstraint(condition=models.Q(("revoked_at", None), ("used_at", None)), fields=("user",), name="slip_one_open_per_user")],
                    },
                ),
                migrations.CreateModel(
                    name="PostHolding",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="organisation.post", verbose_name="岗位")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="organisation.person", verbose_name="人员")),
                        ("kind", models.CharField(choices=[("holder", "任职"), ("deputy", "代理")], default="holder", max_length=8, verbose_name="方式")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "任职",
                        "verbose_name_plural": "任职",
                        "indexes": [models.Index(fields=["person", "from_on"], name="holding_person"), models.Index(fields=["path"], name="holding_path")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"),
                                name="holding_dates",
                                violation_error_message="截止日期必须晚于起始日期。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("kind", "deputy"), _negated=True), ("to_on__isnull", False), _connector="OR"),
                                name="holding_deputy_has_an_end",
                                violation_error_message="代理必须写明截止日期。",
                            ),
                            models.CheckConstraint(condition=models.Q(("kind__in", ["holder", "deputy"])), name="holding_kind_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Union",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="children", to="organisation.union", verbose_name="上级工会"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("city", "市总工会"),
                                    ("county", "县（市、区）总工会"),
                                    ("zone", "开发区工会"),
                                    ("bureau", "局（公司）工会"),
                                    ("town", "乡镇（街道）工会"),
                                    ("industry", "行业工会联合会"),
                                    ("enterprise", "企业工会"),
                                    ("joint", "联合工会"),
                                    ("branch", "工会分会"),
                                    ("group", "工会小组"),
                                ],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        ("short_name", models.CharField(blank=True, max_length=40, verbose_name="简称")),
                        ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                        ("place", models.CharField(max_length=6, verbose_name="行政区划")),
                        ("reporting_group", models.CharField(blank=True, max_length=40, verbose_name="归口")),
                        ("founded_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                        ("term_from", models.DateField(blank=True, null=True, verbose_name="本届起")),
                        ("term_to", models.DateField(blank=True, null=True, verbose_name="本届止")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                        ("line_path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, null=True, verbose_name="条线路径")),
                        ("depth", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="层级")),
                        ("has_children", models.BooleanField(default=False, editable=False)),
                        ("sort_key", models.CharField(db_collation="C", editable=False, max_length=200)),
                        ("search_tokens", models.TextField(editable=False)),
                        (
                            "search",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.contrib.postgres.search.SearchVector("search_tokens", config="simple"),
                                output_field=django.contrib.postgres.search.SearchVectorField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工会组织",
                        "verbose_name_plural": "工会组织",
                        "indexes": [
                            models.Index(fields=["parent", "sort_key", "id"], name="union_children"),
                            models.Index(fields=["line_path"], name="union_line_path"),
                            models.Index(fields=["kind", "path"], name="union_kind_path"),
                            django.contrib.postgres.indexes.GinIndex(fields=["search"], name="union_search"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("path",), name="union_path_unique"),
                            models.UniqueConstraint(condition=models.Q(("credit_code", ""), _negated=True), fields=("credit_code",), name="union_credit_code_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("term_from", None), ("term_to", None), ("term_to__gt", models.F("term_from")), _connector="OR"),
                                name="union_term_order",
                                violation_error_message="本届截止日期必须晚于起始日期。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("founded_on", None), ("closed_on", None), ("closed_on__gte", models.F("founded_on")), _connector="OR"),
                                name="union_life_order",
                                violation_error_message="撤销日期不能早于成立日期。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["city", "county", "zone", "bureau", "town", "industry", "enterprise", "joint", "branch", "group"])),
                                name="union_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OtherParent",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="other_parents", to="organisation.union", verbose_name="工会")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("statistical", "统计归口"), ("funds", "经费关系"), ("registration", "法人登记"), ("industry", "行业归口")],
                                max_length=12,
                                verbose_name="关系",
                            ),
                        ),
                        ("parent", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="归口工会")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "另行隶属",
                        "verbose_name_plural": "另行隶属",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"),
                                name="otherparent_dates",
                                violation_error_message="截止日期必须晚于起始日期。",
                            ),
                            models.CheckConstraint(condition=models.Q(("union", models.F("parent")), _negated=True), name="otherparent_not_itself"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="organisation.person", verbose_name="职工"
                            ),
                        ),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="organisation.union", verbose_name="工会")),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.union",
                                verbose_name="分会或小组",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        ("standing", models.CharField(choices=[("active", "在会"), ("retained", "保留会籍")], max_length=8, verbose_name="状态")),
                        ("joined_on", models.DateField(verbose_name="首次入会日期")),
                        ("approved_on", models.DateField(verbose_name="批准日期")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="至")),
                        ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                        (
                            "ended_as",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("transferred", "转出"),
                                    ("merged", "随工会并入"),
                                    ("retained", "转为保留会籍"),
                                    ("resumed", "恢复在会"),
                                    ("withdrawn", "退会"),
                                    ("lapsed", "视为自动退会"),
                                    ("expelled", "除名"),
                                    ("deceased", "去世"),
                                ],
                                max_length=11,
                                verbose_name="结束方式",
                            ),
                        ),
                        ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="结束原因")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "会籍",
                        "verbose_name_plural": "会籍",
                        "indexes": [
                            models.Index(fields=["path", "id"], name="membership_path"),
                            models.Index(fields=["person", "from_on"], name="membership_person"),
                            models.Index(condition=models.Q(("group", None), _negated=True), fields=["group"], name="membership_group"),
                            models.Index(condition=models.Q(("standing", "retained"), ("to_on", None)), fields=["path", "id"], name="membership_retained"),
                            models.Index(condition=models.Q(("to_on", None), _negated=True), fields=["path", "id"], name="membership_ended"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("to_on", None)), fields=("person",), name="membership_one_open"),
                            models.CheckConstraint(condition=models.Q(("standing__in", ["active", "retained"])), name="membership_standing_known"),
                            models.CheckConstraint(
                                condition=models.Q(("ended_as__in", ["transferred", "merged", "retained", "resumed", "withdrawn", "lapsed", "expelled", "deceased", ""])),
                                name="membership_ending_known",
                            ),
                            models.CheckConstraint(condition=models.Q(("approved_on__lte", models.F("from_on")), ("joined_on__lte", models.F("from_on"))), name="membership_order"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("end_reason", ""), ("ended_as", ""), ("to_on", None)),
                                    models.Q(models.Q(("ended_as", ""), _negated=True), ("to_on__gte", models.F("from_on")), ("to_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="membership_end_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LabourBureau",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        ("place", models.CharField(max_length=6, unique=True, verbose_name="行政区划")),
                        ("keeper", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="维护工会")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "人社部门",
                        "verbose_name_plural": "人社部门",
                    },
                ),
                migrations.CreateModel(
                    name="Household",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("home", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="households", to="organisation.union", verbose_name="所在工会")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "家庭",
                        "verbose_name_plural": "家庭",
                        "indexes": [models.Index(fields=["path", "id"], name="household_path")],
                    },
                ),
                migrations.CreateModel(
                    name="Enterprise",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("credit_code", models.CharField(max_length=18, unique=True, verbose_name="统一社会信用代码")),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        ("territory", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="enterprises", to="organisation.union", verbose_name="属地工会")),
                        ("place", models.CharField(max_length=6, verbose_name="行政区划")),
                        ("industry_section", models.CharField(max_length=1, verbose_name="行业门类")),
                        ("industry_code", models.CharField(blank=True, max_length=4, verbose_name="行业代码")),
                        ("industry_edition", models.CharField(default="2017", max_length=4, verbose_name="行业分类版本")),
                        ("ownership", models.CharField(max_length=3, verbose_name="登记注册类型")),
                        ("headcount", models.PositiveIntegerField(blank=True, null=True, verbose_name="职工总数")),
                        ("women", models.PositiveIntegerField(blank=True, null=True, verbose_name="女职工")),
                        ("migrants", models.PositiveIntegerField(blank=True, null=True, verbose_name="农民工")),
                        ("dispatched", models.PositiveIntegerField(blank=True, null=True, verbose_name="劳务派遣")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="住所")),
                        ("legal_representative", models.CharField(blank=True, max_length=60, verbose_name="法定代表人")),
                        ("founded_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="注销日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                        ("line_path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, null=True, verbose_name="条线路径")),
                        ("sort_key", models.CharField(db_collation="C", editable=False, max_length=200)),
                        ("search_tokens", models.TextField(editable=False)),
                        (
                            "search",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.contrib.postgres.search.SearchVector("search_tokens", config="simple"),
                                output_field=django.contrib.postgres.search.SearchVectorField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "用人单位",
                        "verbose_name_plural": "用人单位",
                        "indexes": [
                            models.Index(fields=["path", "sort_key", "id"], name="enterprise_path"),
                            models.Index(fields=["line_path"], name="enterprise_line_path"),
                            django.contrib.postgres.indexes.GinIndex(fields=["search"], name="enterprise_search"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("headcount", None),
                                    models.Q(
                                        models.Q(("women", None), ("women__lte", models.F("headcount")), _connector="OR"),
                                        models.Q(("migrants", None), ("migrants__lte", models.F("headcount")), _connector="OR"),
                                    ),
                                    _connector="OR",
                                ),
                                name="enterprise_parts_within_whole",
                                violation_error_message="女职工、农民工人数不能超过职工总数。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("founded_on", None), ("closed_on", None), ("closed_on__gte", models.F("founded_on")), _connector="OR"),
                                name="enterprise_life_order",
                                violation_error_message="注销日期不能早于成立日期。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="City",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("root", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="organisation.union", verbose_name="市总工会")),
                        ("place", models.CharField(max_length=6, unique=True, verbose_name="行政区划")),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="演示城市")),
                    ],
                    options={
                        "verbose_name": "城市",
                        "verbose_name_plural": "城市",
                    },
                ),
                migrations.CreateModel(
                    name="UnionCoverage",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="coverages", to="organisation.union", verbose_name="工会")),
                        (
                            "enterprise",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="coverages", to="organisation.enterprise", verbose_name="用人单位"),
                        ),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="工会路径")),
                        ("enterprise_path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="用人单位路径")),
                    ],
                    options={
                        "verbose_name": "工会覆盖",
                        "verbose_name_plural": "工会覆盖",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"),
                                name="coverage_dates",
                                violation_error_message="截止日期必须晚于起始日期。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnionMove",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="organisation.union", verbose_name="工会")),
                        ("old_parent", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="原上级工会")),
                        ("new_parent", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="新上级工会")),
                        ("basis", models.CharField(max_length=200, verbose_name="依据")),
                        ("asked_by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="办理岗位")),
                        ("begun_at", models.DateTimeField(verbose_name="开始时间")),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                        ("rows_moved", models.BigIntegerField(default=0, verbose_name="已移动记录数")),
                        ("place_before", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, verbose_name="原路径")),
                        ("place_after", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, verbose_name="新路径")),
                        ("at_column", models.PositiveIntegerField(default=0)),
                        ("horizon", models.CharField(default="", max_length=20)),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "调整隶属",
                        "verbose_name_plural": "调整隶属",
                        "indexes": [models.Index(fields=["place_before"], name="unionmove_place_before")],
                        "constraints": [models.UniqueConstraint(models.Value(1), condition=models.Q(("finished_at", None)), name="unionmove_one_at_a_time")],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("batch", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="organisation.importbatch", verbose_name="批次")),
                        ("row_no", models.PositiveIntegerField(verbose_name="行号")),
                        ("cells", models.JSONField(verbose_name="内容")),
                        ("verdict", models.CharField(choices=[("new", "新增"), ("changed", "变更"), ("same", "无变化"), ("refused", "退回")], max_length=8, verbose_name="结果")),
                        ("reasons", models.JSONField(default=list, verbose_name="原因")),
                        ("record_id", models.BigIntegerField(null=True, verbose_name="记录")),
                        ("before", models.JSONField(null=True, verbose_name="变更前")),
                        ("is_done", models.BooleanField(default=False, verbose_name="已处理")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "导入行",
                        "verbose_name_plural": "导入行",
                        "constraints": [models.UniqueConstraint(fields=("batch", "row_no"), name="importrow_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="organisation.person", verbose_name="联系人")),
                        ("kind", models.CharField(choices=[("employer", "用人单位"), ("bureau", "人社部门")], max_length=8, verbose_name="类别")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="organisation.enterprise", verbose_name="用人单位"
                            ),
                        ),
                        (
                            "bureau",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="organisation.labourbureau", verbose_name="人社部门"
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="职务")),
                        ("letter", models.CharField(help_text="授权书的日期和编号，或扫描件的存放处。", max_length=120, verbose_name="授权书")),
                        ("scan_name", models.CharField(blank=True, max_length=200, verbose_name="授权书扫描件")),
                        ("scan_type", models.CharField(blank=True, max_length=100, verbose_name="类型")),
                        ("scan_sha256", models.CharField(blank=True, max_length=64, verbose_name="摘要")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "授权",
                        "verbose_name_plural": "授权",
                        "indexes": [models.Index(fields=["person", "from_on"], name="mandate_person")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("bureau", None), ("enterprise__isnull", False), ("kind", "employer")),
                                    models.Q(("bureau__isnull", False), ("enterprise", None), ("kind", "bureau")),
                                    _connector="OR",
                                ),
                                name="mandate_of_one_party",
                            ),
                            models.CheckConstraint(condition=models.Q(("letter", ""), _negated=True), name="mandate_has_a_letter"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("scan_name", ""), ("scan_sha256", ""), ("scan_type", "")),
                                    models.Q(models.Q(("scan_name", ""), _negated=True), models.Q(("scan_type", ""), _negated=True), ("scan_sha256__regex", "^[0-9a-f]{64}$")),
                                    _connector="OR",
                                ),
                                name="mandate_scan_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"),
                                name="mandate_dates",
                                violation_error_message="截止日期必须晚于起始日期。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HouseholdMember",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("household", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="members", to="organisation.household", verbose_name="家庭")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="人员")),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("0", "户主"),
                                    ("1", "配偶"),
                                    ("2", "子"),
                                    ("3", "女"),
                                    ("4", "孙子、孙女或外孙子、外孙女"),
                                    ("5", "父母"),
                                    ("6", "祖父母或外祖父母"),
                                    ("7", "兄弟姐妹"),
                                    ("8", "其他"),
                                ],
                                max_length=1,
                                verbose_name="与户主关系",
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "家庭成员",
                        "verbose_name_plural": "家庭成员",
                        "indexes": [models.Index(fields=["path", "id"], name="householdmember_path")],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("to_on", None)), fields=("person",), name="householdmember_one_open"),
                            models.UniqueConstraint(condition=models.Q(("relation", "0"), ("to_on", None)), fields=("household",), name="householdmember_one_head"),
                            models.CheckConstraint(condition=models.Q(("relation__in", ["0", "1", "2", "3", "4", "5", "6", "7", "8"])), name="householdmember_relation_known"),
                            models.CheckConstraint(condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"), name="householdmember_dates"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Employment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="employments", to="organisation.person", verbose_name="职工")),
                        (
                            "enterprise",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="employments", to="organisation.enterprise", verbose_name="用人单位"),
                        ),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "劳动关系",
                        "verbose_name_plural": "劳动关系",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"),
                                name="employment_dates",
                                violation_error_message="截止日期必须晚于起始日期。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PeopleExport",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("what", models.CharField(choices=[("people", "人员名单"), ("members", "会员名册")], default="people", max_length=7, verbose_name="名单")),
                        ("show", models.CharField(blank=True, max_length=10, verbose_name="状态")),
                        ("under", models.BigIntegerField(default=0, verbose_name="工会")),
                        ("value", models.CharField(blank=True, max_length=60, verbose_name="姓名包含")),
                        ("people", models.PositiveIntegerField(verbose_name="人数")),
                        ("reason", models.CharField(max_length=200, verbose_name="用途")),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="申请人")),
                        ("asked_by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="申请岗位")),
                        ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="批准时间")),
                        (
                            "approved_by",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="批准人"),
                        ),
                        (
                            "approved_by_post",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="批准岗位"),
                        ),
                        ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="导出时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "人员导出申请",
                        "verbose_name_plural": "人员导出申请",
                        "indexes": [models.Index(fields=["path", "-asked_at"], name="export_newest")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("what__in", ["people", "members"])), name="export_list_known"),
                            models.CheckConstraint(
                                condition=models.Q(("approved_by", None), models.Q(("approved_by", models.F("asked_by")), _negated=True), _connector="OR"), name="export_two_people"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("approved_by_post", None), models.Q(("approved_by_post", models.F("asked_by_post")), _negated=True), _connector="OR"),
                                name="export_two_posts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at", None), ("approved_by", None), ("approved_by_post", None)),
                                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False), ("approved_by_post__isnull", False)),
                                    _connector="OR",
                                ),
                                name="export_approval_whole",
                            ),
                            models.CheckConstraint(condition=models.Q(("taken_at", None), ("approved_at__isnull", False), _connector="OR"), name="export_order"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PasswordReset",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="resets", to=settings.AUTH_USER_MODEL, verbose_name="账号")),
                        ("reason", models.CharField(max_length=200, verbose_name="原因")),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="申请人")),
                        ("asked_by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="申请岗位")),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                        (
                            "confirmed_by",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="确认人"),
                        ),
                        (
                            "confirmed_by_post",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="确认岗位"),
                        ),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "重置密码",
                        "verbose_name_plural": "重置密码",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_by", None), models.Q(("confirmed_by", models.F("asked_by")), _negated=True), _connector="OR"),
                                name="reset_two_people",
                                violation_error_message="申请人和确认人不能是同一人。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_by_post", None), models.Q(("confirmed_by_post", models.F("asked_by_post")), _negated=True), _connector="OR"),
                                name="reset_two_posts",
                                violation_error_message="重置密码须由两个岗位共同完成。",
                            ),
                            models.UniqueConstraint(condition=models.Q(("confirmed_at", None)), fields=("user",), name="reset_one_open_per_user"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ParameterOverride",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(choices=[("text", "本地规定"), ("promise", "自行承诺")], default="text", max_length=7, verbose_name="性质")),
                        ("key", models.CharField(max_length=120, verbose_name="参数")),
                        ("place", models.CharField(max_length=12, verbose_name="适用地区")),
                        ("value", models.JSONField(null=True, verbose_name="数值")),
                        ("unit", models.CharField(blank=True, max_length=20, verbose_name="计量单位")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="至")),
                        ("reason", models.CharField(max_length=300, verbose_name="理由")),
                        ("source", models.CharField(max_length=300, verbose_name="依据")),
                        ("article", models.CharField(blank=True, max_length=60, verbose_name="条款号")),
                        ("scan_name", models.CharField(blank=True, max_length=200, verbose_name="原文扫描件")),
                        ("scan_type", models.CharField(blank=True, max_length=100, verbose_name="类型")),
                        ("scan_sha256", models.CharField(blank=True, max_length=64, verbose_name="摘要")),
                        ("entered_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="录入岗位")),
                        ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                    ],
                    options={
                        "verbose_name": "参数修正",
                        "verbose_name_plural": "参数修正",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"), name="override_dates"),
                            models.CheckConstraint(condition=models.Q(("kind__in", ["text", "promise"])), name="override_kind"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("scan_name", ""), ("scan_sha256", ""), ("scan_type", "")),
                                    models.Q(models.Q(("scan_name", ""), _negated=True), models.Q(("scan_type", ""), _negated=True), ("scan_sha256__regex", "^[0-9a-f]{64}$")),
                                    _connector="OR",
                                ),
                                name="override_scan_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonMerge",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(choices=[("merge", "合并"), ("split", "拆分")], max_length=5, verbose_name="种类")),
                        ("kept", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="保留的记录")),
                        ("dropped", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="并入的记录")),
                        (
                            "of",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="splits", to="organisation.personmerge", verbose_name="拆分哪次合并"
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="理由")),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="申请人")),
                        ("asked_by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="申请岗位")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="决定时间")),
                        (
                            "decided_by",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="复核人"),
                        ),
                        (
                            "decided_by_post",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="复核岗位"),
                        ),
                        ("is_confirmed", models.BooleanField(null=True, verbose_name="同意")),
                        ("is_undone", models.BooleanField(default=False, verbose_name="已拆分")),
                        ("rows", models.JSONField(default=list, editable=False)),
                        ("filled", models.JSONField(default=dict, editable=False)),
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
                                editable=False,
                                max_length=10,
                                verbose_name="证件类型",
                            ),
                        ),
                        ("id_number", zhijia.organisation.protection.fields.SealedField(mask=zhijia.lib.masks.mask_id_number, verbose_name="证件号码")),
                        ("id_index", models.BinaryField(max_length=32, null=True)),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "人员合并",
                        "verbose_name_plural": "人员合并",
                        "indexes": [models.Index(fields=["path", "-asked_at"], name="merge_newest")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("kept", models.F("dropped")), _negated=True), name="merge_two_records"),
                            models.CheckConstraint(condition=models.Q(("kind__in", ["merge", "split"])), name="merge_kind_known"),
                            models.CheckConstraint(
                                condition=models.Q(("decided_by", None), models.Q(("decided_by", models.F("asked_by")), _negated=True), _connector="OR"), name="merge_two_people"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("decided_by_post", None), models.Q(("decided_by_post", models.F("asked_by_post")), _negated=True), _connector="OR"),
                                name="merge_two_posts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("decided_by", None), ("decided_by_post", None), ("is_confirmed", None)),
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False), ("decided_by_post__isnull", False), ("is_confirmed__isnull", False)),
                                    _connector="OR",
                                ),
                                name="merge_decided_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("kind", "merge"), ("of", None)), models.Q(("kind", "split"), ("of__isnull", False)), _connector="OR"),
                                name="merge_split_of_merge",
                            ),
                            models.UniqueConstraint(condition=models.Q(("decided_at", None)), fields=("dropped",), name="merge_one_open"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="organisation.person", verbose_name="职工")),
                        ("purpose", models.CharField(choices=[("optional", "居住地址、学历、户籍性质"), ("phone", "手机号码")], max_length=8, verbose_name="内容")),
                        ("is_given", models.BooleanField(verbose_name="同意")),
                        ("said_at", models.DateTimeField(verbose_name="时间")),
                    ],
                    options={
                        "verbose_name": "同意记录",
                        "verbose_name_plural": "同意记录",
                        "constraints": [models.CheckConstraint(condition=models.Q(("purpose__in", ["optional", "phone"])), name="consent_purpose_known")],
                    },
                ),
                migrations.CreateModel(
                    name="Roster",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("filename", models.CharField(max_length=200, verbose_name="文件名")),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("uploaded", "正在读取"),
                                    ("read", "待确认各列"),
                                    ("checking", "正在核对"),
                                    ("checked", "已核对"),
                                    ("applying", "入库中"),
                                    ("applied", "已入库"),
                                    ("undoing", "撤销中"),
                                    ("undone", "已撤销"),
                                    ("failed", "没有完成"),
                                ],
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("problem", models.CharField(blank=True, max_length=300, verbose_name="问题")),
                        ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                        ("uploaded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="上传岗位")),
                        ("header", models.JSONField(default=list, verbose_name="表头")),
                        ("header_row", models.PositiveIntegerField(default=0, verbose_name="表头行")),
                        ("mapping", models.JSONField(default=dict, verbose_name="各列")),
                        (
                            "union",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="没有写明时的工会"),
                        ),
                        ("approved_on", models.DateField(null=True, verbose_name="没有写明时的批准日期")),
                        ("rules", models.JSONField(default=dict, verbose_name="冲突的处理")),
                        ("total", models.PositiveIntegerField(default=0, verbose_name="行数")),
                        ("applied_at", models.DateTimeField(null=True, verbose_name="入库时间")),
                        ("undone_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "会员名册导入",
                        "verbose_name_plural": "会员名册导入",
                        "indexes": [models.Index(fields=["path", "-uploaded_at"], name="roster_newest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["uploaded", "read", "checking", "checked", "applying", "applied", "undoing", "undone", "failed"])),
                                name="roster_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterLayout",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.union", verbose_name="工会")),
                        ("heads", models.JSONField(default=dict, verbose_name="各列")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "名册的列",
                        "verbose_name_plural": "名册的列",
                    },
                ),
                migrations.CreateModel(
                    name="RosterPiece",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("roster", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="organisation.roster", verbose_name="名册")),
                        ("number", models.PositiveIntegerField(verbose_name="序号")),
                        (
                            "state",
                            models.CharField(
                                choices=[("raw", "原文件"), ("read", "已读取"), ("checked", "已核对"), ("applied", "已入库"), ("undone", "已撤销")],
                                max_length=7,
                                verbose_name="状态",
                            ),
                        ),
                        ("rows", models.PositiveIntegerField(default=0, verbose_name="行数")),
                        ("content", models.BinaryField(null=True, verbose_name="内容")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "名册的段",
                        "verbose_name_plural": "名册的段",
                        "constraints": [models.UniqueConstraint(fields=("roster", "number"), name="rosterpiece_once")],
                    },
                ),
                migrations.CreateModel(
                    name="RosterRow",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "roster",
                            models.ForeignKey(
                                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="organisation.roster", verbose_name="名册"
                            ),
                        ),
                        ("row_no", models.PositiveIntegerField(verbose_name="行号")),
                        ("piece", models.PositiveIntegerField(verbose_name="段")),
                        ("name", models.CharField(blank=True, max_length=60, verbose_name="姓名")),
                        ("id_index", models.BinaryField(max_length=32, null=True)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[("new", "新增"), ("changed", "变更"), ("same", "无变化"), ("conflict", "有冲突"), ("refused", "退回")], max_length=8, verbose_name="结果"
                            ),
                        ),
                        ("findings", models.BigIntegerField(default=0, verbose_name="情况")),
                        ("twin", models.PositiveIntegerField(null=True, verbose_name="重复的行")),
                        ("decision", models.CharField(blank=True, choices=[("take", "按表格办理"), ("keep", "保留原样")], max_length=4, verbose_name="处理")),
                        ("person_id", models.BigIntegerField(null=True, verbose_name="职工")),
                        ("employment_id", models.BigIntegerField(null=True, verbose_name="劳动关系")),
                        ("event_id", models.BigIntegerField(null=True, verbose_name="留痕")),
                        ("before", models.JSONField(null=True, verbose_name="变更前")),
                        ("is_done", models.BooleanField(default=False, verbose_name="已入库")),
                    ],
                    options={
                        "verbose_name": "名册行",
                        "verbose_name_plural": "名册行",
                        "indexes": [models.Index(fields=["roster", "verdict", "row_no"], name="rosterrow_verdict")],
                        "constraints": [models.UniqueConstraint(fields=("roster", "row_no"), name="rosterrow_once")],
                    },
                ),
                migrations.CreateModel(
                    name="MatchCount",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("post", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="岗位")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("rows", models.PositiveIntegerField(verbose_name="行数")),
                    ],
                    options={
                        "verbose_name": "比对次数",
                        "verbose_name_plural": "比对次数",
                        "indexes": [models.Index(fields=["post", "at"], name="matchcount_recent")],
                    },
                ),
                migrations.CreateModel(
                    name="LifeSign",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="life_signs", to="organisation.union", verbose_name="工会")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("meeting", "召开会议"), ("activity", "开展活动或者接受走访"), ("fee", "拨缴经费"), ("founding", "新成立")],
                                max_length=8,
                                verbose_name="类别",
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="日期")),
                        ("counts_until", models.DateField(verbose_name="计至")),
                        ("words", models.CharField(blank=True, max_length=200, verbose_name="内容")),
                        ("event", models.BigIntegerField(verbose_name="来源留痕")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "活力事实",
                        "verbose_name_plural": "活力事实",
                        "indexes": [models.Index(fields=["union", "kind", "-happened_on"], name="lifesign_union")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("kind__in", ["meeting", "activity", "fee", "founding"])), name="lifesign_kind_known"),
                            models.CheckConstraint(condition=models.Q(("counts_until__gt", models.F("happened_on"))), name="lifesign_order"),
                            models.UniqueConstraint(fields=("event", "union", "kind"), name="lifesign_once_per_event"),
                        ],
                    },
                ),
            ],
        ),
    ]

import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0005_paperentry"),
        ("cases", "0007_clock_entries"),
        ("cases", "0009_parties"),
        ("cases", "0011_casefinding"),
        ("cases", "0013_reminders"),
        ("cases", "0016_discussion"),
        ("cases", "0019_clock_ground"),
        ("cases", "0020_saved_filters"),
        ("cases", "0022_reminder_steps"),
        ("cases", "0023_awaited_roles"),
        ("cases", "0024_next_due"),
    ]

    initial = True

    dependencies = [
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="编号")),
                        ("kind", models.CharField(max_length=40, verbose_name="类别")),
                        ("title", models.CharField(max_length=300, verbose_name="标题")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="承办工会")),
                        ("enterprise", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.enterprise", verbose_name="用人单位")),
                        ("place", models.CharField(max_length=6, verbose_name="行政区划")),
                        ("state", models.CharField(max_length=40, verbose_name="状态")),
                        ("opened_at", models.DateTimeField(verbose_name="立项时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="办结时间")),
                        ("due_on", models.DateField(null=True, verbose_name="期限")),
                        ("line", models.CharField(blank=True, max_length=12, verbose_name="条线")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                        ("line_path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, null=True, verbose_name="条线路径")),
                        ("last_event_id", models.BigIntegerField(editable=False, unique=True)),
                    ],
                    options={
                        "verbose_name": "事项",
                        "verbose_name_plural": "事项",
                        "indexes": [
                            models.Index(fields=["path", "kind", "id"], name="case_path"),
                            models.Index(fields=["kind", "state"], name="case_kind_state"),
                            models.Index(fields=["line_path"], name="case_line_path"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Awaits",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="awaits", to="cases.case", verbose_name="事项")),
                        ("verb", models.CharField(max_length=40, verbose_name="动作")),
                        ("union", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="工会")),
                        ("party", models.CharField(blank=True, max_length=32, verbose_name="参与方")),
                        ("post", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="岗位")),
                        ("role", models.CharField(blank=True, max_length=16, verbose_name="角色")),
                        ("due_on", models.DateField(null=True, verbose_name="期限")),
                        ("since", models.DateTimeField(verbose_name="自")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "等待",
                        "verbose_name_plural": "等待",
                        "indexes": [
                            models.Index(fields=["post", "due_on"], name="awaits_post"),
                            models.Index(condition=models.Q(("party", ""), ("post", None)), fields=["union", "role"], name="awaits_role"),
                            models.Index(fields=["path", "due_on"], name="awaits_path"),
                            models.Index(condition=models.Q(("due_on__isnull", False)), fields=["due_on", "verb", "id"], name="awaits_next"),
                            models.Index(fields=["party", "due_on"], name="awaits_party"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("party", ""), ("union__isnull", False), models.Q(("post__isnull", False), models.Q(("role", ""), _negated=True), _connector="OR")),
                                    models.Q(("post", None), ("role", ""), ("union", None), models.Q(("party", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="awaits_somebody",
                            ),
                            models.UniqueConstraint(fields=("case", "verb", "post", "union", "role", "party"), name="awaits_once", nulls_distinct=False),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseFinding",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="cases.case", verbose_name="事项")),
                        ("verb", models.CharField(max_length=40, verbose_name="动作")),
                        ("rule", models.CharField(max_length=40, verbose_name="规则")),
                        ("text", models.TextField(verbose_name="提示")),
                        ("text_en", models.TextField(verbose_name="英文提示")),
                        ("event_id", models.BigIntegerField(verbose_name="留痕")),
                        ("found_at", models.DateTimeField(verbose_name="发现时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "合规提示",
                        "verbose_name_plural": "合规提示",
                        "indexes": [models.Index(fields=["case", "rule"], name="casefinding_case")],
                    },
                ),
                migrations.CreateModel(
                    name="CaseNumber",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("prefix", models.CharField(max_length=8)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "编号",
                        "verbose_name_plural": "编号",
                        "constraints": [models.UniqueConstraint(fields=("prefix", "year"), name="casenumber_once")],
                    },
                ),
                migrations.CreateModel(
                    name="CaseShare",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="cases.case", verbose_name="事项")),
                        ("union", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="参与工会")),
                        ("party", models.CharField(blank=True, max_length=32, verbose_name="参与方")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "事项共享",
                        "verbose_name_plural": "事项共享",
                        "indexes": [models.Index(fields=["path", "case"], name="caseshare_path"), models.Index(fields=["party", "case"], name="caseshare_party")],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "union", "party"), name="caseshare_once", nulls_distinct=False),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("party", ""), ("union__isnull", False)), models.Q(("union", None), models.Q(("party", ""), _negated=True)), _connector="OR"),
                                name="caseshare_with_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clock",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="cases.case", verbose_name="事项")),
                        ("name", models.CharField(max_length=40, verbose_name="时限")),
                        ("kind", models.CharField(max_length=12, verbose_name="类别")),
                        ("parameter", models.CharField(blank=True, max_length=120, verbose_name="法定参数")),
                        ("parameter_version", models.CharField(blank=True, max_length=120, verbose_name="参数版本")),
                        ("started_on", models.DateField(verbose_name="起算日")),
                        ("started_at", models.DateTimeField(null=True, verbose_name="起算时刻")),
                        ("set_on", models.DateField(verbose_name="设定日")),
                        ("amount", models.PositiveIntegerField(null=True, verbose_name="期间")),
                        ("unit", models.CharField(blank=True, max_length=12, verbose_name="单位")),
                        ("promised_on", models.DateField(null=True, verbose_name="约定日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[("running", "计时中"), ("paused", "已暂停"), ("met", "已完成"), ("lapsed", "已届满"), ("stopped", "已终止")],
                                default="running",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="到期日")),
                        ("due_at", models.DateTimeField(verbose_name="到期时刻")),
                        ("paused_until", models.DateField(null=True, verbose_name="最晚恢复日")),
                        ("on_expiry", models.CharField(blank=True, max_length=40, verbose_name="届满办理")),
                        ("ended_on", models.DateField(null=True, verbose_name="完成日")),
                        ("overdue_seen_on", models.DateField(null=True, verbose_name="逾期记录日")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "时限",
                        "verbose_name_plural": "时限",
                        "indexes": [
                            models.Index(fields=["state", "due_on"], name="clock_due"),
                            models.Index(condition=models.Q(("overdue_seen_on", None), ("state", "running")), fields=["due_at", "id"], name="clock_runs_out"),
                            models.Index(condition=models.Q(("state", "paused")), fields=["paused_until"], name="clock_resumes"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("state__in", ["running", "paused"])), fields=("case", "name"), name="clock_one_running_of_a_name"),
                            models.CheckConstraint(condition=models.Q(("promised_on__isnull", False), ("amount__isnull", False), _connector="OR"), name="clock_has_a_term"),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("state__in", ["running", "paused"]), _negated=True), ("ended_on", None), _connector="OR"), name="clock_running_has_no_end"
                            ),
                            models.CheckConstraint(condition=models.Q(models.Q(("unit", "hour"), _negated=True), ("started_at__isnull", False), _connector="OR"), name="clock_of_hours_has_a_moment"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClockEntry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("clock", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="cases.clock", verbose_name="时限")),
                        ("kind", models.CharField(choices=[("pause", "暂停"), ("resume", "恢复"), ("extend", "延长")], max_length=8, verbose_name="方式")),
                        ("on", models.DateField(verbose_name="自")),
                        ("at", models.DateTimeField(verbose_name="自时刻")),
                        ("amount", models.PositiveIntegerField(null=True, verbose_name="期间")),
                        ("unit", models.CharField(blank=True, max_length=12, verbose_name="单位")),
                        ("reason", models.CharField(max_length=300, verbose_name="理由")),
                        ("ground", models.CharField(blank=True, max_length=200, verbose_name="法律依据")),
                        ("evidence_id", models.BigIntegerField(null=True, verbose_name="佐证附件")),
                        ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                        ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="登记人")),
                        ("post", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="登记岗位")),
                        ("entered_by", models.CharField(max_length=300, verbose_name="登记人与岗位")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "时限记录",
                        "verbose_name_plural": "时限记录",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("kind__in", ["pause", "resume", "extend"])), name="clockentry_kind_known"),
                            models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="clockentry_has_a_reason"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__gt", 0), ("kind", "extend"), models.Q(("unit", ""), _negated=True)),
                                    models.Q(models.Q(("kind", "extend"), _negated=True), ("amount", None), ("unit", "")),
                                    _connector="OR",
                                ),
                                name="clockentry_only_extensions_have_a_length",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="cases.case", verbose_name="事项")),
                        ("text", models.CharField(max_length=1000, verbose_name="内容")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="发言人")),
                        ("said_by", models.CharField(max_length=300, verbose_name="发言人与岗位")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "评论",
                        "verbose_name_plural": "评论",
                        "indexes": [models.Index(fields=["case", "-id"], name="comment_newest")],
                        "constraints": [models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="comment_says_something")],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("clock", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="cases.clock", verbose_name="时限")),
                        ("old_on", models.DateField(verbose_name="原日期")),
                        ("new_on", models.DateField(verbose_name="更正为")),
                        ("reason", models.CharField(max_length=300, verbose_name="理由")),
                        ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                        ("proposed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="提出人")),
                        ("proposed_by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="提出岗位")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                        ("confirmed_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="确认人")),
                        ("confirmed_by_post", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="确认岗位")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "更正",
                        "verbose_name_plural": "更正",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("old_on", models.F("new_on")), _negated=True), name="correction_changes_something"),
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_by", None), models.Q(("confirmed_by", models.F("proposed_by")), _negated=True), _connector="OR"), name="correction_two_people"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_by_post", None), models.Q(("confirmed_by_post", models.F("proposed_by_post")), _negated=True), _connector="OR"),
                                name="correction_two_posts",
                            ),
                            models.UniqueConstraint(condition=models.Q(("confirmed_at", None)), fields=("clock",), name="correction_one_open_per_clock"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperEntry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="paper_entries", to="cases.case", verbose_name="事项")),
                        ("verb", models.CharField(max_length=40, verbose_name="动作")),
                        ("party", models.CharField(max_length=120, verbose_name="作出方")),
                        ("event_id", models.BigIntegerField(unique=True, verbose_name="留痕")),
                        ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                        ("entered_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="录入人")),
                        ("entered_by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="录入岗位")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                        ("confirmed_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="确认人")),
                        ("confirmed_by_post", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="确认岗位")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "纸质录入",
                        "verbose_name_plural": "纸质录入",
                        "indexes": [models.Index(condition=models.Q(("confirmed_at", None)), fields=["case"], name="paperentry_unconfirmed")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_by", None), models.Q(("confirmed_by", models.F("entered_by")), _negated=True), _connector="OR"), name="paperentry_two_people"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_by_post", None), models.Q(("confirmed_by_post", models.F("entered_by_post")), _negated=True), _connector="OR"),
                                name="paperentry_two_posts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("clock", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="cases.clock", verbose_name="时限")),
                        (
                            "level",
                            models.CharField(
                                choices=[("before", "临近"), ("due", "到期"), ("escalated", "报上级"), ("leaders", "报上级领导"), ("city", "报市总工会")], max_length=12, verbose_name="级别"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="到期日")),
                        ("sent_at", models.DateTimeField(verbose_name="时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "提醒",
                        "verbose_name_plural": "提醒",
                        "constraints": [models.UniqueConstraint(fields=("clock", "level", "due_on"), name="reminder_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Request",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.UUIDField(verbose_name="请求号")),
                        ("user_id", models.BigIntegerField(verbose_name="账号")),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="cases.case", verbose_name="事项")),
                        ("verb", models.CharField(max_length=40, verbose_name="动作")),
                        ("event_id", models.BigIntegerField(verbose_name="留痕")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "请求",
                        "verbose_name_plural": "请求",
                        "constraints": [models.UniqueConstraint(fields=("user_id", "key"), name="request_once")],
                    },
                ),
                migrations.CreateModel(
                    name="SavedFilter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("user_id", models.BigIntegerField(verbose_name="账号")),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("query", models.CharField(max_length=400, verbose_name="条件")),
                    ],
                    options={
                        "verbose_name": "常用筛选",
                        "verbose_name_plural": "常用筛选",
                        "constraints": [
                            models.UniqueConstraint(fields=("user_id", "name"), name="savedfilter_once"),
                            models.CheckConstraint(condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("query", ""), _negated=True)), name="savedfilter_says_something"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Watch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="watches", to="cases.case", verbose_name="事项")),
                        ("post", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.post", verbose_name="岗位")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "关注",
                        "verbose_name_plural": "关注",
                        "constraints": [models.UniqueConstraint(fields=("case", "post"), name="watch_once")],
                    },
                ),
            ],
        ),
    ]

"""The register of cases and what hangs on it: whom a case awaits, its clocks, shares, corrections, requests.

A business record has a one-to-one to its `Case`; the case carries number, state and scope. Nothing here is written but
through `zhijia.engines.cases.advance`; the database refuses a change of state that cites no event of its transaction.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Enterprise, Person, Post, Union
from zhijia.organisation.models.unions import SeenFrom, TreePath


class Case(models.Model):
    """事项: one concrete entry in the register."""

    number = models.CharField(_("编号"), max_length=24, unique=True)
    kind = models.CharField(_("类别"), max_length=40)
    title = models.CharField(_("标题"), max_length=300)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("承办工会"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("用人单位")
    )
    place = models.CharField(_("行政区划"), max_length=6)
    state = models.CharField(_("状态"), max_length=40)
    opened_at = models.DateTimeField(_("立项时间"))
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    due_on = models.DateField(_("期限"), null=True)
    line = models.CharField(_("条线"), max_length=12, blank=True)
    path = TreePath(_("路径"), default="")
    line_path = TreePath(_("条线路径"), null=True)
    seen_from = SeenFrom(verbose_name=_("事项共享"))
    last_event_id = models.BigIntegerField(unique=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("事项")
        indexes = [
            models.Index(fields=["path", "kind", "id"], name="case_path"),
            models.Index(fields=["kind", "state"], name="case_kind_state"),
            models.Index(fields=["line_path"], name="case_line_path"),
            GinIndex(fields=["seen_from"], name="case_seen_from", condition=Q(seen_from__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class CaseNumber(models.Model):
    """编号: the last number given, by kind and year. Its row lock makes numbers gapless."""

    prefix = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("编号")
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="casenumber_once")]


class CaseShare(models.Model):
    """共享: a union outside the case's own subtree that takes part in it, or an outside party (`share_with_party`)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="shares", verbose_name=_("事项"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("参与工会"))
    party = models.CharField(_("参与方"), max_length=32, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("事项共享")
        constraints = [
            models.UniqueConstraint(fields=["case", "union", "party"], name="caseshare_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(union__isnull=False, party="") | Q(union=None) & ~Q(party=""),
                name="caseshare_with_one",
            ),
        ]
        indexes = [
            models.Index(fields=["path", "case"], name="caseshare_path"),
            models.Index(fields=["party", "case"], name="caseshare_party"),
        ]


class Awaits(models.Model):
    """等待: one act that the case awaits, of a post, of a role at a union, or of an outside party.

    To-dos are a query over these rows. Never of a person: whoever holds the post next finds them on the desk.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="awaits", verbose_name=_("事项"))
    verb = models.CharField(_("动作"), max_length=40)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("工会"))
    party = models.CharField(_("参与方"), max_length=32, blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("岗位"))
    role = models.CharField(_("角色"), max_length=16, blank=True)
    due_on = models.DateField(_("期限"), null=True)
    since = models.DateTimeField(_("自"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("等待")
        constraints = [
            models.CheckConstraint(
                condition=Q(union__isnull=False, party="") & (Q(post__isnull=False) | ~Q(role=""))
                | Q(union=None, post=None, role="") & ~Q(party=""),
                name="awaits_somebody",
            ),
            models.UniqueConstraint(
                fields=["case", "verb", "post", "union", "role", "party"], name="awaits_once", nulls_distinct=False
            ),
        ]
        indexes = [
            models.Index(fields=["post", "due_on"], name="awaits_post"),
            models.Index(fields=["union", "role"], condition=Q(post=None, party=""), name="awaits_role"),
            models.Index(fields=["path", "due_on"], name="awaits_path"),
            models.Index(fields=["due_on", "verb", "id"], condition=Q(due_on__isnull=False), name="awaits_next"),
            models.Index(fields=["party", "due_on"], name="awaits_party"),
        ]


class ClockState(models.TextChoices):
    RUNNING = "running", _("计时中")
    PAUSED = "paused", _("已暂停")
    MET = "met", _("已完成")
    LAPSED = "lapsed", _("已届满")
    STOPPED = "stopped", _("已终止")


OPEN_CLOCKS = (ClockState.RUNNING, ClockState.PAUSED)


class Clock(models.Model):
    """时限: what starts it, its rule, and what was decided about it (`ClockEntry`).

    `due_on` and `due_at` (its last moment) are kept for indexing; replay proves them. `set_on` is the day on which the
    clock was set, which may be later than the day it counts from. Overdue means `now > due_at`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks", verbose_name=_("事项"))
    name = models.CharField(_("时限"), max_length=40)
    kind = models.CharField(_("类别"), max_length=12)
    parameter = models.CharField(_("法定参数"), max_length=120, blank=True)
    parameter_version = models.CharField(_("参数版本"), max_length=120, blank=True)
    started_on = models.DateField(_("起算日"))
    started_at = models.DateTimeField(_("起算时刻"), null=True)
    set_on = models.DateField(_("设定日"))
    amount = models.PositiveIntegerField(_("期间"), null=True)
    unit = models.CharField(_("单位"), max_length=12, blank=True)
    promised_on = models.DateField(_("约定日期"), null=True)
    state = models.CharField(_("状态"), max_length=8, choices=ClockState.choices, default=ClockState.RUNNING)
    due_on = models.DateField(_("到期日"))
    due_at = models.DateTimeField(_("到期时刻"))
    paused_until = models.DateField(_("最晚恢复日"), null=True)
    on_expiry = models.CharField(_("届满办理"), max_length=40, blank=True)
    ended_on = models.DateField(_("完成日"), null=True)
    overdue_seen_on = models.DateField(_("逾期记录日"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("时限")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name"],
                condition=Q(state__in=["running", "paused"]),
                name="clock_one_running_of_a_name",
            ),
            models.CheckConstraint(
                condition=Q(promised_on__isnull=False) | Q(amount__isnull=False), name="clock_has_a_term"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "paused"]) | Q(ended_on=None), name="clock_running_has_no_end"
            ),
            models.CheckConstraint(
                condition=~Q(unit="hour") | Q(started_at__isnull=False), name="clock_of_hours_has_a_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="clock_due"),
            models.Index(
                fields=["due_at", "id"], condition=Q(state="running", overdue_seen_on=None), name="clock_runs_out"
            ),
            models.Index(fields=["paused_until"], condition=Q(state="paused"), name="clock_resumes"),
        ]


class EntryKind(models.TextChoices):
    PAUSE = "pause", _("暂停")
    RESUME = "resume", _("恢复")
    EXTEND = "extend", _("延长")


class ClockEntry(models.Model):
    """时限记录: a pause, a resumption or an extension, with its reason and who decided it. Only ever added.

    `on` is the day from which it holds (for a term of hours, `at`); `evidence_id` an attachment of the case, by its id
    because documents stand above cases.
    """

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="entries", verbose_name=_("时限"))
    kind = models.CharField(_("方式"), max_length=8, choices=EntryKind.choices)
    on = models.DateField(_("自"))
    at = models.DateTimeField(_("自时刻"))
    amount = models.PositiveIntegerField(_("期间"), null=True)
    unit = models.CharField(_("单位"), max_length=12, blank=True)
    reason = models.CharField(_("理由"), max_length=300)
    ground = models.CharField(_("法律依据"), max_length=200, blank=True)
    evidence_id = models.BigIntegerField(_("佐证附件"), null=True)
    entered_at = models.DateTimeField(_("登记时间"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("登记岗位"))
    entered_by = models.CharField(_("登记人与岗位"), max_length=300)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("时限记录")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="clockentry_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="clockentry_has_a_reason"),
            models.CheckConstraint(
                condition=Q(kind="extend", amount__gt=0) & ~Q(unit="") | ~Q(kind="extend") & Q(amount=None, unit=""),
                name="clockentry_only_extensions_have_a_length",
            ),
        ]


class ReminderLevel(models.TextChoices):
    BEFORE = "before", _("临近")
    DUE = "due", _("到期")
    ESCALATED = "escalated", _("报上级")
    LEADERS = "leaders", _("报上级领导")
    CITY = "city", _("报市总工会")


class Reminder(models.Model):
    """提醒: that a clock was told of at a level; once for each due date, however often the sweep runs."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("时限"))
    level = models.CharField(_("级别"), max_length=12, choices=ReminderLevel.choices)
    due_on = models.DateField(_("到期日"))
    sent_at = models.DateTimeField(_("时间"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("提醒")
        constraints = [models.UniqueConstraint(fields=["clock", "level", "due_on"], name="reminder_once")]


class Correction(models.Model):
    """更正: another date for the fact that started a clock: proposed by one post, confirmed by another person."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("时限"))
    old_on = models.DateField(_("原日期"))
    new_on = models.DateField(_("更正为"))
    reason = models.CharField(_("理由"), max_length=300)
    proposed_at = models.DateTimeField(_("提出时间"))
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人"))
    proposed_by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出岗位"))
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_by_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("确认岗位")
    )
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("更正")
        constraints = [
            models.CheckConstraint(condition=~Q(old_on=F("new_on")), name="correction_changes_something"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")), name="correction_two_people"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by_post=None) | ~Q(confirmed_by_post=F("proposed_by_post")),
                name="correction_two_posts",
            ),
            models.UniqueConstraint(
                fields=["clock"], condition=Q(confirmed_at=None), name="correction_one_open_per_clock"
            ),
        ]


class Request(models.Model):
    """请求: a submitted form's key, so that the same request twice does it once."""

    key = models.UUIDField(_("请求号"))
    user_id = models.BigIntegerField(_("账号"))
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="requests", verbose_name=_("事项"))
    verb = models.CharField(_("动作"), max_length=40)
    event_id = models.BigIntegerField(_("留痕"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("请求")
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="request_once")]


class PaperEntry(models.Model):
    """纸质录入: an act that another party made on paper, entered for it by one post and confirmed by another person."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="paper_entries", verbose_name=_("事项"))
    verb = models.CharField(_("动作"), max_length=40)
    party = models.CharField(_("作出方"), max_length=120)
    event_id = models.BigIntegerField(_("留痕"), unique=True)
    entered_at = models.DateTimeField(_("录入时间"))
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("录入人"))
    entered_by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("录入岗位"))
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_by_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("确认岗位")
    )
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("纸质录入")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")), name="paperentry_two_people"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by_post=None) | ~Q(confirmed_by_post=F("entered_by_post")),
                name="paperentry_two_posts",
            ),
        ]
        indexes = [models.Index(fields=["case"], condition=Q(confirmed_at=None), name="paperentry_unconfirmed")]


class CaseFinding(models.Model):
    """合规提示: a warning with which a move passed: which rule, in words, when. Only ever added."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="findings", verbose_name=_("事项"))
    verb = models.CharField(_("动作"), max_length=40)
    rule = models.CharField(_("规则"), max_length=40)
    text = models.TextField(_("提示"))
    text_en = models.TextField(_("英文提示"))
    event_id = models.BigIntegerField(_("留痕"))
    found_at = models.DateTimeField(_("发现时间"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("合规提示")
        indexes = [models.Index(fields=["case", "rule"], name="casefinding_case")]


class Comment(models.Model):
    """评论: what somebody who works on a case says to the others. Only ever added; outside parties never see it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="comments", verbose_name=_("事项"))
    text = models.CharField(_("内容"), max_length=1000)
    at = models.DateTimeField(_("时间"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("发言人"))
    said_by = models.CharField(_("发言人与岗位"), max_length=300)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("评论")
        indexes = [models.Index(fields=["case", "-id"], name="comment_newest")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]


class Watch(models.Model):
    """关注: a post that is told of every move of a case, whether it is awaited or not."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="watches", verbose_name=_("事项"))
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", verbose_name=_("岗位"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("关注")
        constraints = [models.UniqueConstraint(fields=["case", "post"], name="watch_once")]


class SavedFilter(models.Model):
    """常用筛选: a filter of the desk that somebody kept under a name; her own, whatever post she acts through."""

    user_id = models.BigIntegerField(_("账号"))
    name = models.CharField(_("名称"), max_length=40)
    query = models.CharField(_("条件"), max_length=400)

    class Meta:
        verbose_name = verbose_name_plural = _("常用筛选")
        constraints = [
            models.UniqueConstraint(fields=["user_id", "name"], name="savedfilter_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(query=""), name="savedfilter_says_something"),
        ]

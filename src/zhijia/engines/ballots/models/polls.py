"""A poll of any mode: its questions, its frozen roll, who is there, how long it may be extended, what was counted.

From the moment it is frozen the database refuses any other question, option or elector.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath


class Mode(models.TextChoices):
    """How votes are given. The labels are what the screen promises, no more."""

    HANDS = "hands", _("举手表决（只记票数）")
    NAMED = "named", _("记名投票")
    ORDINARY = "ordinary", _("普通无记名（由管理员承诺保密）")
    VERIFIABLE = "verifiable", _("可验证无记名")
    PAPER = "paper", _("纸质选票")


class PollState(models.TextChoices):
    DRAFTED = "drafted", _("筹备中")
    FROZEN = "frozen", _("已封定")
    OPEN = "open", _("投票中")
    CLOSED = "closed", _("已截止")
    COUNTED = "counted", _("已唱票")
    VOID = "void", _("已作废")


class Poll(models.Model):
    """表决. `subject` is the service's word for what is voted on; `manifest` is what was frozen, as canonical JSON."""

    about = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="polls", verbose_name=_("所属事项"))
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("上一轮表决")
    )
    subject = models.CharField(_("表决事项"), max_length=40)
    title = models.CharField(_("标题"), max_length=200)
    mode = models.CharField(_("表决方式"), max_length=10, choices=Mode.choices)
    state = models.CharField(_("状态"), max_length=8, choices=PollState.choices, default=PollState.DRAFTED)
    is_changeable = models.BooleanField(_("截止前可以改投"), default=False)
    closes_at = models.DateTimeField(_("截止时间"), null=True)
    frozen_at = models.DateTimeField(_("封定时间"), null=True)
    opened_at = models.DateTimeField(_("开始投票时间"), null=True)
    closed_at = models.DateTimeField(_("停止投票时间"), null=True)
    counted_at = models.DateTimeField(_("唱票时间"), null=True)
    manifest = models.TextField(_("封定文本"), blank=True)
    manifest_hash = models.CharField(_("封定文本摘要"), max_length=64, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("表决")
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="poll_mode_known"),
            models.CheckConstraint(condition=Q(state__in=PollState.values), name="poll_state_known"),
            models.CheckConstraint(
                condition=Q(manifest="", manifest_hash="", frozen_at=None)
                | ~Q(manifest="") & ~Q(manifest_hash="") & Q(frozen_at__isnull=False),
                name="poll_frozen_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "void"]) | ~Q(manifest=""), name="poll_frozen_before_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(is_changeable=False) | Q(mode="named"), name="poll_only_named_may_change"
            ),
        ]
        indexes = [models.Index(fields=["about", "subject"], name="poll_about")]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """表决项: options, the marks that each may get, and the rules of law that judge the count.

    `options` are `{"code", "label"}`; `blank` is the mark of an option that the voter left alone; `most` limits how many
    options may get the first mark (the seats of an election; none: no limit), write-ins included. `rules` are what the
    count is judged by, written by `thresholds.threshold_of`.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="questions", verbose_name=_("表决"))
    number = models.PositiveSmallIntegerField(_("序号"))
    kind = models.CharField(_("类型"), max_length=16)
    title = models.CharField(_("标题"), max_length=300)
    options = models.JSONField(_("选项"))
    marks = models.JSONField(_("可选意见"))
    blank = models.CharField(_("未填时计为"), max_length=16)
    most = models.PositiveSmallIntegerField(_("最多可选"), null=True)
    write_ins = models.PositiveSmallIntegerField(_("可另写人数"), default=0)
    rules = models.JSONField(_("适用规则"), default=list)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("表决项")
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="question_number_once")]

    def __str__(self) -> str:
        return self.title


class Elector(models.Model):
    """选举人: one line of the roll. `salt` keeps the published commitment from being guessed by trying names."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="electors", verbose_name=_("表决"))
    number = models.PositiveIntegerField(_("序号"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("职工"))
    name = models.CharField(_("姓名"), max_length=60)
    group = models.CharField(_("代表团"), max_length=80, blank=True)
    salt = models.BinaryField(_("盐值"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("选举人")
        constraints = [
            models.UniqueConstraint(fields=["poll", "number"], name="elector_number_once"),
            models.UniqueConstraint(fields=["poll", "person"], name="elector_person_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """到会: that an elector is there. Only who is there takes a ballot."""

    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, related_name="presence", verbose_name=_("选举人"))
    came_at = models.DateTimeField(_("签到时间"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("到会")


class Extension(models.Model):
    """延长投票: decided by the presidium, with its reason; never a shortening."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("表决"))
    old_at = models.DateTimeField(_("原截止时间"))
    new_at = models.DateTimeField(_("延长至"))
    reason = models.CharField(_("理由"), max_length=300)
    decided_at = models.DateTimeField(_("决定时间"))
    decided_by = models.CharField(_("决定人"), max_length=300)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("延长投票")
        constraints = [
            models.CheckConstraint(condition=Q(new_at__gt=F("old_at")), name="pollextension_is_longer"),
            models.CheckConstraint(condition=~Q(reason=""), name="pollextension_has_a_reason"),
        ]


class QuestionCount(models.Model):
    """计票结果: what one question got. `marks` are votes by option and mark, `write_ins` votes by name; never who gave them."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="count", verbose_name=_("表决项"))
    ballots = models.PositiveIntegerField(_("收回选票"))
    valid = models.PositiveIntegerField(_("有效票"))
    invalid = models.PositiveIntegerField(_("无效票"))
    marks = models.JSONField(_("得票"))
    write_ins = models.JSONField(_("另选他人得票"), default=dict)
    counted_at = models.DateTimeField(_("计票时间"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("计票结果")
        constraints = [
            models.CheckConstraint(condition=Q(ballots=F("valid") + F("invalid")), name="questioncount_sums"),
        ]

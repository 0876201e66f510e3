"""A session, its agenda, what was delivered of it, who said what, the frozen roll and who came (B3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.ballots.models import Mode
from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath
from zhijia.services.congress.rules.matters import Matter
from zhijia.services.congress.rules.powers import Power
from zhijia.services.congress.terms.models import CongressTerm, Delegate, Delegation


class AskedBy(models.TextChoices):
    """Why a session is held (WC-015)."""

    REGULAR = "regular", _("例会")
    UNION = "union", _("工会提议")
    EMPLOYER = "employer", _("用人单位提议")
    DELEGATES = "delegates", _("职工代表提议")


class Consultation(models.TextChoices):
    """What came of talking as equals about a rule (WC-027)."""

    FIXED = "fixed", _("协商确定")
    GIVEN_UP = "given_up", _("单位不再施行")


class CongressSession(models.Model):
    """会议. `delivered_on` is the day on which all texts had reached the delegates; a text that changes empties it (E-21).

    `topics_until` is the last day on which topics are suggested; None: nobody was asked for any.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="congress_session", verbose_name=_("事项"))
    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("届次"))
    ordinal = models.PositiveSmallIntegerField(_("第几次会议"))
    asked_by = models.CharField(_("提议"), max_length=9, choices=AskedBy.choices)
    requests = models.PositiveIntegerField(_("提议的代表人数"), null=True)
    planned_on = models.DateField(_("拟召开日期"))
    venue = models.CharField(_("地点"), max_length=200)
    topics_call = models.TextField(_("征集内容"), max_length=2000, blank=True)
    topics_until = models.DateField(_("征集截止日期"), null=True)
    agreed_on = models.DateField(_("议题商定日期"), null=True)
    delivered_on = models.DateField(_("送达日期"), null=True)
    prepared_on = models.DateField(_("预备会议日期"), null=True)
    opened_on = models.DateField(_("召开日期"), null=True)
    current = models.ForeignKey(
        "AgendaItem", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("正在进行的议题")
    )
    speaking_minutes = models.PositiveSmallIntegerField(_("每团发言时间（分钟）"), null=True)
    minutes = models.TextField(_("会议记录"), max_length=8000, blank=True)
    signers = models.CharField(_("记录签字人"), max_length=200, blank=True)
    resolved_on = models.DateField(_("决议日期"), null=True)
    published_on = models.DateField(_("公布日期"), null=True)
    channel = models.CharField(_("公布方式"), max_length=200, blank=True)
    reported_on = models.DateField(_("报上级工会日期"), null=True)
    receipt = models.CharField(_("上级工会签收"), max_length=200, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("职代会会议")
        constraints = [
            models.UniqueConstraint(fields=["term", "ordinal"], name="congresssession_once"),
            models.CheckConstraint(condition=Q(asked_by__in=AskedBy.values), name="congresssession_asked_known"),
            models.CheckConstraint(
                condition=~Q(asked_by="delegates") | Q(requests__isnull=False), name="congresssession_requests_counted"
            ),
        ]
        indexes = [
            models.Index(fields=["term", "opened_on"], name="congresssession_term"),
            models.Index(
                fields=["topics_until"], condition=Q(topics_until__isnull=False), name="congresssession_collecting"
            ),
        ]

    def __str__(self) -> str:
        return self.case.title


class AgendaItem(models.Model):
    """议题. What power it needs follows from the matter and the kind of employer (B4); its vote is on it as counts only.

    A rule on the interests of staff goes on after the session: agreed as equals, made public (WC-027). `proposal`: the case of
    the filed proposal that it was made of.
    """

    session = models.ForeignKey(CongressSession, on_delete=models.PROTECT, related_name="items", verbose_name=_("会议"))
    number = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("议题"), max_length=200)
    matter = models.CharField(_("事项类别"), max_length=16, choices=Matter.choices)
    power = models.CharField(_("职权"), max_length=13, choices=Power.choices)
    mode = models.CharField(_("表决方式"), max_length=10, choices=Mode.choices, blank=True)
    starts_at = models.TimeField(_("开始时间"), null=True)
    speaker = models.CharField(_("报告人"), max_length=60, blank=True)
    text = models.TextField(_("材料"), max_length=20_000)
    subject = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("相关事项"))
    proposal = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("来源提案")
    )
    struck_on = models.DateField(_("撤下日期"), null=True)
    decided_on = models.DateField(_("表决日期"), null=True)
    issued = models.PositiveIntegerField(_("发出票数"), null=True)
    returned = models.PositiveIntegerField(_("收回票数"), null=True)
    invalid = models.PositiveIntegerField(_("无效票"), null=True)
    yes = models.PositiveIntegerField(_("赞成"), null=True)
    no = models.PositiveIntegerField(_("反对"), null=True)
    abstain = models.PositiveIntegerField(_("弃权"), null=True)
    is_passed = models.BooleanField(_("通过"), null=True)
    formula = models.JSONField(_("计算"), default=list)
    resolution = models.TextField(_("决议"), max_length=4000, blank=True)
    consulted_on = models.DateField(_("平等协商日期"), null=True)
    consultation = models.CharField(_("协商结果"), max_length=8, choices=Consultation.choices, blank=True)
    consulted_with = models.CharField(_("到会的工会代表"), max_length=200, blank=True)
    consulted_as = models.CharField(_("协商情况"), max_length=1000, blank=True)
    publicised_on = models.DateField(_("公示日期"), null=True)
    publicised_in = models.CharField(_("公示或者告知方式"), max_length=200, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("议题")
        constraints = [
            models.CheckConstraint(
                condition=Q(publicised_on=None)
                | Q(consulted_on__isnull=False, publicised_on__gte=F("consulted_on"), consultation="fixed"),
                name="agendaitem_public_once_agreed",
            ),
            models.UniqueConstraint(fields=["session", "number"], name="agendaitem_once"),
            models.CheckConstraint(condition=Q(power__in=Power.values), name="agendaitem_power_known"),
            models.CheckConstraint(
                condition=Q(decided_on=None, is_passed=None)
                | Q(
                    decided_on__isnull=False,
                    is_passed__isnull=False,
                    returned=F("yes") + F("no") + F("abstain") + F("invalid"),
                    issued__gte=F("returned"),
                ),
                name="agendaitem_counts_add_up",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TopicSuggestion(models.Model):
    """议题建议: what somebody with a vote wants on the agenda. Taken up as `item`, or answered why it was not."""

    session = models.ForeignKey(
        CongressSession, on_delete=models.PROTECT, related_name="suggestions", verbose_name=_("会议")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("建议人"))
    name = models.CharField(_("姓名"), max_length=60)
    title = models.CharField(_("议题"), max_length=100)
    reason = models.TextField(_("理由"), max_length=2000)
    suggested_on = models.DateField(_("建议日期"))
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="suggestions", verbose_name=_("列入的议题")
    )
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("议题建议")
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "title"], name="topicsuggestion_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | Q(item=None, answered_on__isnull=False) & ~Q(answer=""),
                name="topicsuggestion_answered_or_taken",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.name}）"


class Referral(models.Model):
    """提请审议: a case of another service that waits for the congress of its employer, or is on its agenda as `item`.

    `event_id` told of it. `due_on`: by when it is heard, of what comes back each year. Settled: it was decided elsewhere before
    any session took it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("提请审议的事项"))
    event_id = models.BigIntegerField(_("来源留痕"))
    matter = models.CharField(_("事项类别"), max_length=16, choices=Matter.choices)
    title = models.CharField(_("议题"), max_length=200)
    text = models.TextField(_("材料"))
    referred_on = models.DateField(_("提请日期"))
    due_on = models.DateField(_("应当报告日期"), null=True)
    item = models.OneToOneField(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="referral", verbose_name=_("议题")
    )
    settled_on = models.DateField(_("了结日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("提请审议的事项")
        constraints = [models.UniqueConstraint(fields=["event_id", "title"], name="referral_once")]
        indexes = [models.Index(fields=["case"], condition=Q(item=None, settled_on=None), name="referral_waiting")]

    def __str__(self) -> str:
        return self.title


class Receipt(models.Model):
    """送达: that the texts of a session reached a delegate, and when she opened them."""

    session = models.ForeignKey(
        CongressSession, on_delete=models.PROTECT, related_name="receipts", verbose_name=_("会议")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("职工"))
    delivered_on = models.DateField(_("送达日期"))
    read_at = models.DateTimeField(_("阅读时间"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("材料送达")
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="receipt_once")]


class DelegationOpinion(models.Model):
    """团组意见: what a delegation said of an item, and what it was answered. `person`: the delegate who said it herself."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="opinions", verbose_name=_("议题"))
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("代表团")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("提出人"))
    text = models.CharField(_("意见"), max_length=1000)
    given_on = models.DateField(_("提出日期"))
    answer = models.CharField(_("答复"), max_length=1000, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("团组意见")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="") | Q(answered_on__isnull=False) & ~Q(answer=""),
                name="delegationopinion_answered_whole",
            )
        ]

    def __str__(self) -> str:
        return self.text


class PresidiumMember(models.Model):
    """主席团成员: a delegate, passed by the preparatory meeting."""

    session = models.ForeignKey(
        CongressSession, on_delete=models.PROTECT, related_name="presidium", verbose_name=_("会议")
    )
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+", verbose_name=_("职工代表"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("主席团成员")
        constraints = [models.UniqueConstraint(fields=["session", "delegate"], name="presidiummember_once")]


class Sitting(models.Model):
    """名册: who has a vote at one calling of the session, frozen with its hash. Called again, it has a new one."""

    session = models.ForeignKey(
        CongressSession, on_delete=models.PROTECT, related_name="sittings", verbose_name=_("会议")
    )
    day = models.DateField(_("日期"))
    size = models.PositiveIntegerField(_("应到人数"))
    digest = models.CharField(_("名册摘要"), max_length=64, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("会议名册")
        constraints = [models.UniqueConstraint(fields=["session", "day"], name="sitting_once_a_day")]


class SittingMember(models.Model):
    """名册成员: one line of the frozen roll, and when she came."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="members", verbose_name=_("名册"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("职工"))
    name = models.CharField(_("姓名"), max_length=60)
    delegation = models.CharField(_("代表团"), max_length=60, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("名册成员")
        constraints = [models.UniqueConstraint(fields=["sitting", "person"], name="sittingmember_once")]

    def __str__(self) -> str:
        return f"{self.name}（{self.delegation}）" if self.delegation else self.name


class Attendance(models.Model):
    """签到: once, at the desk or by code."""

    member = models.OneToOneField(
        SittingMember, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("名册成员")
    )
    came_at = models.DateTimeField(_("签到时间"))
    is_by_code = models.BooleanField(_("扫码签到"), default=False)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("签到")


class Speech(models.Model):
    """发言: asked for by a delegate who is in the hall; begun when she is called. She waits or speaks once at a time."""

    session = models.ForeignKey(
        CongressSession, on_delete=models.PROTECT, related_name="speeches", verbose_name=_("会议")
    )
    member = models.ForeignKey(
        SittingMember, on_delete=models.PROTECT, related_name="speeches", verbose_name=_("名册成员")
    )
    asked_at = models.DateTimeField(_("申请时间"))
    began_at = models.DateTimeField(_("开始时间"), null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("发言")
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(ended_at=None, withdrawn_at=None), name="speech_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["session"], condition=Q(began_at__isnull=False, ended_at=None), name="speech_one_speaks"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(began_at__isnull=False, ended_at__gte=F("began_at")),
                name="speech_begun_before_its_end",
            ),
            models.CheckConstraint(condition=Q(withdrawn_at=None) | Q(began_at=None), name="speech_withdrawn_unspoken"),
        ]

    def __str__(self) -> str:
        return str(self.member)

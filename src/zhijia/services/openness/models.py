"""What an employer discloses to its staff: the plan of a year, each disclosure, and every text of it (B8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Person, Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.openness.rules.catalogue import Channel, Matter, Ownership


class OpennessPlan(models.Model):
    """厂务公开年度计划: of one employer. `responsible` is the head of the employer, `office` who does the work."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="openness_plan", verbose_name=_("事项"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="openness_plans", verbose_name=_("工会"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="openness_plans", verbose_name=_("用人单位")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    ownership = models.CharField(_("单位类型"), max_length=12, choices=Ownership.choices)
    responsible = models.CharField(_("第一责任人"), max_length=60, blank=True)
    office = models.CharField(_("办事机构"), max_length=60, blank=True)
    is_drafted_by_employer = models.BooleanField(_("由单位在本系统拟稿"), default=False)
    adopted_on = models.DateField(_("施行日期"), null=True)
    reported_on = models.DateField(_("向职代会报告日期"), null=True)
    ended_on = models.DateField(_("结束日期"), null=True)
    dropped_on = models.DateField(_("取消日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("厂务公开年度计划")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year"], condition=Q(dropped_on=None), name="opennessplan_once"
            ),
            models.CheckConstraint(condition=Q(ownership__in=Ownership.values), name="opennessplan_ownership_known"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="opennessplan_year"),
        ]
        indexes = [models.Index(fields=["path", "id"], name="opennessplan_path")]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.year}"


class PlanItem(models.Model):
    """公开事项: every `months`, or each time it happens (None). `channels` are codes, with commas between."""

    plan = models.ForeignKey(OpennessPlan, on_delete=models.PROTECT, related_name="items", verbose_name=_("计划"))
    matter = models.CharField(_("公开事项"), max_length=14, choices=Matter.choices)
    months = models.PositiveSmallIntegerField(_("间隔（月）"), null=True)
    owner = models.CharField(_("责任部门（责任人）"), max_length=60, blank=True)
    channels = models.CharField(_("公开渠道"), max_length=80, default=Channel.BOARD)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("公开事项")
        constraints = [
            models.UniqueConstraint(fields=["plan", "matter"], name="planitem_once"),
            models.CheckConstraint(condition=Q(matter__in=Matter.values), name="planitem_matter_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_matter_display())


class Disclosure(models.Model):
    """一次公开: of a span of the year, or of something that happened (`happened_on`). `due_on` is its last day in time.

    `published_on` is the day of the first publication and stays when the text is corrected; `posted_to` is the last day on
    which it hangs. `version` is the text that is worked on or shown. `audience` is the headcount when it was published; how many
    read it, how many rated it and how many of these were satisfied are numbers only: see `Reading`. Where the employer drafts it
    in its own face, the employer sees this row and its texts.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="disclosure", verbose_name=_("事项"))
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="disclosures", verbose_name=_("公开事项"))
    title = models.CharField(_("标题"), max_length=200)
    first_on = models.DateField(_("期间起"), null=True)
    last_on = models.DateField(_("期间止"), null=True)
    happened_on = models.DateField(_("发生（生效）日期"), null=True)
    due_on = models.DateField(_("公开期限"), null=True)
    is_drafted_by_employer = models.BooleanField(_("由单位在本系统拟稿"), default=False)
    version = models.PositiveSmallIntegerField(_("文本版次"), default=0)
    published_on = models.DateField(_("首次公开日期"), null=True)
    posted_to = models.DateField(_("公开至"), null=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True)
    waived_on = models.DateField(_("免于公开日期"), null=True)
    audience = models.PositiveIntegerField(_("应读人数"), null=True)
    readers = models.PositiveIntegerField(_("已读人数"), default=0)
    raters = models.PositiveIntegerField(_("评价人数"), default=0)
    satisfied = models.PositiveIntegerField(_("满意人数"), default=0)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("公开")
        constraints = [
            models.UniqueConstraint(fields=["item", "first_on"], name="disclosure_span_once"),
            models.UniqueConstraint(fields=["item", "happened_on", "title"], name="disclosure_event_once"),
            models.CheckConstraint(
                condition=Q(happened_on=None, first_on__isnull=False, last_on__gte=F("first_on"))
                | Q(happened_on__isnull=False, first_on=None, last_on=None),
                name="disclosure_of_one",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(version__gt=0, posted_to__isnull=False),
                name="disclosure_published_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(published_on__isnull=False), name="disclosure_withdrawn_after"
            ),
            models.CheckConstraint(
                condition=Q(raters__lte=F("readers"), satisfied__lte=F("raters")), name="disclosure_raters_have_read"
            ),
        ]
        indexes = [models.Index(fields=["path", "id"], name="disclosure_path")]

    def __str__(self) -> str:
        return self.title


class DisclosureText(models.Model):
    """公开文本: one version, from its draft to its publication. Once published (`digest`) the database lets nobody change it.

    A secret one is published without its text: that the matter exists, and why its text is not shown. `remark` is why a draft
    went back; the next draft takes it away.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="texts", verbose_name=_("公开"))
    version = models.PositiveSmallIntegerField(_("文本版次"))
    text = models.TextField(_("公开内容"), max_length=20_000)
    reason = models.CharField(_("更正原因"), max_length=500, blank=True)
    drafted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("拟稿人")
    )
    drafter = models.CharField(_("拟稿岗位"), max_length=200, blank=True)
    drafted_on = models.DateField(_("拟稿日期"))
    remark = models.CharField(_("退回意见"), max_length=500, blank=True)
    checked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("审核人")
    )
    checker = models.CharField(_("审核岗位"), max_length=200, blank=True)
    checked_on = models.DateField(_("审核日期"), null=True)
    is_secret = models.BooleanField(_("涉及商业秘密"), default=False)
    secret_reason = models.CharField(_("不公开的理由"), max_length=300, blank=True)
    channels = models.CharField(_("公开渠道"), max_length=80, blank=True)
    from_on = models.DateField(_("公开自"), null=True)
    to_on = models.DateField(_("公开至"), null=True)
    digest = models.CharField(_("存证摘要"), max_length=64, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("公开文本")
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "version"], name="disclosuretext_once"),
            models.CheckConstraint(
                condition=Q(is_secret=False) | ~Q(secret_reason=""), name="disclosuretext_secret_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(digest="")
                | Q(checked_on__isnull=False, from_on__isnull=False, to_on__gte=F("from_on")) & ~Q(channels=""),
                name="disclosuretext_published_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.disclosure} v{self.version}"


class Grade(models.TextChoices):
    """How a worker finds what was disclosed."""

    SATISFIED = "satisfied", _("满意")
    BASICALLY = "basically", _("基本满意")
    DISSATISFIED = "dissatisfied", _("不满意")


CONTENT = frozenset({Grade.SATISFIED, Grade.BASICALLY})


class Reading(models.Model):
    """已读: that somebody read it, once each. Who it was is written nowhere: `token` is made with a key outside the database.

    No post of any union sees these rows: only the numbers on the disclosure.
    """

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="readings", verbose_name=_("公开")
    )
    token = models.CharField(_("凭据"), max_length=64)
    grade = models.CharField(_("评价"), max_length=12, choices=Grade.choices, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("已读")
        constraints = [models.UniqueConstraint(fields=["disclosure", "token"], name="reading_once")]


class DisclosureQuestion(models.Model):
    """职工提问: about what was disclosed, under her name or without it. The answer is read by everybody who reads the disclosure.

    Without her name nothing of her stands here but `token`, which only limits how many wait. `is_shown`: whether the question
    itself is read by everybody too.
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="disclosure_question", verbose_name=_("事项")
    )
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="questions", verbose_name=_("公开")
    )
    text = models.TextField(_("问题"), max_length=1000)
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("提问人"))
    token = models.CharField(_("凭据"), max_length=64)
    asked_on = models.DateField(_("提问日期"))
    due_on = models.DateField(_("答复期限"), null=True)
    answer = models.TextField(_("答复"), max_length=4000, blank=True)
    answered_by = models.CharField(_("答复人"), max_length=200, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True)
    is_shown = models.BooleanField(_("公开问题原文"), default=False)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("职工提问")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="") | Q(answered_on__gte=F("asked_on")) & ~Q(answer=""),
                name="disclosurequestion_answered_whole",
            ),
        ]
        indexes = [models.Index(fields=["disclosure", "id"], name="disclosurequestion_of")]


class Body(models.TextChoices):
    """Who examines: the congress through its group or its delegates, or the union."""

    GROUP = "group", _("职代会民主管理（厂务公开监督）小组")
    DELEGATES = "delegates", _("职工代表巡视")
    UNION = "union", _("工会")


class Problem(models.TextChoices):
    """What is wrong with a disclosure: that it exists, when, what it says, how it was shown (B8)."""

    MISSING = "missing", _("应公开未公开")
    LATE = "late", _("公开不及时")
    UNTRUE = "untrue", _("内容不真实")
    INCOMPLETE = "incomplete", _("内容不完整")
    FORM = "form", _("公开地点、时长或者范围不符合要求")


class Delivery(models.TextChoices):
    ONLINE = "online", _("在本系统送达")
    PAPER = "paper", _("纸质送达")


class OpennessCheck(models.Model):
    """监督检查: the case of one examination of a plan, the opinion to the employer, its answer and whether that was accepted.

    `rectify_by` is the day of the first opinion and stays; `again_by` is the day of a later one, when the answer was sent back.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="openness_check", verbose_name=_("事项"))
    plan = models.ForeignKey(OpennessPlan, on_delete=models.PROTECT, related_name="checks", verbose_name=_("计划"))
    body = models.CharField(_("检查主体"), max_length=12, choices=Body.choices)
    members = models.CharField(_("检查人员"), max_length=200)
    checked_on = models.DateField(_("检查日期"))
    passed_on = models.DateField(_("无问题结束日期"), null=True)
    dropped_on = models.DateField(_("取消日期"), null=True)
    demands = models.TextField(_("整改要求"), max_length=4000, blank=True)
    delivery = models.CharField(_("送达方式"), max_length=8, choices=Delivery.choices, blank=True)
    sent_on = models.DateField(_("意见书发出日期"), null=True)
    rectify_by = models.DateField(_("整改期限"), null=True)
    again_by = models.DateField(_("再次整改期限"), null=True)
    answer = models.TextField(_("整改情况答复"), max_length=4000, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("答复人")
    )
    accepted_on = models.DateField(_("验收日期"), null=True)
    acceptor = models.CharField(_("验收岗位"), max_length=200, blank=True)
    note = models.CharField(_("验收意见"), max_length=500, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("厂务公开监督检查")
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(passed_on=None, dropped_on=None, accepted_on=None),
                name="opennesscheck_one_open",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, rectify_by=None) | Q(rectify_by__gt=F("sent_on")) & ~Q(demands=""),
                name="opennesscheck_opinion_whole",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on=None) | Q(answered_on__isnull=False, accepted_on__gte=F("answered_on")),
                name="opennesscheck_accepted_after",
            ),
        ]
        indexes = [models.Index(fields=["path", "id"], name="opennesscheck_path")]

    def __str__(self) -> str:
        return f"{self.plan} {self.checked_on}"


class CheckEntry(models.Model):
    """检查记录: one disclosure that was looked at. `problems` are codes, with commas between; none: it is in order.

    `title` is what the disclosure was called: the employer that is told of the problem does not see the disclosure's row.
    """

    check_of = models.ForeignKey(
        OpennessCheck, on_delete=models.PROTECT, related_name="entries", verbose_name=_("监督检查")
    )
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="entries", verbose_name=_("公开"))
    title = models.CharField(_("标题"), max_length=200)
    problems = models.CharField(_("问题"), max_length=80, blank=True)
    found = models.TextField(_("检查情况"), max_length=1000, blank=True)
    examined_on = models.DateField(_("登记日期"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("厂务公开检查记录")
        constraints = [
            models.UniqueConstraint(fields=["check_of", "disclosure"], name="checkentry_once"),
            models.CheckConstraint(condition=Q(problems="") | ~Q(found=""), name="checkentry_says_what"),
        ]

    def __str__(self) -> str:
        return self.title

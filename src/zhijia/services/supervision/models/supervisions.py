"""Clues, cases, investigations, rechecks, referrals (bargaining-congress §A8, harmony-disputes §E.4)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.campaigns.models import Target
from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.supervision.models.bodies import Supervisor


class Source(models.TextChoices):
    """Where a clue comes from."""

    COMPLAINT = "complaint", _("职工投诉举报")
    FINDING = "finding", _("监督检查发现")
    BARGAINING = "bargaining", _("集体协商")
    ORGANISING = "organising", _("建会攻坚")
    TARGET = "target", _("目标名单")
    SUPERIOR = "superior", _("上级交办")
    OTHER = "other", _("其他")


class Matter(models.TextChoices):
    """What is supervised."""

    BARGAINING = "bargaining", _("集体协商和集体合同")
    NEGOTIATORS = "negotiators", _("协商代表的工资和保护")
    WAGES = "wages", _("工资支付")
    CONTRACT = "contract", _("劳动合同")
    HOURS = "hours", _("工作时间和休息休假")
    SAFETY = "safety", _("劳动安全卫生")
    WOMEN = "women", _("女职工和未成年工保护")
    INSURANCE = "insurance", _("社会保险和福利")
    DISPATCH = "dispatch", _("劳务派遣")
    DEMOCRACY = "democracy", _("职工代表大会和民主管理")
    UNION = "union", _("工会组织和工会权利")
    OTHER = "other", _("其他")


class Clue(models.Model):
    """线索: something that may be a violation, noted by a union or told by an event; it becomes a case, or is dropped.

    `origin` is the case it came from, `target` its line in a list of targets. `path` is the union's.
    """

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记工会"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="supervision_clues", verbose_name=_("用人单位")
    )
    source = models.CharField(_("来源"), max_length=12, choices=Source.choices)
    matter = models.CharField(_("监督内容"), max_length=12, choices=Matter.choices)
    facts = models.TextField(_("反映的情况"))
    noted_on = models.DateField(_("登记日期"))
    origin = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("来源事项"))
    target = models.OneToOneField(
        Target, on_delete=models.PROTECT, null=True, related_name="clue", verbose_name=_("目标名单")
    )
    origin_event = models.BigIntegerField(_("来源留痕"), null=True)
    dropped_on = models.DateField(_("不予立案日期"), null=True)
    dropped_reason = models.CharField(_("不予立案的理由"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("监督线索")
        constraints = [
            models.CheckConstraint(condition=Q(source__in=Source.values), name="clue_source_known"),
            models.CheckConstraint(condition=Q(matter__in=Matter.values), name="clue_matter_known"),
            models.CheckConstraint(
                condition=Q(dropped_on=None, dropped_reason="") | (Q(dropped_on__isnull=False) & ~Q(dropped_reason="")),
                name="clue_dropped_with_a_reason",
            ),
            models.UniqueConstraint(fields=["origin_event"], name="clue_once_per_event"),
        ]
        indexes = [
            models.Index(fields=["path", "-id"], name="clue_path"),
            models.Index(fields=["enterprise", "-id"], name="clue_enterprise"),
        ]


class Supervision(models.Model):
    """监督事项: one enterprise, one matter. State, clocks and scope are its case's.

    `handled_by` is the union whose turn it is: a basic union asks upwards for what only a federation may do. `defaulted_on`
    is the day on which the employer failed the letter that is open. A violation that goes on has no `occurred_to`.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="supervision", verbose_name=_("事项"))
    clue = models.OneToOneField(
        Clue, on_delete=models.PROTECT, null=True, related_name="supervision", verbose_name=_("线索")
    )
    source = models.CharField(_("来源"), max_length=12, choices=Source.choices)
    matter = models.CharField(_("监督内容"), max_length=12, choices=Matter.choices)
    facts = models.TextField(_("事实和证据"))
    provisions = models.TextField(_("涉嫌违反的规定"), blank=True)
    occurred_from = models.DateField(_("行为发生日期"))
    occurred_to = models.DateField(_("行为终了日期"), null=True)
    people = models.PositiveIntegerField(_("涉及职工人数"), null=True)
    amount = models.PositiveBigIntegerField(_("涉及金额"), null=True)
    is_major = models.BooleanField(_("重大事项"), default=False)
    origin = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("来源事项"))
    handled_by = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("承办工会"))
    registered_on = models.DateField(_("登记日期"))
    accepted_on = models.DateField(_("受理日期"), null=True)
    defaulted_on = models.DateField(_("逾期或者拒绝日期"), null=True)
    rectified_on = models.DateField(_("报告整改完成日期"), null=True)
    closing_note = models.TextField(_("结案说明"), blank=True)
    told_on = models.DateField(_("告知职工日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("劳动法律监督")
        constraints = [
            models.CheckConstraint(condition=Q(source__in=Source.values), name="supervision_source_known"),
            models.CheckConstraint(condition=Q(matter__in=Matter.values), name="supervision_matter_known"),
            models.CheckConstraint(
                condition=Q(occurred_to=None) | Q(occurred_to__gte=F("occurred_from")),
                name="supervision_dates",
                violation_error_message=_("终了日期不能早于发生日期。"),
            ),
        ]
        indexes = [models.Index(fields=["path", "-id"], name="supervision_path")]

    def __str__(self) -> str:
        return self.case.title


class Investigation(models.Model):
    """调查: at least two certified supervisors, both sides heard (LS-01)."""

    supervision = models.ForeignKey(
        Supervision, on_delete=models.PROTECT, related_name="investigations", verbose_name=_("劳动法律监督")
    )
    held_on = models.DateField(_("调查日期"))
    place = models.CharField(_("调查地点"), max_length=120)
    workers_said = models.TextField(_("职工陈述"), blank=True)
    employer_said = models.TextField(_("用人单位陈述"), blank=True)
    found = models.TextField(_("查明的情况"))
    evidence = models.TextField(_("证据清单"), blank=True)
    is_obstructed = models.BooleanField(_("用人单位拒绝或者阻挠调查"), default=False)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("监督调查")


class Investigator(models.Model):
    """调查人员: who investigated, with the certificate that was shown."""

    investigation = models.ForeignKey(
        Investigation, on_delete=models.CASCADE, related_name="investigators", verbose_name=_("监督调查")
    )
    supervisor = models.ForeignKey(Supervisor, on_delete=models.PROTECT, related_name="+", verbose_name=_("监督员"))
    name = models.CharField(_("姓名"), max_length=60)
    certificate = models.CharField(_("监督证编号"), max_length=60)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("调查人员")
        constraints = [
            models.UniqueConstraint(fields=["investigation", "supervisor"], name="investigator_once"),
        ]


class Result(models.TextChoices):
    CORRECTED = "corrected", _("已整改")
    NOT = "not", _("未整改或者整改不到位")


class Recheck(models.Model):
    """复查: whether what was demanded has been done, for how many employees, and how many yuan they got back."""

    supervision = models.ForeignKey(
        Supervision, on_delete=models.PROTECT, related_name="rechecks", verbose_name=_("劳动法律监督")
    )
    checked_on = models.DateField(_("复查日期"))
    result = models.CharField(_("复查结果"), max_length=10, choices=Result.choices)
    found = models.TextField(_("复查情况"))
    people = models.PositiveIntegerField(_("受益职工人数"), null=True)
    recovered = models.PositiveBigIntegerField(_("追回金额（元）"), null=True)
    is_late = models.BooleanField(_("超过整改期限"), default=False)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("整改复查")
        constraints = [models.CheckConstraint(condition=Q(result__in=Result.values), name="recheck_result_known")]


class Receiver(models.TextChoices):
    GOVERNMENT = "government", _("同级人民政府")
    PROCURATORATE = "procuratorate", _("人民检察院")
    ARBITRATION = "arbitration", _("劳动人事争议仲裁机构")
    OTHER = "other", _("其他机关")


class Referral(models.Model):
    """移送: reported to the government, or passed on to another authority."""

    supervision = models.ForeignKey(
        Supervision, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("劳动法律监督")
    )
    receiver = models.CharField(_("接收机关类别"), max_length=14, choices=Receiver.choices)
    name = models.CharField(_("接收机关"), max_length=120)
    referred_on = models.DateField(_("移送日期"))
    reason = models.TextField(_("移送理由"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("监督移送")
        constraints = [
            models.CheckConstraint(condition=Q(receiver__in=Receiver.values), name="referral_receiver_known")
        ]

"""Bargainings: one round of collective bargaining from the offer to the end of the contract (bargaining-congress §A1, §A3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import TreePath


class ContractType(models.TextChoices):
    """Contract types (bargaining-congress §A1)."""

    GENERAL = "general", _("综合集体合同")
    WAGE = "wage", _("工资专项集体合同")
    WOMEN = "women", _("女职工权益保护专项集体合同")
    SAFETY = "safety", _("劳动安全卫生专项集体合同")
    SKILL_PAY = "skill_pay", _("能级工资专项集体合同")
    INNOVATION = "innovation", _("技术创新专项集体合同")
    REGIONAL = "regional", _("区域性集体合同")
    INDUSTRY = "industry", _("行业性集体合同")
    PLATFORM = "platform", _("新就业形态协商协议")


JOINT_TYPES = (ContractType.REGIONAL, ContractType.INDUSTRY)
"""Contracts that bind several enterprises: no single enterprise stands on their case."""


class BargainingKind(models.TextChoices):
    NEW = "new", _("新订")
    CHANGE = "change", _("变更")
    RENEWAL = "renewal", _("续订")


class Track(models.TextChoices):
    """Procedure tracks of the Jiangsu regulation of 2023 (CB-005)."""

    ORDINARY = "ordinary", _("普通程序")
    SIMPLIFIED = "simplified", _("简易程序")
    EMERGENCY = "emergency", _("应急程序")


class OutcomeKind(models.TextChoices):
    """What talks may end in; only a contract goes to the congress and to the labour bureau."""

    CONTRACT = "contract", _("集体合同")
    MINUTES = "minutes", _("会议纪要")
    MEMO = "memo", _("备忘录")


class Side(models.TextChoices):
    WORKERS = "workers", _("职工方")
    EMPLOYER = "employer", _("用人单位方")


class ChangeGround(models.TextChoices):
    """Grounds on which a contract may be changed or dissolved (CB-065)."""

    AGREED = "agreed", _("双方协商一致")
    REORGANISED = "reorganised", _("用人单位被兼并、解散、破产等，无法履行")
    FORCE_MAJEURE = "force_majeure", _("不可抗力等原因，无法履行或者部分无法履行")
    CONDITION_MET = "condition_met", _("约定的变更或者解除条件出现")
    BY_LAW = "by_law", _("法律、法规、规章规定的其他情形")


class Bargaining(models.Model):
    """协商: one round of bargaining. State, clocks and scope are its case's.

    `initiator` is the side that demands talks; a union above may send the demand for a union (`sent_by`), and guides where
    there is none. `agreed_meeting_on` is when the sides mean to meet first, `first_meeting_on` when they did.
    `outcome` stays empty until the draft.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="bargaining", verbose_name=_("事项"))
    contract_type = models.CharField(_("合同类型"), max_length=12, choices=ContractType.choices)
    kind = models.CharField(_("协商性质"), max_length=8, choices=BargainingKind.choices, default=BargainingKind.NEW)
    track = models.CharField(_("程序"), max_length=10, choices=Track.choices, default=Track.ORDINARY)
    reduces_rights = models.BooleanField(_("涉及减损职工权益"), default=False)
    outcome = models.CharField(_("协商成果"), max_length=8, choices=OutcomeKind.choices, blank=True)
    initiator = models.CharField(_("提出方"), max_length=8, choices=Side.choices, default=Side.WORKERS)
    sent_by = models.ForeignKey(
        Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("代为要约的工会")
    )
    guided_by = models.ForeignKey(
        Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("指导工会")
    )
    scope_label = models.CharField(_("区域或行业"), max_length=120, blank=True)
    previous = models.ForeignKey(
        "bargaining.Contract", on_delete=models.PROTECT, null=True, related_name="successors", verbose_name=_("原合同")
    )
    change_ground = models.CharField(_("变更依据"), max_length=16, choices=ChangeGround.choices, blank=True)
    agreed_meeting_on = models.DateField(_("约定首次会议日期"), null=True)
    agreed_meeting_place = models.CharField(_("约定首次会议地点"), max_length=120, blank=True)
    first_meeting_on = models.DateField(_("首次会议日期"), null=True)
    opened_on = models.DateField(_("立项日"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("集体协商")
        constraints = [
            models.CheckConstraint(condition=Q(contract_type__in=ContractType.values), name="bargaining_type_known"),
            models.CheckConstraint(condition=Q(kind__in=BargainingKind.values), name="bargaining_kind_known"),
            models.CheckConstraint(condition=Q(track__in=Track.values), name="bargaining_track_known"),
            models.CheckConstraint(condition=Q(outcome__in=[*OutcomeKind.values, ""]), name="bargaining_outcome_known"),
            models.CheckConstraint(condition=Q(initiator__in=Side.values), name="bargaining_initiator_known"),
            models.CheckConstraint(
                condition=Q(change_ground__in=[*ChangeGround.values, ""]), name="bargaining_ground_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=BargainingKind.NEW) | Q(previous__isnull=False),
                name="bargaining_change_has_a_predecessor",
                violation_error_message=_("变更和续订必须指明原合同。"),
            ),
            models.CheckConstraint(
                condition=Q(sent_by=None) | Q(initiator=Side.WORKERS), name="bargaining_sent_for_the_workers"
            ),
            models.CheckConstraint(
                condition=Q(first_meeting_on=None) | Q(first_meeting_on__gte=F("opened_on")),
                name="bargaining_meets_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(agreed_meeting_on=None) | Q(agreed_meeting_on__gte=F("opened_on")),
                name="bargaining_agrees_after_opening",
            ),
        ]
        indexes = [models.Index(fields=["path", "contract_type", "id"], name="bargaining_path")]

    def __str__(self) -> str:
        return self.case.title

    @property
    def is_joint(self) -> bool:
        """Whether the contract would bind several enterprises (regional, industry)."""
        return self.contract_type in JOINT_TYPES

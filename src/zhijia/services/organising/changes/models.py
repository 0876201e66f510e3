"""A change of a union and what becomes of each of its members (services §A5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Membership, Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.organising.changes.codes import ENDING, ChangeKind, Fate


class UnionChange(models.Model):
    """工会变更: decided at a meeting, approved by `superior`, carried out on or after `effective_on`.

    `target` is the new parent, or the union that takes this one in; `target_name` is for this union, which may not see that
    row. `enterprise` is the unit that is covered or no longer.
    `is_employer_gone`: the employer has ended, and the union ends with it (OR-30).
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="union_change", verbose_name=_("事项"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="changes", verbose_name=_("工会"))
    kind = models.CharField(_("变更类别"), max_length=15, choices=ChangeKind.choices)
    basis = models.CharField(_("依据"), max_length=300)
    meeting = models.CharField(_("作出决定的会议"), max_length=120, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True)
    is_employer_gone = models.BooleanField(_("用人单位已经终止"), default=False)
    effective_on = models.DateField(_("生效日期"))
    new_name = models.CharField(_("新名称"), max_length=120, blank=True)
    target = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("目标工会"))
    target_name = models.CharField(_("目标工会名称"), max_length=120, blank=True)
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("用人单位")
    )
    assets = models.TextField(_("经费和资产处置"), blank=True, max_length=1000)
    superior = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("批复工会"))
    applicant_id = models.BigIntegerField(_("申请人"), null=True)
    reply_number = models.CharField(_("批复文号"), max_length=60, blank=True)
    approved_on = models.DateField(_("批复日期"), null=True)
    carried_out_on = models.DateField(_("办结日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("工会变更")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="unionchange_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=[str(kind) for kind in ENDING])
                | Q(is_employer_gone=True)
                | (Q(decided_on__isnull=False) & ~Q(meeting="")),
                name="unionchange_end_has_a_ground",
                violation_error_message=_("撤销、合并工会，应当有会员（代表）大会的决定，或者用人单位已经终止。"),
            ),
            models.CheckConstraint(
                condition=Q(approved_on=None, reply_number="") | (Q(approved_on__isnull=False) & ~Q(reply_number="")),
                name="unionchange_approved_whole",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_on=None) | Q(approved_on__isnull=False, carried_out_on__gte=F("effective_on")),
                name="unionchange_carried_out_after_approval",
            ),
        ]
        indexes = [models.Index(fields=["union", "-id"], name="unionchange_union")]

    def __str__(self) -> str:
        return self.case.title


class MemberFate(models.Model):
    """会员安排: what becomes of one member (OR-31). Of a split, who goes over to the new union has a row without `union`."""

    change = models.ForeignKey(UnionChange, on_delete=models.CASCADE, related_name="fates", verbose_name=_("工会变更"))
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("会籍"))
    fate = models.CharField(_("安排"), max_length=8, choices=Fate.choices)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("转入工会"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("会员安排")
        constraints = [
            models.UniqueConstraint(fields=["change", "membership"], name="memberfate_once"),
            models.CheckConstraint(condition=Q(fate__in=Fate.values), name="memberfate_known"),
        ]

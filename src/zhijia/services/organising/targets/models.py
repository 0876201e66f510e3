"""An enterprise that has no union, how far its organising has come, and the silences between contacts (services §A8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Post, Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.organising.targets.codes import Priority, Source


class OrganisingTarget(models.Model):
    """建会对象: its stage is the state of its case, whose union is that of the enterprise's territory.

    `explained_on` and `planned_on` are the days on which an obstacle, and somebody with a deadline, were first known;
    `ended_on` the day on which it left the list: a union covers it, or it is gone. `union` is the one that covers it then.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="target", verbose_name=_("事项"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="organising_targets", verbose_name=_("用人单位")
    )
    source = models.CharField(_("来源"), max_length=10, choices=Source.choices)
    priority = models.CharField(_("类别"), max_length=8, choices=Priority.choices, default=Priority.ORDINARY)
    reasons = models.JSONField(_("列入理由"), default=list)
    obstacles = models.JSONField(_("建会障碍"), default=list)
    decision_maker = models.CharField(_("企业决策人"), max_length=60, blank=True)
    headquarters = models.CharField(_("总部所在国家（地区）"), max_length=40, blank=True)
    cadre = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("责任干部"))
    cadre_label = models.CharField(_("责任干部名称"), max_length=200, blank=True)
    leader = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("包抓领导"))
    leader_label = models.CharField(_("包抓领导名称"), max_length=200, blank=True)
    plan_task = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("计划任务")
    )
    deadline = models.DateField(_("建会期限"), null=True)
    next_action = models.CharField(_("下一步"), max_length=200, blank=True)
    next_on = models.DateField(_("下一步日期"), null=True)
    found_on = models.DateField(_("列入日期"))
    verified_on = models.DateField(_("核实日期"), null=True)
    explained_on = models.DateField(_("查明原因日期"), null=True)
    planned_on = models.DateField(_("落实责任日期"), null=True)
    stage_since = models.DateField(_("本阶段起"))
    escalated_on = models.DateField(_("提请监督日期"), null=True)
    organised_on = models.DateField(_("建会日期"), null=True)
    ended_on = models.DateField(_("移出日期"), null=True)
    end_reason = models.CharField(_("移出原因"), max_length=300, blank=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("覆盖工会"))
    founding = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("筹建事项")
    )
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("建会对象")
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=Source.values, priority__in=Priority.values), name="target_codes_known"
            ),
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(ended_on=None), name="target_of_enterprise_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("found_on")), name="target_life_order"
            ),
            models.CheckConstraint(
                condition=Q(organised_on=None) | Q(union__isnull=False), name="target_organised_by_a_union"
            ),
        ]
        indexes = [
            models.Index(fields=["path", "-id"], name="organisingtarget_path"),
            models.Index(fields=["cadre", "ended_on"], name="organisingtarget_cadre"),
        ]

    def __str__(self) -> str:
        return self.enterprise.name


class Silence(models.Model):
    """静默期: since the last contact with an enterprise that is to be contacted (OG-01).

    `yellow_from` and `red_from` are the days on which it has lasted too long, by the parameters of the day it began.
    """

    target = models.ForeignKey(
        OrganisingTarget, on_delete=models.CASCADE, related_name="silences", verbose_name=_("建会对象")
    )
    from_on = models.DateField(_("自"))
    yellow_from = models.DateField(_("转黄日期"))
    red_from = models.DateField(_("转红日期"))
    to_on = models.DateField(_("至"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("静默期")
        constraints = [
            models.UniqueConstraint(fields=["target"], condition=Q(to_on=None), name="silence_one_lasts"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="silence_order"),
            models.CheckConstraint(condition=Q(red_from__gt=F("yellow_from")), name="silence_yellow_before_red"),
        ]


class FoundingNotice(models.Model):
    """建会告知书: what the law asks, put to the enterprise in writing; it counts once it was signed for (OG-04)."""

    target = models.ForeignKey(
        OrganisingTarget, on_delete=models.PROTECT, related_name="notices", verbose_name=_("建会对象")
    )
    signer = models.CharField(_("签发人"), max_length=60)
    answer_by = models.DateField(_("请于何日前答复"))
    sent_on = models.DateField(_("发出日期"))
    served_on = models.DateField(_("签收日期"), null=True)
    receiver = models.CharField(_("签收人"), max_length=60, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("建会告知书")
        constraints = [
            models.CheckConstraint(
                condition=Q(served_on=None, receiver="") | (Q(served_on__gte=F("sent_on")) & ~Q(receiver="")),
                name="foundingnotice_served_whole",
                violation_error_message=_("签收日期不能早于发出日期，并要写明签收人。"),
            )
        ]

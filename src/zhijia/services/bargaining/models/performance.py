"""Performance: joint inspections and their items; questions of workers (bargaining-congress §A4 steps 19–20, document 8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.contracts import Contract
from zhijia.services.bargaining.models.texts import Clause


class PerformanceInspection(models.Model):
    """履行监督检查: a joint inspection of a contract over a period; its report goes to both chiefs and to the congress."""

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("集体合同")
    )
    period_from = models.DateField(_("检查期间自"))
    period_to = models.DateField(_("检查期间至"))
    inspected_on = models.DateField(_("检查日期"))
    workers_inspectors = models.CharField(_("职工方检查人员"), max_length=200)
    employer_inspectors = models.CharField(_("用人单位方检查人员"), max_length=200)
    asked_aware = models.PositiveIntegerField(_("知晓率调查人数"), null=True)
    aware = models.PositiveIntegerField(_("知晓人数"), null=True)
    satisfied = models.PositiveIntegerField(_("满意人数"), null=True)
    problems = models.TextField(_("存在问题"), blank=True)
    measures = models.TextField(_("整改措施"), blank=True)
    responsible = models.CharField(_("责任人"), max_length=60, blank=True)
    measures_due_on = models.DateField(_("整改期限"), null=True)
    measures_done_on = models.DateField(_("整改完成日期"), null=True)
    measures_result = models.TextField(_("整改结果"), blank=True)
    employer_opinion = models.TextField(_("用人单位方意见"), blank=True)
    employer_confirmed_on = models.DateField(_("用人单位方确认日期"), null=True)
    session_label = models.CharField(_("拟报告的职代会届次"), max_length=120, blank=True)
    reported_to_congress_on = models.DateField(_("向职代会报告日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("履行监督检查")
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="inspection_period"),
            models.CheckConstraint(
                condition=Q(asked_aware=None)
                | (
                    (Q(aware=None) | Q(aware__lte=F("asked_aware")))
                    & (Q(satisfied=None) | Q(satisfied__lte=F("asked_aware")))
                ),
                name="inspection_survey_within",
                violation_error_message=_("知晓人数和满意人数不能超过调查人数。"),
            ),
        ]


class Fulfilment(models.TextChoices):
    FULFILLED = "fulfilled", _("兑现")
    PARTLY = "partly", _("部分兑现")
    NOT = "not", _("未兑现")
    NOT_DUE = "not_due", _("未到期")


class PerformanceItem(models.Model):
    """履行项目: what one clause promised and what was found."""

    inspection = models.ForeignKey(
        PerformanceInspection, on_delete=models.CASCADE, related_name="items", verbose_name=_("履行监督检查")
    )
    clause = models.ForeignKey(
        Clause, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("合同条款")
    )
    promise = models.CharField(_("约定"), max_length=300)
    actual = models.CharField(_("实际"), max_length=300, blank=True)
    evidence = models.CharField(_("证据"), max_length=200, blank=True)
    status = models.CharField(_("履行情况"), max_length=10, choices=Fulfilment.choices)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("履行项目")
        constraints = [models.CheckConstraint(condition=Q(status__in=Fulfilment.values), name="performance_known")]


class ContractQuestion(models.Model):
    """职工提问: a worker's question about a contract that covers her; answered by the union by the promised date.

    `promised_on` is None while no rule of the place gives a term and the union has not promised a day.
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="contract_question", verbose_name=_("事项")
    )
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="questions", verbose_name=_("集体合同")
    )
    clause = models.ForeignKey(
        Clause, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("合同条款")
    )
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提问人"))
    text = models.TextField(_("问题"))
    asked_on = models.DateField(_("提问日期"))
    promised_on = models.DateField(_("答复时限"), null=True)
    answer = models.TextField(_("答复"), blank=True)
    answered_on = models.DateField(_("答复日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("职工提问")

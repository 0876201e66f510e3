"""A visit to a union, what was said there, what was promised; and the visits that are planned (services §0.2, §E2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.unions import TreePath


class Visit(models.Model):
    """走访: who was at a union on which day, and what was found there.

    `kind` is the code of a declared kind (`kinds.py`), `about` the case that it belongs to, `answers` what the kind asks.
    `client_id` was given by the device on which it was written: however often it is sent, it is kept once. It counts
    from `confirmed_on`, when the union says that it took place (PA-03).
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="visit", verbose_name=_("事项"))
    kind = models.CharField(_("走访类别"), max_length=40)
    client_id = models.UUIDField(unique=True, editable=False)
    about = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="visits", verbose_name=_("所属事项")
    )
    visitor = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="visits", verbose_name=_("走访岗位"))
    visitor_union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("走访单位"))
    visitor_label = models.CharField(_("走访人"), max_length=200)
    companions = models.CharField(_("同行人员"), max_length=200, blank=True)
    visited_on = models.DateField(_("走访日期"))
    answers = models.JSONField(_("走访内容"), default=dict)
    confirmed_on = models.DateField(_("工会确认日期"), null=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("走访")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(confirmed_on__gte=F("visited_on")),
                name="visit_confirmed_after",
                violation_error_message=_("确认日期不能早于走访日期。"),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(withdrawn_on=None), name="visit_counts_or_is_withdrawn"
            ),
        ]
        indexes = [models.Index(fields=["path", "visited_on"], name="visit_path_day")]


class Talk(models.Model):
    """谈话: what a worker said, without her name."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="talks", verbose_name=_("走访"))
    about = models.CharField(_("岗位或者工种"), max_length=60, blank=True)
    said = models.TextField(_("反映的情况"), max_length=1000)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("谈话")


class Promise(models.Model):
    """承诺: what the visitor said would be done, by when."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="promises", verbose_name=_("走访"))
    text = models.CharField(_("承诺事项"), max_length=300)
    due_on = models.DateField(_("期限"))
    done_on = models.DateField(_("办结日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("承诺")


class PlannedVisit(models.Model):
    """走访计划: a visit that a post owes within a span of days; `visit` is the one by which it was made."""

    about = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="planned_visits", verbose_name=_("所属事项"))
    kind = models.CharField(_("走访类别"), max_length=40)
    visitor = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("走访岗位"))
    visitor_label = models.CharField(_("走访岗位名称"), max_length=200)
    from_on = models.DateField(_("自"))
    due_on = models.DateField(_("期限"))
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, null=True, related_name="plan")
    dropped_on = models.DateField(_("取消日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("走访计划")
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("from_on")), name="plannedvisit_dates"),
            models.UniqueConstraint(
                fields=["about", "visitor", "from_on", "due_on"], name="plannedvisit_once", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["visitor", "due_on"], name="plannedvisit_visitor")]

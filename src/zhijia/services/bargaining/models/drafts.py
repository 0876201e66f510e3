"""Drafts and their adoption by the congress or by all employees (bargaining-congress §A4 steps 8–9)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Person
from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.bargainings import Bargaining


class Draft(models.Model):
    """草案: one version of the text; clauses hang on it. Initialled by both chiefs before it is tabled (CB-040).

    `revision` is the number of its last edit. `names` are the parties and dates as they were when it was initialled:
    the text does not change when the employer is renamed. `source` is the text that it was begun from, by name.
    `session` is the session of a congress kept here that has it on its agenda.
    """

    bargaining = models.ForeignKey(
        Bargaining, on_delete=models.PROTECT, related_name="drafts", verbose_name=_("集体协商")
    )
    version = models.PositiveSmallIntegerField(_("版本"))
    made_on = models.DateField(_("形成日期"))
    term_from = models.DateField(_("期限起"))
    term_to = models.DateField(_("期限止"))
    workers_initialled_on = models.DateField(_("职工方首席代表签字日期"), null=True)
    employer_initialled_on = models.DateField(_("用人单位方首席代表签字日期"), null=True)
    revision = models.PositiveIntegerField(_("修改次数"), default=0)
    source = models.CharField(_("依据文本"), max_length=200, blank=True)
    names = models.JSONField(_("签字时的名称"), default=dict)
    session = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("职代会会议")
    )
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("合同草案")
        constraints = [
            models.UniqueConstraint(fields=["bargaining", "version"], name="draft_version_once"),
            models.CheckConstraint(
                condition=Q(term_to__gt=F("term_from")),
                name="draft_term_order",
                violation_error_message=_("合同期满日必须晚于起始日。"),
            ),
        ]


class DraftEdit(models.Model):
    """草案修改: one edit of a draft. `changes` lists, per clause, what it was and what it became."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="edits", verbose_name=_("合同草案"))
    seq = models.PositiveIntegerField(_("序号"))
    verb = models.CharField(_("动作"), max_length=10)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("修改人"))
    made_by = models.CharField(_("修改人和岗位"), max_length=200)
    at = models.DateTimeField(_("时间"))
    changes = models.JSONField(_("改动"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("草案修改")
        constraints = [models.UniqueConstraint(fields=["draft", "seq"], name="draftedit_order")]


class Assembly(models.TextChoices):
    """Who votes on the draft."""

    CONGRESS = "congress", _("职工代表大会")
    ALL_EMPLOYEES = "all_employees", _("全体职工（职工大会）")
    JOINT_CONGRESS = "joint_congress", _("区域（行业）职工代表大会")


class VoteSource(models.TextChoices):
    """Where the result comes from: an event of the congress kept here, or entered by the union with its papers."""

    EVENT = "event", _("本系统职代会表决结果")
    ENTERED = "entered", _("工会录入（附会议纪要和计票单）")


class Vote(models.Model):
    """表决: the vote on a draft. Its arithmetic is checked by rule (CB-042, CB-043, WC-023); nothing here says who voted how.

    `enterprise` is set where each bound enterprise votes by itself (bargaining-congress §A5 b).
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="votes", verbose_name=_("合同草案"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("用人单位")
    )
    assembly = models.CharField(_("表决机构"), max_length=16, choices=Assembly.choices)
    session_label = models.CharField(_("届次"), max_length=120)
    held_on = models.DateField(_("表决日期"))
    entitled = models.PositiveIntegerField(_("应到人数"))
    present = models.PositiveIntegerField(_("实到人数"))
    issued = models.PositiveIntegerField(_("发出票数"))
    returned = models.PositiveIntegerField(_("收回票数"))
    invalid = models.PositiveIntegerField(_("无效票"))
    yes = models.PositiveIntegerField(_("赞成"))
    no = models.PositiveIntegerField(_("反对"))
    abstain = models.PositiveIntegerField(_("弃权"))
    is_passed = models.BooleanField(_("通过"))
    source = models.CharField(_("来源"), max_length=8, choices=VoteSource.choices)
    source_event = models.BigIntegerField(_("来源留痕"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("草案表决")
        constraints = [
            models.UniqueConstraint(fields=["draft", "enterprise", "held_on"], name="vote_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(assembly__in=Assembly.values), name="vote_assembly_known"),
            models.CheckConstraint(condition=Q(source__in=VoteSource.values), name="vote_source_known"),
            models.CheckConstraint(
                condition=Q(present__lte=F("entitled")) & Q(issued__lte=F("present")) & Q(returned__lte=F("issued")),
                name="vote_counts_in_order",
                violation_error_message=_("实到不能多于应到，发出票不能多于实到，收回票不能多于发出票。"),
            ),
            models.CheckConstraint(
                condition=Q(returned=F("yes") + F("no") + F("abstain") + F("invalid")),
                name="vote_counts_add_up",
                violation_error_message=_("赞成、反对、弃权、无效票之和必须等于收回票数。"),
            ),
            models.CheckConstraint(
                condition=~Q(source=VoteSource.EVENT) | Q(source_event__isnull=False), name="vote_event_is_named"
            ),
        ]

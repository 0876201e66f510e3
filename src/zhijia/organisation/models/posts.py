"""Posts: everyone acts through one (services §0.1)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.people import Person
from zhijia.organisation.models.unions import TreePath, Union


class Role(models.TextChoices):
    """What a post may do (services §0.1). A worker needs no post: she acts for herself."""

    LEADER = "leader", _("领导")
    DEPT_HEAD = "dept_head", _("部门负责人")
    CADRE = "cadre", _("工会干部")
    RESEARCH = "research", _("研究室干部")
    SUPERVISOR = "supervisor", _("督查")
    CHAIR = "chair", _("工会主席")
    OFFICER = "officer", _("工会委员")
    FINANCE = "finance", _("财务")
    AUDIT = "audit", _("经审")
    ADMINISTRATOR = "administrator", _("系统管理员")
    LABOUR_BUREAU = "labour_bureau", _("人社部门")


OFFICE_ROLES = frozenset(map(str, (Role.CADRE, Role.DEPT_HEAD, Role.LEADER)))
"""Whoever does the daily work of a federation."""


class FunctionLine(models.TextChoices):
    """条线: the department line a post works in (services §0.1)."""

    OFFICE = "office", _("办公室")
    RESEARCH = "research", _("研究室")
    ORGANISING = "organising", _("组织（基层工作）")
    ECONOMIC = "economic", _("经济技术（劳动和经济工作）")
    RIGHTS = "rights", _("法律（权益保障）")
    WELFARE = "welfare", _("生活保障（帮扶）")
    PUBLICITY = "publicity", _("宣教")
    WOMEN = "women", _("女职工")
    FINANCE = "finance", _("财务")
    AUDIT = "audit", _("经审")
    CONDUCT = "conduct", _("机关党委（作风）")


class Post(models.Model):
    """岗位: a role at a union, in a function line or in none."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="posts", verbose_name=_("工会"))
    role = models.CharField(_("角色"), max_length=16, choices=Role.choices)
    line = models.CharField(_("条线"), max_length=12, choices=FunctionLine.choices, blank=True)
    title = models.CharField(_("岗位名称"), max_length=60)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("岗位")
        constraints = [
            models.UniqueConstraint(fields=["union", "title"], name="post_title_unique_in_union"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="post_role_known"),
            models.CheckConstraint(condition=Q(line__in=[*FunctionLine.values, ""]), name="post_line_known"),
        ]
        indexes = [models.Index(fields=["path", "id"], name="post_path")]

    def __str__(self) -> str:
        return self.title


class HoldingKind(models.TextChoices):
    HOLDER = "holder", _("任职")
    DEPUTY = "deputy", _("代理")


class PostHolding(models.Model):
    """任职: who holds a post from when to when. One holder at a time (exclusion constraint); deputies have dates too."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings", verbose_name=_("岗位"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings", verbose_name=_("人员"))
    kind = models.CharField(_("方式"), max_length=8, choices=HoldingKind.choices, default=HoldingKind.HOLDER)
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("任职")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
                name="holding_dates",
                violation_error_message=_("截止日期必须晚于起始日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind=HoldingKind.DEPUTY) | Q(to_on__isnull=False),
                name="holding_deputy_has_an_end",
                violation_error_message=_("代理必须写明截止日期。"),
            ),
            models.CheckConstraint(condition=Q(kind__in=HoldingKind.values), name="holding_kind_known"),
        ]
        indexes = [
            models.Index(fields=["person", "from_on"], name="holding_person"),
            models.Index(fields=["path"], name="holding_path"),
        ]

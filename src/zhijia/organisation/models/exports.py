"""Lists of people taken out of the house: above a number, one post asks and another person through another post approves."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.people import Person
from zhijia.organisation.models.posts import Post
from zhijia.organisation.models.unions import TreePath


class ListKind(models.TextChoices):
    PEOPLE = "people", _("人员名单")
    MEMBERS = "members", _("会员名册")


class PeopleExport(models.Model):
    """人员导出申请 (PR-04): what is to be taken, how many people that was when it was asked, why, and what became of it.

    `under`, `value` and `show` are the filter of the list; approved, it is taken once by whoever asked. Declined, it says why and
    is over.
    """

    what = models.CharField(_("名单"), max_length=7, choices=ListKind.choices, default=ListKind.PEOPLE)
    show = models.CharField(_("状态"), max_length=10, blank=True)
    under = models.BigIntegerField(_("工会"), default=0)
    value = models.CharField(_("姓名包含"), max_length=60, blank=True)
    people = models.PositiveIntegerField(_("人数"))
    reason = models.CharField(_("用途"), max_length=200)
    asked_at = models.DateTimeField(_("申请时间"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("申请人"))
    asked_by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("申请岗位"))
    approved_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    approved_by_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("批准岗位")
    )
    declined_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    declined_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("退回人")
    )
    declined_by_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("退回岗位")
    )
    decline_reason = models.CharField(_("退回理由"), max_length=200, blank=True)
    taken_at = models.DateTimeField(_("导出时间"), null=True, blank=True)
    path = TreePath(_("路径"))

    class Meta:
        verbose_name = verbose_name_plural = _("人员导出申请")
        indexes = [models.Index(fields=["path", "-asked_at"], name="export_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(what__in=ListKind.values), name="export_list_known"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")), name="export_two_people"
            ),
            models.CheckConstraint(
                condition=Q(approved_by_post=None) | ~Q(approved_by_post=F("asked_by_post")), name="export_two_posts"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None, approved_by_post=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False, approved_by_post__isnull=False),
                name="export_approval_whole",
            ),
            models.CheckConstraint(condition=Q(taken_at=None) | Q(approved_at__isnull=False), name="export_order"),
            models.CheckConstraint(
                condition=Q(declined_at=None, declined_by=None, declined_by_post=None, decline_reason="")
                | Q(
                    declined_at__isnull=False,
                    declined_by__isnull=False,
                    declined_by_post__isnull=False,
                    decline_reason__gt="",
                ),
                name="export_decline_whole",
            ),
            models.CheckConstraint(condition=Q(approved_at=None) | Q(declined_at=None), name="export_decided_once"),
        ]

    def __str__(self) -> str:
        return f"{self.people} 人 · {self.reason}"

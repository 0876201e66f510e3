"""Impact assessments of the processing of personal data, as a union has made them (PR-05)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.unions import TreePath


class ImpactAssessment(models.Model):
    """个人信息保护影响评估: one processing, assessed before it begins. Entries stay: a new one takes the place of an old one.

    `sensitive` are the kinds of sensitive data that are processed (`rules.Sensitive`); `report` says by number and place where
    the report itself is kept, which this register does not replace. `begins_on` is null while nobody knows.
    """

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会"))
    title = models.CharField(_("处理活动"), max_length=120)
    purpose = models.CharField(_("处理目的和方式"), max_length=500)
    sensitive = models.JSONField(_("涉及的敏感个人信息"), default=list)
    effect = models.CharField(_("必要性和对个人权益的影响"), max_length=1000)
    consent = models.CharField(_("单独同意怎样取得"), max_length=300, blank=True)
    guardian = models.CharField(_("监护人同意怎样取得"), max_length=300, blank=True)
    measures = models.CharField(_("保护措施"), max_length=1000, blank=True)
    assessed_on = models.DateField(_("评估日期"))
    begins_on = models.DateField(_("处理开始日期"), null=True)
    report = models.CharField(_("报告的编号和存放处"), max_length=200)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("代替")
    )
    entered_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("录入岗位"))
    entered_at = models.DateTimeField(_("录入时间"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("个人信息保护影响评估")
        indexes = [models.Index(fields=["path", "-assessed_on"], name="assessment_newest")]

    def __str__(self) -> str:
        return self.title

"""A public notice, whom it is about, and what was said against it (services §0.2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Person
from zhijia.organisation.models.unions import TreePath


class PublicNotice(models.Model):
    """公示. `kind` is the code that a service declared, `parameter` the rule of its days, `about` the case it belongs to.

    `masked_text` is what hangs on the board and what others read; the case's union and those above read both.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="public_notice", verbose_name=_("事项"))
    kind = models.CharField(_("公示类别"), max_length=40)
    about = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="public_notices", verbose_name=_("所属事项"))
    parameter = models.CharField(_("法定参数"), max_length=120)
    text = models.TextField(_("公示内容"), max_length=4000)
    masked_text = models.TextField(_("张贴的文字"), max_length=4000)
    places = models.TextField(_("公示地点"), blank=True, max_length=500)
    posted_on = models.DateField(_("张贴日期"), null=True)
    closed_on = models.DateField(_("结束日期"), null=True)
    result = models.TextField(_("公示结果"), blank=True, max_length=1000)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("公示")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(posted_on=None) | Q(closed_on__gte=F("posted_on")),
                name="publicnotice_days",
                violation_error_message=_("结束日期不能早于张贴日期。"),
            ),
        ]
        indexes = [models.Index(fields=["about", "kind"], name="publicnotice_about")]

    def __str__(self) -> str:
        return self.case.title


class NoticeEnterprise(models.Model):
    """公示单位: a further employer at whose board the notice hangs, besides that of its case."""

    notice = models.ForeignKey(
        PublicNotice, on_delete=models.PROTECT, related_name="enterprises", verbose_name=_("公示")
    )
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", verbose_name=_("用人单位"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("公示单位")
        constraints = [models.UniqueConstraint(fields=["notice", "enterprise"], name="noticeenterprise_once")]


class NoticeSubject(models.Model):
    """公示对象: somebody the notice is about. `person` where the register knows her."""

    notice = models.ForeignKey(PublicNotice, on_delete=models.PROTECT, related_name="subjects", verbose_name=_("公示"))
    name = models.CharField(_("姓名"), max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("职工"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("公示对象")

    def __str__(self) -> str:
        return self.name


class NoticeObjection(models.Model):
    """异议. `about` None: against the whole. `by_label` empty: said without a name, and nothing of who said it is kept."""

    notice = models.ForeignKey(
        PublicNotice, on_delete=models.PROTECT, related_name="objections", verbose_name=_("公示")
    )
    about = models.ForeignKey(
        NoticeSubject, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("针对")
    )
    text = models.TextField(_("异议"), max_length=2000)
    by_label = models.CharField(_("提出人"), max_length=120, blank=True)
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("职工"))
    received_on = models.DateField(_("收到日期"))
    answer = models.TextField(_("答复"), blank=True, max_length=2000)
    is_upheld = models.BooleanField(_("异议成立"), null=True)
    answered_on = models.DateField(_("答复日期"), null=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("答复人")
    )
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("公示异议")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, is_upheld=None, answer="")
                | Q(answered_on__isnull=False, is_upheld__isnull=False) & ~Q(answer=""),
                name="noticeobjection_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(by_person=None) | Q(answered_by=None) | ~Q(by_person=F("answered_by")),
                name="noticeobjection_not_by_oneself",
                violation_error_message=_("提出异议的人不能自己答复。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

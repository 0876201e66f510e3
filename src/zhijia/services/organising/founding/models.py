"""A founding: which employers, who prepares it, what was decided and when, and the union that came of it (services §A2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Person, Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.organising.electing.models import Assembly


class PlannedForm(models.TextChoices):
    OWN = "own", _("单独建立工会委员会")
    JOINT = "joint", _("与其他单位建立联合工会")
    ORGANISER = "organiser", _("选举组织员一人")


class Source(models.TextChoices):
    SUPERIOR = "superior", _("上级工会发起")
    WORKER = "worker", _("职工提出")
    TARGET = "target", _("由建会对象转入")


class Reason(models.TextChoices):
    INCOMPLETE = "incomplete", _("材料不全")
    INELIGIBLE = "ineligible", _("不符合条件")
    DUPLICATE = "duplicate", _("单位已有工会")
    EMPLOYER = "employer", _("单位变动")
    WORKERS = "workers", _("职工意愿不足")
    SILENCE = "silence", _("长期没有进展")
    OTHER = "other", _("其他")


class Founding(models.Model):
    """建会. The case lies at the union above, which the new one will belong to, until that exists and gets a share of it.

    `submitted_by` is whoever put the last petition: another person answers it (services §0.2). `held_from` is the state
    from which it was returned or stalled, to which it goes back.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="founding", verbose_name=_("事项"))
    source = models.CharField(_("来源"), max_length=8, choices=Source.choices)
    origin = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="foundings", verbose_name=_("来源事项")
    )
    applicant = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    applicant_label = models.CharField(_("提出人"), max_length=120, blank=True)
    form = models.CharField(_("建会形式"), max_length=9, choices=PlannedForm.choices, default=PlannedForm.OWN)
    union_name = models.CharField(_("拟定名称"), max_length=120)
    contact = models.CharField(_("单位联系人"), max_length=60, blank=True)
    has_party_body = models.BooleanField(_("单位有党组织"), null=True)
    wish = models.TextField(_("职工意愿"), max_length=1000, blank=True)
    submitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("报送人")
    )
    applied_on = models.DateField(_("申请日期"), null=True)
    prep_approved_on = models.DateField(_("同意筹建日期"), null=True)
    groups = models.CharField(_("分会、小组设置"), max_length=300, blank=True)
    agreed_with = models.CharField(_("候选人酝酿情况"), max_length=300, blank=True)
    assembly = models.CharField(_("会议形式"), max_length=9, choices=Assembly.choices, blank=True)
    meeting_on = models.DateField(_("大会日期"), null=True)
    place = models.CharField(_("大会地点"), max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(_("委员名额"), null=True)
    audit_seats = models.PositiveSmallIntegerField(_("经费审查委员名额"), null=True)
    women_seats = models.PositiveSmallIntegerField(_("女职工委员名额"), null=True)
    meeting_asked_on = models.DateField(_("大会请示日期"), null=True)
    meeting_approved_on = models.DateField(_("大会批复日期"), null=True)
    elected_on = models.DateField(_("选举日期"), null=True)
    term_years = models.PositiveSmallIntegerField(_("任期（年）"), null=True)
    reported_on = models.DateField(_("结果报送日期"), null=True)
    established_on = models.DateField(_("批复成立日期"), null=True)
    union = models.OneToOneField(
        Union, on_delete=models.PROTECT, null=True, related_name="founding", verbose_name=_("新建工会")
    )
    rules_on = models.DateField(_("建立制度日期"), null=True)
    plaque_on = models.DateField(_("挂牌日期"), null=True)
    seal_on = models.DateField(_("刻制印章日期"), null=True)
    seal_number = models.CharField(_("印章备案号"), max_length=40, blank=True)
    account_on = models.DateField(_("开户日期"), null=True)
    set_up_on = models.DateField(_("规范建设完成日期"), null=True)
    certificate = models.CharField(_("法人资格证书号"), max_length=40, blank=True)
    registered_on = models.DateField(_("法人登记日期"), null=True)
    held_from = models.CharField(max_length=20, blank=True)
    reason_code = models.CharField(_("原因"), max_length=10, choices=Reason.choices, blank=True)
    reason = models.CharField(_("原因说明"), max_length=500, blank=True)
    closed_on = models.DateField(_("终止日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("建会")
        constraints = [
            models.CheckConstraint(condition=Q(form__in=PlannedForm.values), name="founding_form_known"),
            models.CheckConstraint(
                condition=Q(established_on=None, union=None) | Q(established_on__isnull=False, union__isnull=False),
                name="founding_established_with_union",
            ),
        ]
        indexes = [models.Index(fields=["path", "id"], name="founding_path")]

    def __str__(self) -> str:
        return self.union_name

    @property
    def is_organiser(self) -> bool:
        return self.form == PlannedForm.ORGANISER


class FoundingEnterprise(models.Model):
    """建会单位: one employer that the new union will cover; a joint union has several (OR-35)."""

    founding = models.ForeignKey(Founding, on_delete=models.PROTECT, related_name="enterprises", verbose_name=_("建会"))
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", verbose_name=_("用人单位"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("建会单位")
        constraints = [models.UniqueConstraint(fields=["founding", "enterprise"], name="foundingenterprise_once")]


class Stall(models.Model):
    """停滞: days without any step, from the day on which that was seen until it went on or was given up."""

    founding = models.ForeignKey(Founding, on_delete=models.PROTECT, related_name="stalls", verbose_name=_("建会"))
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("建会停滞")
        constraints = [
            models.UniqueConstraint(fields=["founding"], condition=models.Q(to_on=None), name="stall_one_open")
        ]


class Preparer(models.Model):
    """筹备组成员."""

    founding = models.ForeignKey(Founding, on_delete=models.PROTECT, related_name="preparers", verbose_name=_("建会"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("人员"))
    name = models.CharField(_("姓名"), max_length=60)
    duty = models.CharField(_("职务"), max_length=60, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("筹备组成员")
        constraints = [models.UniqueConstraint(fields=["founding", "person"], name="preparer_once")]

"""The term of a workers' congress, the units that elect, the delegates in office and how they are grouped (B2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Person, Union
from zhijia.organisation.models.person_codes import Sex
from zhijia.organisation.models.unions import TreePath


class Form(models.TextChoices):
    """Whether delegates meet or everybody does (WC-001). A general meeting has no units, delegates or elections."""

    CONGRESS = "congress", _("职工代表大会")
    GENERAL = "general", _("职工大会")


class Scope(models.TextChoices):
    """Whose workers it is of (B7)."""

    ENTERPRISE = "enterprise", _("本单位")
    REGIONAL = "regional", _("区域性")
    INDUSTRY = "industry", _("行业性")


class Category(models.TextChoices):
    """What a delegate is at work (WC-003, WC-021)."""

    WORKER = "worker", _("工人")
    TECHNICIAN = "technician", _("专业技术人员")
    MANAGER = "manager", _("管理人员")
    LEADER = "leader", _("领导人员")
    OTHER = "other", _("其他人员")


class DelegateEnd(models.TextChoices):
    """How a mandate ended before its day (B2)."""

    LEFT = "left", _("劳动关系终止")
    MOVED = "moved", _("调离选区")
    RECALLED = "recalled", _("罢免")
    RESIGNED = "resigned", _("辞任")
    EXPIRED = "expired", _("届满")


class CongressTerm(models.Model):
    """届. In force from `from_on` to `extended_to` or else `to_on`, both included; `ended_on` is the first day no more.

    `enterprise` is null for a regional or an industry congress. `headcount`, `women` and `dispatched` are what the plan was
    made from; null: not known. `planned` is how many delegates are to be elected. `submitted_by` asked for the extension:
    another person answers it. `is_made_up`: whether the delegates in office are as many and of those as the law asks.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="congress_term", verbose_name=_("事项"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="congress_terms", verbose_name=_("工会"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="congress_terms", verbose_name=_("用人单位")
    )
    scope = models.CharField(_("范围"), max_length=10, choices=Scope.choices)
    form = models.CharField(_("形式"), max_length=8, choices=Form.choices)
    ordinal = models.PositiveSmallIntegerField(_("届次"))
    headcount = models.PositiveIntegerField(_("职工人数"), null=True)
    women = models.PositiveIntegerField(_("女职工人数"), null=True)
    dispatched = models.PositiveIntegerField(_("劳务派遣人数"), null=True)
    planned = models.PositiveIntegerField(_("代表名额"), null=True)
    is_made_up = models.BooleanField(_("代表结构达标"), null=True)
    reviewers = models.CharField(_("资格审查人"), max_length=200, blank=True)
    reviewed_on = models.DateField(_("资格审查日期"), null=True)
    review = models.CharField(_("审查意见"), max_length=500, blank=True)
    from_on = models.DateField(_("自"), null=True)
    to_on = models.DateField(_("至"), null=True)
    begun_on = models.DateField(_("首次会议日期"), null=True)
    extension_to = models.DateField(_("申请延期至"), null=True)
    extension_reason = models.CharField(_("延期理由"), max_length=500, blank=True)
    extended_to = models.DateField(_("延期至"), null=True)
    submitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("报送人")
    )
    ended_on = models.DateField(_("结束日期"), null=True)
    dropped_on = models.DateField(_("取消日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("职代会届次")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "enterprise", "scope", "ordinal"],
                condition=Q(dropped_on=None),
                nulls_distinct=False,
                name="congressterm_once",
            ),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="congressterm_form_known"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="congressterm_scope_known"),
            models.CheckConstraint(
                condition=Q(scope="enterprise", enterprise__isnull=False)
                | ~Q(scope="enterprise") & Q(enterprise=None, form="congress"),
                name="congressterm_of_one",
            ),
            models.CheckConstraint(
                condition=Q(from_on=None, to_on=None) | Q(from_on__isnull=False, to_on__gt=F("from_on")),
                name="congressterm_dates",
            ),
            models.CheckConstraint(
                condition=Q(extended_to=None) | Q(extended_to__gt=F("to_on")), name="congressterm_extended_later"
            ),
            models.CheckConstraint(
                condition=Q(women=None) | Q(headcount__isnull=False, women__lte=F("headcount")),
                name="congressterm_women_within",
            ),
        ]
        indexes = [models.Index(fields=["path", "id"], name="congressterm_path")]

    def __str__(self) -> str:
        return self.case.title


class ElectionUnit(models.Model):
    """选区: a team, section or workshop (WC-010). `quota` follows from its staff.

    Of a regional or industry congress a unit may be an `enterprise` of the register, which that congress then covers: none
    is covered because it lies in the region (E-11).
    """

    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="units", verbose_name=_("届次"))
    name = models.CharField(_("选区"), max_length=60)
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("用人单位")
    )
    headcount = models.PositiveIntegerField(_("职工人数"))
    quota = models.PositiveIntegerField(_("代表名额"), default=0)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("选区")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "name"], name="electionunit_once", violation_error_message=_("这个选区已经登记。")
            ),
            models.CheckConstraint(condition=Q(headcount__gt=0), name="electionunit_has_staff"),
        ]

    def __str__(self) -> str:
        return self.name


class Delegation(models.Model):
    """代表团: the delegates of some units, with a head (团长)."""

    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("届次"))
    name = models.CharField(_("代表团"), max_length=60)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("代表团")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "name"], name="delegation_once", violation_error_message=_("这个代表团已经登记。")
            )
        ]

    def __str__(self) -> str:
        return self.name


class Delegate(models.Model):
    """职工代表: one mandate. In office from `from_on` until before `to_on`; `from_on` null: elected, the term has not begun.

    `election` is the case in which she was elected. `is_senior`: at or above middle management (WC-003). `sex` and
    `is_dispatched` are as they were at the election; empty or null: not known.
    """

    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="delegates", verbose_name=_("届次"))
    unit = models.ForeignKey(ElectionUnit, on_delete=models.PROTECT, related_name="delegates", verbose_name=_("选区"))
    election = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("选举"))
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, related_name="delegates", verbose_name=_("代表团")
    )
    is_head = models.BooleanField(_("团长"), default=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_won", verbose_name=_("职工"))
    name = models.CharField(_("姓名"), max_length=60)
    category = models.CharField(_("类别"), max_length=10, choices=Category.choices)
    is_senior = models.BooleanField(_("中层以上"), default=False)
    is_front_line = models.BooleanField(_("一线职工"), null=True)
    is_dispatched = models.BooleanField(_("劳务派遣"), null=True)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex.choices, blank=True)
    from_on = models.DateField(_("自"), null=True)
    to_on = models.DateField(_("至"), null=True)
    ended_as = models.CharField(_("终止原因"), max_length=8, choices=DelegateEnd.choices, blank=True)
    end_note = models.CharField(_("终止说明"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("职工代表")
        constraints = [
            models.UniqueConstraint(fields=["term", "person"], condition=Q(to_on=None), name="delegate_one_open"),
            models.UniqueConstraint(
                fields=["delegation"], condition=Q(is_head=True, to_on=None), name="delegate_one_head"
            ),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="delegate_category_known"),
            models.CheckConstraint(condition=~Q(category="leader") | Q(is_senior=True), name="delegate_leader_senior"),
            models.CheckConstraint(
                condition=Q(is_head=False) | Q(delegation__isnull=False), name="delegate_head_of_one"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None, ended_as="") | Q(to_on__isnull=False) & ~Q(ended_as=""),
                name="delegate_ended_whole",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(from_on=None) | Q(to_on__gte=F("from_on")), name="delegate_dates"
            ),
        ]
        indexes = [
            models.Index(fields=["term", "from_on"], name="delegate_term"),
            models.Index(fields=["person"], condition=Q(to_on=None), name="delegate_person"),
        ]

    def __str__(self) -> str:
        return self.name


class Committee(models.Model):
    """专门委员会（小组）: proposals, wages, safety, welfare, evaluation, open affairs; its members are passed by the congress."""

    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="committees", verbose_name=_("届次"))
    name = models.CharField(_("专门委员会（小组）"), max_length=60)
    duty = models.CharField(_("职责"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("专门委员会（小组）")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "name"],
                name="committee_once",
                violation_error_message=_("这个专门委员会（小组）已经登记。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class CommitteeMember(models.Model):
    """专门委员会成员: a delegate on a committee."""

    committee = models.ForeignKey(
        Committee, on_delete=models.CASCADE, related_name="members", verbose_name=_("专门委员会（小组）")
    )
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+", verbose_name=_("职工代表"))
    is_head = models.BooleanField(_("负责人"), default=False)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("专门委员会成员")
        constraints = [
            models.UniqueConstraint(fields=["committee", "delegate"], name="committeemember_once"),
            models.UniqueConstraint(fields=["committee"], condition=Q(is_head=True), name="committeemember_one_head"),
        ]

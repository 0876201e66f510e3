"""Teams, data, meetings, issues, suspensions (bargaining-congress §A2, §A4 steps 3–7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.bargainings import Bargaining, Side


class ChosenBy(models.TextChoices):
    """How a negotiator came to the table."""

    UNION_CHAIR = "union_chair", _("工会主席（当然代表）")
    SELECTED = "selected", _("工会选派")
    ELECTED = "elected", _("民主推荐并经半数以上职工同意")
    LEGAL_REPRESENTATIVE = "legal_representative", _("法定代表人")
    APPOINTED = "appointed", _("法定代表人指派")
    DELEGATED = "delegated", _("首席代表书面委托")
    ASSOCIATION = "association", _("企业代表组织委派")
    EMPLOYERS = "employers", _("各用人单位推选")


class LeaveGround(models.TextChoices):
    """Why a mandate ended. The first three dismissals are those the law allows (集体合同规定 第二十八条)."""

    REPLACED = "replaced", _("更换、辞任或者任期届满")
    BREACH = "breach", _("严重违反劳动纪律或者依法制定的规章制度，被解除劳动合同")
    DERELICTION = "dereliction", _("严重失职、营私舞弊造成重大损害，被解除劳动合同")
    CRIMINAL = "criminal", _("被依法追究刑事责任，被解除劳动合同")
    DISMISSED = "dismissed", _("用人单位以其他理由解除劳动合同")


class Negotiator(models.Model):
    """协商代表. The mandate protects the person (CB-022, CB-023); a replacement is a new row."""

    bargaining = models.ForeignKey(
        Bargaining, on_delete=models.PROTECT, related_name="negotiators", verbose_name=_("集体协商")
    )
    side = models.CharField(_("方"), max_length=8, choices=Side.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("人员"))
    name = models.CharField(_("姓名"), max_length=60)
    position = models.CharField(_("职务"), max_length=60, blank=True)
    is_woman = models.BooleanField(_("女"), default=False)
    is_frontline = models.BooleanField(_("一线职工"), default=False)
    is_chief = models.BooleanField(_("首席代表"), default=False)
    is_external = models.BooleanField(_("本单位以外人员"), default=False)
    employer_name = models.CharField(_("外聘人员所在单位"), max_length=120, blank=True)
    licence = models.CharField(_("外聘人员执业证号"), max_length=60, blank=True)
    chosen_by = models.CharField(_("产生方式"), max_length=20, choices=ChosenBy.choices)
    has_written_mandate = models.BooleanField(_("有书面委托或授权"), default=False)
    is_confidential = models.BooleanField(_("已签保密承诺"), default=False)
    from_on = models.DateField(_("任期起"))
    to_on = models.DateField(_("任期止"), null=True)
    ended_on = models.DateField(_("离任日期"), null=True)
    ended_ground = models.CharField(_("离任情形"), max_length=12, choices=LeaveGround.choices, blank=True)
    ended_reason = models.CharField(_("离任原因"), max_length=200, blank=True)
    consenting = models.PositiveIntegerField(_("同意推举的职工人数"), null=True)
    staff = models.PositiveIntegerField(_("职工总人数"), null=True)
    contract_to = models.DateField(_("劳动合同期满日"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("协商代表")
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="negotiator_side_known"),
            models.CheckConstraint(condition=Q(chosen_by__in=ChosenBy.values), name="negotiator_choice_known"),
            models.CheckConstraint(
                condition=Q(ended_ground__in=[*LeaveGround.values, ""]), name="negotiator_leave_ground_known"
            ),
            models.CheckConstraint(
                condition=Q(consenting=None) | Q(consenting__lte=F("staff")),
                name="negotiator_consent_within_staff",
                violation_error_message=_("同意人数不能多于职工总人数。"),
            ),
            models.CheckConstraint(
                condition=~Q(is_chief=True, is_external=True),
                name="negotiator_chief_is_of_the_house",
                violation_error_message=_("首席代表不得由本单位以外人员担任。"),
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="negotiator_mandate_order"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("from_on")), name="negotiator_end_order"
            ),
            models.UniqueConstraint(
                fields=["bargaining", "side"],
                condition=Q(is_chief=True, ended_on=None),
                name="negotiator_one_chief_a_side",
            ),
        ]


class DataRequest(models.Model):
    """提供资料: what one side asks of the other before the talks (CB-030)."""

    bargaining = models.ForeignKey(
        Bargaining, on_delete=models.PROTECT, related_name="data_requests", verbose_name=_("集体协商")
    )
    asked_by = models.CharField(_("要求方"), max_length=8, choices=Side.choices)
    item = models.CharField(_("资料"), max_length=200)
    is_confidential = models.BooleanField(_("涉及商业秘密"), default=False)
    requested_on = models.DateField(_("要求日期"))
    provided_on = models.DateField(_("提供日期"), null=True)
    refusal = models.CharField(_("不提供的理由"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("协商资料")
        constraints = [
            models.CheckConstraint(condition=Q(asked_by__in=Side.values), name="datarequest_side_known"),
            models.CheckConstraint(
                condition=Q(provided_on=None) | Q(provided_on__gte=F("requested_on")), name="datarequest_order"
            ),
        ]


class Meeting(models.Model):
    """协商会议: chiefs chair in turn (CB-032); the minutes are signed by both chiefs and the recorder (CB-033)."""

    bargaining = models.ForeignKey(
        Bargaining, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("集体协商")
    )
    number = models.PositiveSmallIntegerField(_("次数"))
    held_on = models.DateField(_("会议日期"))
    place = models.CharField(_("地点"), max_length=120)
    chaired_by = models.CharField(_("主持方"), max_length=8, choices=Side.choices)
    recorder = models.CharField(_("记录员"), max_length=60)
    present = models.TextField(_("出席人员"))
    absent = models.TextField(_("缺席人员"), blank=True)
    agenda = models.TextField(_("会议议程"), blank=True)
    statements = models.TextField(_("发言要点"))
    suspension_terms = models.TextField(_("中止协商的约定"), blank=True)
    next_on = models.DateField(_("下次会议日期"), null=True)
    next_place = models.CharField(_("下次会议地点"), max_length=120, blank=True)
    minutes_signed_on = models.DateField(_("纪要签字日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("协商会议")
        constraints = [
            models.UniqueConstraint(fields=["bargaining", "number"], name="meeting_number_once"),
            models.CheckConstraint(condition=Q(chaired_by__in=Side.values), name="meeting_chair_known"),
            models.CheckConstraint(
                condition=Q(minutes_signed_on=None) | Q(minutes_signed_on__gte=F("held_on")),
                name="meeting_minutes_after_it",
            ),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gte=F("held_on")),
                name="meeting_next_after_it",
                violation_error_message=_("下次会议日期不能早于本次会议日期。"),
            ),
        ]


class IssueStatus(models.TextChoices):
    OPEN = "open", _("待议")
    AGREED = "agreed", _("一致")
    DROPPED = "dropped", _("搁置")


class Issue(models.Model):
    """议题: what each side wants of one matter, and what was agreed."""

    bargaining = models.ForeignKey(
        Bargaining, on_delete=models.PROTECT, related_name="issues", verbose_name=_("集体协商")
    )
    head = models.CharField(_("事项"), max_length=120)
    workers_position = models.TextField(_("职工方意见"), blank=True)
    employer_position = models.TextField(_("用人单位方意见"), blank=True)
    agreed_text = models.TextField(_("一致意见"), blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=IssueStatus.choices, default=IssueStatus.OPEN)
    settled_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, related_name="settled", verbose_name=_("议定会议")
    )
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("协商议题")
        constraints = [
            models.UniqueConstraint(fields=["bargaining", "head"], name="issue_head_once"),
            models.CheckConstraint(condition=Q(status__in=IssueStatus.values), name="issue_status_known"),
            models.CheckConstraint(
                condition=~Q(status=IssueStatus.AGREED) | ~Q(agreed_text=""),
                name="issue_agreed_has_text",
                violation_error_message=_("达成一致的议题要写明一致意见。"),
            ),
        ]


class Suspension(models.Model):
    """中止: both sides fix until when, and where and on what the talks go on (CB-034)."""

    bargaining = models.ForeignKey(
        Bargaining, on_delete=models.PROTECT, related_name="suspensions", verbose_name=_("集体协商")
    )
    from_on = models.DateField(_("中止日期"))
    until_on = models.DateField(_("中止至"))
    next_on = models.DateField(_("下次协商日期"))
    next_place = models.CharField(_("下次协商地点"), max_length=120)
    next_topic = models.CharField(_("下次协商内容"), max_length=300)
    reason = models.TextField(_("原因"))
    resumed_on = models.DateField(_("恢复日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("中止协商")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on"), next_on__gte=F("from_on")),
                name="suspension_dates",
                violation_error_message=_("中止期限和下次协商日期不能早于中止日期。"),
            ),
            models.UniqueConstraint(fields=["bargaining"], condition=Q(resumed_on=None), name="suspension_one_open"),
        ]

"""What coordination asks (document S3)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.services.bargaining.checks.coordination import last_coordination
from zhijia.services.bargaining.forms.parts import DayForm, Earlier, OnTurn, PaperMixin, check_done, day_widgets
from zhijia.services.bargaining.models.coordination import Applicant, CoordinationEnd, DisputeKind

TEXT = {"rows": 4}
NEXT = [("negotiating", _("继续协商")), ("deadlocked", _("回到僵局"))]


class ApplyForm(OnTurn, forms.Form):
    """协调处理申请书: what the dispute is about, and who asks."""

    kind = forms.ChoiceField(
        label=_("争议性质"),
        choices=DisputeKind.choices,
        help_text=_("因履行合同发生的争议不由协调处理：在正在履行的合同事项办理“登记履行争议”，协商不成的申请仲裁。"),
    )
    applicant = forms.ChoiceField(
        label=_("申请方"), choices=[(value, label) for value, label in Applicant.choices if value != "ex_officio"]
    )
    facts = forms.CharField(label=_("争议事实和请求"), widget=forms.Textarea(attrs=TEXT), max_length=4000)
    scan = EvidenceField(label=_("申请书和材料"), required=False, help_text=_("人社部门会收到。"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        if turn.actor.mandate:
            self.fields["applicant"].disabled = True
            self.initial["applicant"] = Applicant.EMPLOYER


class LeaveForm(OnTurn, forms.Form):
    """What follows: after an agreement the talks go on; without one they may."""

    to = forms.ChoiceField(label=_("接着"), choices=NEXT)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        if last_coordination(turn).outcome == CoordinationEnd.AGREED:
            self.fields["to"].choices = NEXT[:1]  # type: ignore[attr-defined]


class AcceptForm(PaperMixin, DayForm):
    """受理: from when, and who coordinates with the bureau (CB-074)."""

    day_label = _("受理日期")
    union_party = forms.CharField(label=_("同级工会"), max_length=120)
    employers_party = forms.CharField(label=_("企业组织"), max_length=120)

    def follows(self) -> Sequence[Earlier]:
        return [(self.turn.record.applied_on, _("申请日期"))]


class ReasonedForm(PaperMixin, forms.Form):
    """A reason in the actor's own words."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class PositionForm(PaperMixin, forms.Form):
    """情况说明: the employer's side of the dispute."""

    position = forms.CharField(label=_("情况说明"), widget=forms.Textarea(attrs=TEXT), max_length=4000)


class InvestigationForm(PaperMixin, forms.Form):
    """调查情况: what the bureau found."""

    investigation = forms.CharField(label=_("调查情况"), widget=forms.Textarea(attrs=TEXT), max_length=4000)


class PlanForm(PaperMixin, forms.Form):
    """协调处理方案: what is proposed to both sides."""

    plan = forms.CharField(label=_("协调处理方案"), widget=forms.Textarea(attrs=TEXT), max_length=4000)


class ExtendForm(PaperMixin, forms.Form):
    """延长: by how many days, and why (CB-073)."""

    amount = forms.IntegerField(label=_("延长（日）"), min_value=1)
    reason = forms.CharField(label=_("延长原因"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300)


class AgreementForm(PaperMixin, forms.Form):
    """协调处理协议书: what was settled, what is left to further talks, who signed when (CB-075)."""

    result = forms.CharField(label=_("协调结果"), widget=forms.Textarea(attrs=TEXT), max_length=4000)
    open_items = forms.CharField(
        label=_("继续协商的事项"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    coordinators_signed_on = forms.DateField(
        label=_("协调人员签字日期"), widget=day_widgets("day")["day"], required=False
    )
    chiefs_signed_on = forms.DateField(
        label=_("双方首席代表签字日期"), widget=day_widgets("day")["day"], required=False
    )

    def clean_coordinators_signed_on(self) -> Any:
        return self._after_acceptance("coordinators_signed_on")

    def clean_chiefs_signed_on(self) -> Any:
        return self._after_acceptance("chiefs_signed_on")

    def _after_acceptance(self, name: str) -> Any:
        return check_done(self.cleaned_data[name], self.turn, (self.turn.record.accepted_on, _("受理日期")))

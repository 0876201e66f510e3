"""What an employer's own demand to bargain asks, and the union's answer (documents 1 and 2, the other way round)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.services.bargaining.forms.offering import check_reply_day
from zhijia.services.bargaining.forms.parts import PaperRecordForm, RecordForm, day_widgets
from zhijia.services.bargaining.models import Offer, Reply
from zhijia.services.bargaining.models.bargainings import JOINT_TYPES, ContractType
from zhijia.ui.widgets import DayInput

WAGES_STATE = _("工资协商的要约必须写明。")


class EmployerOfferForm(PaperRecordForm):
    """用人单位要约: what the employer wants to talk about; on paper the union enters the day it received it."""

    class Meta:
        model = Offer
        fields = ("topics", "claims", "proposed_on", "proposed_place", "negotiators_proposed", "contact", "served_on")
        labels = {"served_on": _("本会收到日期")}
        widgets = day_widgets("proposed_on", "served_on") | {
            "topics": forms.Textarea(attrs={"rows": 4}),
            "claims": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"served_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        for name in ("proposed_on", "negotiators_proposed"):
            self.fields[name].required = False
        self.fields["served_on"].required = True
        if turn.actor.mandate is not None:  # here it arrives at once
            self.fields["served_on"].disabled = True
            self.fields["served_on"].label = _("工会收到日期")
        if turn.record.contract_type == ContractType.WAGE:
            for name in ("proposed_on", "proposed_place"):
                self.fields[name].help_text = WAGES_STATE

    def clean_served_on(self) -> Any:
        day = self.cleaned_data["served_on"]
        if day > self.turn.today:
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return day


class StartForm(forms.Form):
    """What kind of contract the employer wants to bargain for."""

    contract_type = forms.ChoiceField(
        label=_("合同类型"), choices=[choice for choice in ContractType.choices if choice[0] not in JOINT_TYPES]
    )
    topics = forms.CharField(label=_("协商内容"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    claims = forms.CharField(
        label=_("诉求、理由和依据"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )
    proposed_on = forms.DateField(label=_("拟定协商日期"), widget=DayInput(), required=False, help_text=WAGES_STATE)
    proposed_place = forms.CharField(label=_("拟定协商地点"), max_length=120, required=False, help_text=WAGES_STATE)
    contact = forms.CharField(label=_("联系人"), max_length=60, required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        self.today = today
        super().__init__(*args, **options)

    def clean_proposed_on(self) -> Any:
        day = self.cleaned_data["proposed_on"]
        if day and day <= self.today:
            raise forms.ValidationError(_("拟定协商日期要晚于今天。"))
        return day

    def clean(self) -> dict[str, Any]:
        """CB-002: an offer to talk about wages states when and where."""
        cleaned = super().clean() or {}
        if cleaned.get("contract_type") == ContractType.WAGE:
            for name in {"proposed_on", "proposed_place"} - self.errors.keys():
                if not cleaned.get(name):
                    self.add_error(name, _("工资协商的要约必须写明时间、地点和内容，请填写这一项。"))
        return cleaned


class UnionReplyForm(RecordForm):
    """应约: the union agrees to talk."""

    class Meta:
        model = Reply
        fields = ("accepted_topics", "counter_topics", "meets_on", "meets_at", "signer", "replied_on")
        widgets = day_widgets("meets_on", "replied_on") | {
            "accepted_topics": forms.Textarea(attrs={"rows": 2}),
            "counter_topics": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"replied_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["meets_on"].required = False

    def clean_replied_on(self) -> Any:
        return check_reply_day(self.turn, self.cleaned_data["replied_on"])


class UnionDeclineForm(RecordForm):
    """不同意协商: only with a reason."""

    class Meta:
        model = Reply
        fields = ("reason", "signer", "replied_on")
        widgets = day_widgets("replied_on") | {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"replied_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["reason"].required = True

    def clean_replied_on(self) -> Any:
        return check_reply_day(self.turn, self.cleaned_data["replied_on"])

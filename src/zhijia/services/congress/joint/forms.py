"""What the steps of a joint meeting ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.services.congress.rules.powers import Power
from zhijia.ui.widgets import DayInput

SESSION = "congress.session"


class OpenJointForm(forms.Form):
    """提请联席会议: the matter, what kind of power it needs, and who authorised the meeting to deal with it."""

    topic = forms.CharField(label=_("议题"), max_length=200)
    power = forms.ChoiceField(label=_("职权"), choices=Power.choices)
    authority = forms.CharField(
        label=_("授权依据"), max_length=300, help_text=_("职代会授权联席会议处理的决议或者章程条款。")
    )


class CallForm(OnTurn, forms.Form):
    """召集: for which day."""

    called_for = forms.DateField(label=_("拟召开日期"), widget=DayInput())


class HeldForm(OnTurn, forms.Form):
    """结果: when, who took part, what was decided."""

    held_on = forms.DateField(label=_("召开日期"), widget=DayInput())
    attendance = forms.CharField(
        label=_("参加人员"),
        max_length=500,
        help_text=_("代表团（组）长、专门委员会（小组）负责人，应邀参加的行政负责人。"),
    )
    decision = forms.CharField(label=_("协商结果"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    scan = EvidenceField(label=_("会议记录"))

    def clean_held_on(self) -> Any:
        return check_done(self.cleaned_data["held_on"], self.turn)


class ConfirmForm(OnTurn, forms.Form):
    """确认: at which session, and whether it was confirmed."""

    session: "forms.ModelChoiceField[Case]" = forms.ModelChoiceField(
        label=_("职代会会议"), queryset=None, required=False, empty_label=_("没有登记会议")
    )
    confirmed_on = forms.DateField(label=_("会议日期"), widget=DayInput())
    is_confirmed = forms.TypedChoiceField(
        label=_("结果"), coerce=lambda value: value == "yes", choices=[("yes", _("确认")), ("no", _("不予确认"))]
    )
    scan = EvidenceField(label=_("决议或者会议记录"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"confirmed_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        rows = Case.objects.filter(kind=SESSION, union=turn.case.union_id).order_by("-pk")
        self.fields["session"].queryset = rows  # type: ignore[attr-defined]

    def clean_confirmed_on(self) -> Any:
        return check_done(self.cleaned_data["confirmed_on"], self.turn, (self.turn.record.held_on, _("召开日期")))

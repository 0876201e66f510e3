"""What asking employers to recognise a contract, and their answers, ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.organisation.models import Enterprise
from zhijia.services.bargaining.forms.parts import OnTurn, ReasonForm
from zhijia.services.bargaining.queries import enterprises_to_ask
from zhijia.ui.widgets import DayInput

MOST_FIRMS = 100


class AskRecognitionForm(OnTurn, forms.Form):
    """请用人单位确认: those that act here themselves, have not recognised and were not asked."""

    firms: "forms.ModelMultipleChoiceField[Enterprise]" = forms.ModelMultipleChoiceField(
        label=_("送达单位"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    reply_by = forms.DateField(
        label=_("希望答复日期"),
        required=False,
        widget=DayInput(),
        help_text=_("法律没有规定答复期限，可以不填。"),
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        field = self.fields["firms"]
        field.queryset = enterprises_to_ask(turn.actor, turn.record.contract, today=turn.today)  # type: ignore[attr-defined]
        field.help_text = _("已有授权联系人、还没有确认的单位。没有联系人的单位请用“登记确认单位”录入纸质确认。")

    def clean_firms(self) -> Any:
        firms = self.cleaned_data["firms"]
        if len(firms) > MOST_FIRMS:
            raise forms.ValidationError(_("一次最多送达%(most)d家，请分批办理。"), params={"most": MOST_FIRMS})
        return firms

    def clean_reply_by(self) -> Any:
        day = self.cleaned_data["reply_by"]
        if day is not None and day < self.turn.today:
            raise forms.ValidationError(_("希望答复日期不能早于今天。"))
        return day


class RecognisedForm(OnTurn, forms.Form):
    """确认适用合同: how many employees the contract covers here; the register's number stands until told otherwise."""

    headcount = forms.IntegerField(label=_("覆盖职工人数"), min_value=1, max_value=10_000_000)
    women = forms.IntegerField(label=_("其中女职工人数"), min_value=0, max_value=10_000_000, required=False)
    scan = EvidenceField(label=_("盖章的确认书"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        women, headcount = cleaned.get("women"), cleaned.get("headcount")
        if women is not None and headcount is not None and women > headcount:
            self.add_error("women", _("女职工人数不能超过覆盖职工人数。"))
        return cleaned


class DeclinedForm(ReasonForm):
    """不予确认: why; the union reads it."""

    scan = EvidenceField(label=_("附件"), required=False)


class WithdrawForm(ReasonForm):
    """撤回确认通知: why it is asked no more."""

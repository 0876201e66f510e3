"""What applying for, keeping and ending a registration asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.lib.normalise import tidy_code
from zhijia.services.organising.registration.codes import Changed, Condition
from zhijia.ui.widgets import DayInput


class ApplyForm(forms.Form):
    """申请: the conditions that are met, who stands for the union, where it is, the papers."""

    conditions = forms.MultipleChoiceField(
        label=_("登记条件"),
        choices=Condition.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("逐项核对，全部具备才能申请。"),
    )
    chair_name = forms.CharField(label=_("法定代表人（主席）"), max_length=60)
    address = forms.CharField(label=_("住所"), max_length=200)
    scan = EvidenceField(
        label=_("申请材料"), help_text=_("选举结果报告（写明届期）、上级批复、主席和经办人的身份证件复印件。")
    )

    def clean_conditions(self) -> list[str]:
        given: list[str] = self.cleaned_data["conditions"]
        if set(given) != set(Condition.values):
            raise forms.ValidationError(_("登记条件没有全部具备，先补齐再申请。"))
        return given


class SupplementForm(OnTurn, forms.Form):
    """补正: what is handed in."""

    text = forms.CharField(label=_("补正说明"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
    scan = EvidenceField(label=_("补正材料"), required=False)


class CertificateForm(OnTurn, forms.Form):
    """证书: its number and code, until when it is valid, what was charged (nothing). One that was given before the union
    applied here is entered with its own day.
    """

    certificate = forms.CharField(label=_("证书编号"), max_length=40)
    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=18, help_text=_("工会的代码以81开头。"))
    registered_on = forms.DateField(
        label=_("登记日期"), widget=DayInput(), help_text=_("以前已经发证的，填证书上的日期。")
    )
    valid_to = forms.DateField(label=_("证书有效期至"), widget=DayInput(), help_text=_("与本届任期届满日期一致。"))
    fee = forms.DecimalField(
        label=_("收取的费用（元）"), min_value=0, initial=0, decimal_places=2, help_text=_("工会法人登记不收费。")
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        record = turn.record
        known = {
            "certificate": record.certificate,
            "credit_code": record.credit_code or record.union.credit_code,
            "registered_on": turn.today,
            "valid_to": record.union.term_to,
            "fee": 0,
        }
        options.setdefault("initial", known)
        super().__init__(*args, turn=turn, **options)

    def clean_credit_code(self) -> str:
        return tidy_code(self.cleaned_data["credit_code"])

    def clean_registered_on(self) -> Any:
        record = self.turn.record
        former = (record.registered_on, _("上次登记日期")), (record.union.founded_on, _("成立日期"))
        return check_done(self.cleaned_data["registered_on"], self.turn, *former)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("registered_on"), cleaned.get("valid_to")
        if first and last and last <= first:
            self.add_error("valid_to", _("有效期止要晚于登记日期。"))
        return cleaned


class ChangeForm(OnTurn, forms.Form):
    """变更: what changed, to what, on which day."""

    kind = forms.ChoiceField(label=_("变更事项"), choices=Changed.choices)
    value = forms.CharField(label=_("变更为"), max_length=200)
    happened_on = forms.DateField(label=_("变更发生日期"), widget=DayInput())
    scan = EvidenceField(label=_("变更材料"), help_text=_("变更名称、法定代表人的附上级批复；变更住所不需要。"))

    def clean_happened_on(self) -> Any:
        return check_done(self.cleaned_data["happened_on"], self.turn)


class RenewalForm(OnTurn, forms.Form):
    """换证: the report of the new election with its term."""

    scan = EvidenceField(label=_("换证材料"), help_text=_("换届选举结果报告和上级批复。"))


class EndForm(OnTurn, forms.Form):
    """注销: why, with the proof that property and funds were settled."""

    reason = forms.CharField(label=_("注销原因"), max_length=300)
    scan = EvidenceField(label=_("资产和经费清算证明"))

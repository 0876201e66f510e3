"""What opening a bargaining asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.unions import GRASSROOTS_KINDS
from zhijia.services.bargaining.models.bargainings import (
    JOINT_TYPES,
    BargainingKind,
    ChangeGround,
    ContractType,
    OutcomeKind,
    Side,
    Track,
)


class OpenForm(forms.Form):
    """立项: with whom, about which contract, on which track. The enterprises are those that the union covers."""

    enterprise: "forms.ModelChoiceField[Enterprise]" = forms.ModelChoiceField(
        label=_("用人单位"), queryset=None, required=False, empty_label=_("请选择用人单位")
    )
    scope_label = forms.CharField(
        label=_("区域或行业"),
        max_length=120,
        required=False,
        help_text=_("区域性、行业性合同填写，例如柳湾镇纺织行业。"),
    )
    contract_type = forms.TypedChoiceField(label=_("合同类型"), choices=ContractType.choices, coerce=ContractType)
    aims_at = forms.TypedChoiceField(
        label=_("拟达成"),
        choices=OutcomeKind.choices,
        coerce=OutcomeKind,
        help_text=_("签订集体合同的，适用普通程序。"),
    )
    track = forms.TypedChoiceField(label=_("程序"), choices=Track.choices, coerce=Track)
    initiator = forms.TypedChoiceField(
        label=_("提出方"),
        choices=Side.choices,
        coerce=Side,
        initial=Side.WORKERS,
        required=False,
        empty_value=Side.WORKERS,
        help_text=_("用人单位以书面要约提出的，选用人单位方，立项后登记它的要约。"),
    )
    reduces_rights = forms.BooleanField(label=_("涉及减损职工权益"), required=False)

    def __init__(self, *args: Any, union: Union, enterprises: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]
        if union.kind in GRASSROOTS_KINDS and not enterprises:
            self.fields["enterprise"].help_text = _("本会还没有登记覆盖的用人单位，请先登记。")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_joint = cleaned.get("contract_type") in JOINT_TYPES
        if is_joint:
            cleaned["enterprise"] = None
            if not cleaned.get("scope_label"):
                self.add_error("scope_label", _("请写明区域或者行业。"))
        elif not cleaned.get("enterprise") and "enterprise" not in self.errors:
            self.add_error("enterprise", _("请选择用人单位。"))
        return cleaned


class SucceedForm(forms.Form):
    """变更或者续订: a change names its ground (CB-065)."""

    kind = forms.TypedChoiceField(
        label=_("协商性质"), choices=[("renewal", _("续订")), ("change", _("变更"))], coerce=BargainingKind
    )
    change_ground = forms.ChoiceField(
        label=_("变更依据"), choices=[("", _("续订不填")), *ChangeGround.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == "change" and not cleaned.get("change_ground"):
            self.add_error("change_ground", _("变更合同要写明依据。"))
        return cleaned

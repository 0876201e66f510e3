"""What opening a bargaining asks."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.lib.typed import whole_number
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.unions import GRASSROOTS_KINDS, TERRITORIAL_KINDS
from zhijia.services.bargaining.models.bargainings import (
    JOINT_TYPES,
    BargainingKind,
    ChangeGround,
    ContractType,
    OutcomeKind,
    Side,
    Track,
)
from zhijia.ui.widgets import Typeahead


class FirmField(forms.CharField):
    """An enterprise without a union, looked up while one types: its name in full, or its credit code, counts too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=Typeahead(search_url="", label_of=self._label_of), **options)
        self.firms: QuerySet[Enterprise] = Enterprise.objects.none()

    def clean(self, value: Any) -> Enterprise | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        found = self._look_up(text)
        if found is None:
            raise forms.ValidationError(
                _("本会区域内没有名为“%(text)s”的未建会单位，请从候选中选一个。"), params={"text": text}
            )
        return found

    def _label_of(self, value: str) -> str:
        found = self._look_up(str(value))
        return found.name if found else str(value)

    def _look_up(self, text: str) -> Enterprise | None:
        number = whole_number(text)
        found = list(self.firms.filter(Q(name=text) | Q(credit_code=text) | Q(pk=number))[:2])
        return found[0] if len(found) == 1 else None


class OpenForm(forms.Form):
    """立项: with whom, about which contract, on which track. The enterprises are those that the union covers; a union of an
    area also chooses one without a union and guides its workers.
    """

    enterprise: "forms.ModelChoiceField[Enterprise]" = forms.ModelChoiceField(
        label=_("用人单位"), queryset=None, required=False, empty_label=_("请选择用人单位")
    )
    unorganised = FirmField(
        label=_("未建会的用人单位"),
        required=False,
        help_text=_("输入名称或者信用代码查找本会区域内的单位。本会指导职工推选协商代表，推选结果登记后再发出要约。"),
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

    def __init__(self, *args: Any, union: Union, enterprises: Any, unorganised: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.union = union
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]
        if union.kind not in TERRITORIAL_KINDS:
            del self.fields["unorganised"]
        else:
            self._guides(unorganised, has_own=enterprises.exists())
        if union.kind in GRASSROOTS_KINDS and not enterprises:
            self.fields["enterprise"].help_text = _("本会还没有登记覆盖的用人单位，请先登记。")

    def _guides(self, unorganised: Any, *, has_own: bool) -> None:
        field = self.fields["unorganised"]
        field.firms = unorganised  # type: ignore[attr-defined]
        field.widget.search_url = reverse("bargaining:find_firms", args=[self.union.pk])
        if not has_own:
            self.fields["enterprise"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        firm = cleaned.pop("unorganised", None)
        is_joint = cleaned.get("contract_type") in JOINT_TYPES
        if firm and not is_joint:
            if cleaned.get("enterprise"):
                self.add_error("unorganised", _("一次为一家单位立项，请只选一家。"))
            cleaned["enterprise"], cleaned["guided_by"] = firm, self.union
        if is_joint:
            cleaned["enterprise"] = None
            if not cleaned.get("scope_label"):
                self.add_error("scope_label", _("请写明区域或者行业。"))
        elif not cleaned.get("enterprise") and not {"enterprise", "unorganised"} & set(self.errors):
            self.add_error("unorganised" if "unorganised" in self.fields else "enterprise", _("请选择用人单位。"))
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

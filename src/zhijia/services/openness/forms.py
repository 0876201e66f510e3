"""Opening a plan at a union: of which of its employers, for which year, of which kind."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Enterprise, Union
from zhijia.services.openness.queries import employers_covered
from zhijia.services.openness.rules.catalogue import Ownership, ownership_of


class OpenPlanForm(forms.Form):
    """拟订计划. The kind follows from the registration where that decides it, and is asked where not."""

    enterprise: "forms.ModelChoiceField[Enterprise]" = forms.ModelChoiceField(label=_("用人单位"), queryset=None)
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    ownership = forms.ChoiceField(
        label=_("单位类型"),
        choices=[("", _("按登记注册类型")), *Ownership.choices],
        required=False,
        help_text=_("国有、集体企业的目录比其他单位多。登记注册类型不能确定的，请选择。"),
    )

    def __init__(self, *args: Any, union: Union, today: date, **options: Any) -> None:
        options.setdefault("initial", {"year": today.year})
        super().__init__(*args, **options)
        covered = employers_covered(union, today=today)
        field = self.fields["enterprise"]
        field.queryset = covered  # type: ignore[attr-defined]
        some = list(covered[:2])
        if len(some) == 1:
            field.initial = some[0]
        self.today = today

    def clean_year(self) -> Any:
        year = self.cleaned_data["year"]
        if not self.today.year <= year <= self.today.year + 1:
            raise forms.ValidationError(_("只能拟订本年度或者下一年度的计划。"))
        return year

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        enterprise = given.get("enterprise")
        if enterprise and not given.get("ownership"):
            known = ownership_of(enterprise.ownership)
            if known is None:
                self.add_error("ownership", _("这家单位的登记注册类型不能确定单位类型，请选择。"))
            given["ownership"] = known or ""
        return given

"""Opening a congress or a seat at a union: of which of its employers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Enterprise, Union
from zhijia.services.congress.directors.forms import OpenSeatForm
from zhijia.services.congress.queries import employers_covered
from zhijia.services.congress.terms.forms import OpenForm


class OpenTermForm(OpenForm):
    """筹备职代会: also of which employer; none for a region or an industry."""

    enterprise: "forms.ModelChoiceField[Enterprise]" = forms.ModelChoiceField(
        label=_("用人单位"), queryset=None, required=False, help_text=_("区域性、行业性的不选。")
    )
    field_order = ("scope", "enterprise", "form", "ordinal")

    def __init__(self, *args: Any, union: Union, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_employers(self, union, today=today)


class OpenSeatHereForm(OpenSeatForm):
    """登记席位: also at which company."""

    enterprise: "forms.ModelChoiceField[Enterprise]" = forms.ModelChoiceField(label=_("公司"), queryset=None)
    field_order = ("enterprise", "board", "board_size", "vacant_on")

    def __init__(self, *args: Any, union: Union, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_employers(self, union, today=today)


def _offer_employers(form: forms.Form, union: Union, *, today: date) -> None:
    """The employers that the union covers; the only one is chosen already."""
    covered = employers_covered(union, today=today)
    field = form.fields["enterprise"]
    field.queryset = covered  # type: ignore[attr-defined]
    some = list(covered[:2])
    if len(some) == 1:
        field.initial = some[0]

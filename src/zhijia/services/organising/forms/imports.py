"""The form that takes a sheet."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.imports.handling import sheet_kinds
from zhijia.lib.spreadsheets import Limits
from zhijia.ui.widgets import FileDrop

LIMITS = Limits()
LIMIT_WORDS = _(".xlsx 或 .csv，不超过 20 MB、5 万行")


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.code, gettext(kind.label)) for kind in sheet_kinds().values()]


class UploadForm(forms.Form):
    """Which kind of sheet, and the sheet."""

    kind = forms.ChoiceField(label=_("内容"), choices=kind_choices)
    sheet = forms.FileField(label=_("填好的表格"), widget=FileDrop(accept=".xlsx,.csv", limit_words=LIMIT_WORDS))

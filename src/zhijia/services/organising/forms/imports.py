"""The form that takes a sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.lib.spreadsheets import Limits
from zhijia.services.organising.imports.columns import KINDS
from zhijia.ui.widgets import FileDrop

LIMITS = Limits()
LIMIT_WORDS = _(".xlsx 或 .csv，不超过 20 MB、5 万行")


class UploadForm(forms.Form):
    """Which kind of sheet, and the sheet."""

    kind = forms.ChoiceField(label=_("内容"), choices=[(kind.code, _(kind.label)) for kind in KINDS.values()])
    sheet = forms.FileField(label=_("填好的表格"), widget=FileDrop(accept=".xlsx,.csv", limit_words=LIMIT_WORDS))

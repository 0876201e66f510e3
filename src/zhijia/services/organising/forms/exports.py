"""The form that asks for a long list of people."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PurposeForm(forms.Form):
    """What the list is for."""

    reason = forms.CharField(label=_("用途"), max_length=200, help_text=_("交给谁、做什么、用完怎样处理。记入留痕。"))

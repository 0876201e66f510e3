"""The forms that ask for a long list of people and send such a request back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DeclineForm(forms.Form):
    """Why a request goes back."""

    reason = forms.CharField(label=_("退回理由"), max_length=200, help_text=_("申请人会看到。记入留痕。"))


class PurposeForm(forms.Form):
    """What the list is for."""

    reason = forms.CharField(label=_("用途"), max_length=200, help_text=_("交给谁、做什么、用完怎样处理。记入留痕。"))

"""Forms of moving a union."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.services.organising.forms.fields import ActorForm, union_field


class MoveForm(ActorForm):
    """Under which union, and on what basis."""

    parent = union_field(label=_("新的上级工会"), help_text=_("输入名称、拼音首字母或信用代码。"))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("批复文号，或决定的会议和日期。"))


class ConfirmMoveForm(MoveForm):
    """The same, once what moves has been seen."""

    confirmed = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()

"""What a worker says, and what her union answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.services.openness.models import Grade


class MarkForm(forms.Form):
    """已读: with or without a grade."""

    grade = forms.ChoiceField(
        label=_("您对这次公开满意吗"), choices=Grade.choices, widget=forms.RadioSelect, required=False
    )


class AskForm(forms.Form):
    """提问: in her own words."""

    text = forms.CharField(label=_("您的问题"), max_length=1000, min_length=4, widget=forms.Textarea({"rows": 5}))
    is_named = forms.BooleanField(
        label=_("署我的名字"), required=False, help_text=_("不署名的，工会和单位都查不到是谁问的。")
    )


class AnswerForm(forms.Form):
    """答复: read by everybody who reads the disclosure."""

    answer = forms.CharField(label=_("答复"), max_length=4000, widget=forms.Textarea({"rows": 6}))
    is_shown = forms.BooleanField(
        label=_("同时公开问题原文"),
        required=False,
        initial=True,
        help_text=_("问题里有不宜公开的内容的，只公开答复。"),
    )

"""Forms of the workbench's own pages; those of moves belong to their flows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.ui.widgets import DayInput


class CorrectionForm(forms.Form):
    """Another day for the fact that started a clock, and why."""

    new_on = forms.DateField(label=_("正确的起算日"), widget=DayInput)
    reason = forms.CharField(
        label=_("理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明依据，例如哪份签收单上的日期。确认的人会看到。"),
    )


class MessageSettingsForm(forms.Form):
    """By which channels a person is told beside the inbox; an empty field turns the channel off."""

    email = forms.CharField(
        label=_("电子邮箱"),
        required=False,
        max_length=120,
        widget=forms.EmailInput,
        help_text=_("不填则不发邮件。邮件里只有提醒，不写事项内容。"),
    )
    webhook = forms.CharField(
        label=_("短信或工作微信的接收号"),
        required=False,
        max_length=120,
        help_text=_("不填则不发。填写本单位网关认得的号码或账号。"),
    )

"""Forms of the workbench's own pages; those of moves belong to their flows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.fields import EvidenceField
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


class SignedCopyForm(forms.Form):
    """The paper that came back."""

    signed_on = forms.DateField(label=_("签章日期"), widget=DayInput, help_text=_("纸面上写的日期。"))
    scan = EvidenceField(label=_("扫描件"))


class AnnulmentForm(forms.Form):
    """Why a document is void."""

    reason = forms.CharField(
        label=_("作废原因"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("会写进作废通知，收到原文书的人都会看到。"),
    )


class SeriesForm(forms.Form):
    """What stands before the year in a number."""

    word = forms.CharField(label=_("发文代字"), max_length=16, help_text=_("例如“宁工督”，不带年份和序号。"))

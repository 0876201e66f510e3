"""Forms of the workbench's own pages; those of moves belong to their flows."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.fields import EvidenceField
from zhijia.law.spans import Unit
from zhijia.lib.sentences import Sentence
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
        help_text=_("不填则不发。填写网关认得的账号，或者您核验过的手机号码。"),
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


class ServeForm(forms.Form):
    """On whom to serve a paper: the outside parties of the case that can be reached here."""

    parties = forms.MultipleChoiceField(
        label=_("送达给"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("送达后对方即可签收和查看，不能撤回。对方还没有开通联系人的，不在名单里，请纸质送达。"),
    )

    def __init__(self, *args: Any, reached: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parties"].choices = list(reached.items())  # type: ignore[attr-defined]


class AdjustForm(forms.Form):
    """Why a clock goes on, and from which day."""

    on = forms.DateField(label=_("自"), widget=DayInput)
    reason = forms.CharField(
        label=_("理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明依据的事实，例如哪份通知。参与该事项的人都会看到。"),
    )
    ground = forms.CharField(label=_("法律依据"), max_length=200, required=False)
    evidence = EvidenceField(label=_("佐证材料"), required=False)

    def __init__(self, *args: Any, unit: Unit | None, longest: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unit, self.longest = unit, longest


class PauseForm(AdjustForm):
    """From when a clock rests, and when it goes on at the latest."""

    until = forms.DateField(label=_("最晚恢复日"), widget=DayInput, required=False)
    field_order = ("on", "until", "reason", "ground", "evidence")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].label = _("暂停日期")
        self.fields["until"].help_text = _("到这一天自动恢复；不填的，恢复时另行登记。") + self.longest
        self.fields["ground"].required = True


class ExtendForm(AdjustForm):
    """By how much a clock is lengthened, in the unit of the law that allows it."""

    amount = forms.IntegerField(label=_("延长"), min_value=1)
    field_order = ("amount", "reason", "ground", "evidence")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["on"]
        unit = self.unit.amount(1) if self.unit else ""
        self.fields["amount"].help_text = Sentence("单位：{unit}。", {"unit": unit}).said_in(gettext) + self.longest
        self.fields["ground"].required = True

"""Forms of a correction: what a person says is wrong, and what the union answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.storing import Upload
from zhijia.organisation.scans import Scan
from zhijia.services.organising.forms.fields import day_field
from zhijia.services.organising.models import Wrong

NOT_REMEMBERED = {"autocomplete": "off"}


class CorrectionForm(forms.Form):
    """What is wrong, what is right, and by what that is known."""

    what = forms.ChoiceField(label=_("哪一项不对"), choices=Wrong.choices)
    value = forms.CharField(
        label=_("正确的内容"),
        max_length=200,
        widget=forms.TextInput(NOT_REMEMBERED),
        help_text=_("日期写成 1990-01-31 这样；其他内容请写明哪里不对、应是什么。"),
    )
    evidence = forms.CharField(label=_("凭什么核对"), max_length=200, help_text=_("例如：身份证原件、劳动合同。"))
    scan = EvidenceField(label=_("证明材料的照片或扫描件"), required=False)

    def clean_scan(self) -> Scan | None:
        uploads: list[Upload] = self.cleaned_data["scan"] or []
        if len(uploads) > 1:
            raise forms.ValidationError(_("证明材料只附一份，请合并后上传。"))
        return Scan(uploads[0].filename, uploads[0].content_type, uploads[0].sha256) if uploads else None


class PromiseForm(forms.Form):
    """By when the union answers."""

    day = day_field(_("答复日期"), required=True)
    takes_turn = True

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, **options)
        self._today = turn.today

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] < self._today:
            raise forms.ValidationError(_("答复日期不能早于今天。"))
        return self.cleaned_data["day"]


class AcceptForm(forms.Form):
    """What the papers say, typed anew where a slip of the pen would be a wrong record."""

    value = forms.CharField(
        label=_("证明材料上的内容"), max_length=200, required=False, widget=forms.TextInput(NOT_REMEMBERED)
    )
    is_proven = forms.BooleanField(label=_("已核对本人的证明材料"))
    words = forms.CharField(label=_("答复"), max_length=300, required=False, help_text=_("申请人看得到。"))
    takes_turn = True

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, **options)
        what = turn.record.what
        if what in (Wrong.ADDRESS, Wrong.OTHER):
            del self.fields["value"]
        else:
            self.fields["value"].required = True
            self.fields["value"].label = Wrong(what).label
            self.fields["value"].help_text = _("照证明材料录入，与申请人填写的一致才能更正。")
        if what == Wrong.OTHER:
            self.fields["words"].required = True
            self.fields["words"].help_text = _("先在会籍、劳动关系等页面办理，再写明怎样办的。申请人看得到。")

    def clean(self) -> dict[str, Any]:
        return {"value": "", **(super().clean() or {})}


class DeclineForm(forms.Form):
    """Why not, as the person will read it."""

    words = forms.CharField(
        label=_("不同意的原因"), max_length=300, min_length=4, help_text=_("申请人看得到；请写明可以怎样办。")
    )

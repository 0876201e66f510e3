"""Bringing a plan in: first the file or the pasted text, then what stands about it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.lib.sentences import Refused
from zhijia.services.plans.models.documents import PlanHalf
from zhijia.services.plans.parsing import UnreadableDocument, read_document
from zhijia.services.plans.rules import refuse_classified
from zhijia.ui.widgets import DayInput, FileDrop

LARGEST_FILE = 20 * 1024 * 1024
LONGEST_TEXT = 2_000_000


class SourceForm(forms.Form):
    """A .txt or .docx file, or pasted text: exactly one of them. `cleaned_data["source"]` is the text either way."""

    file = forms.FileField(
        label=_("计划文件"),
        required=False,
        error_messages={"empty": _("文件是空的，请换一个文件。")},
        widget=FileDrop(accept=".txt,.docx", limit_words=_("Word（.docx）或文本（.txt），至多 20 MB")),
    )
    text = forms.CharField(
        label=_("或粘贴全文"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("表格请上传 .docx；粘贴会拆散单元格。"),
    )

    def clean_file(self) -> "UploadedFile[bytes] | None":
        """Keeps the file and its text; an unreadable one is refused with a sentence at the field."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if upload is None:
            return None
        if (upload.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(gettext("文件超过20MB，请删去图片或拆分后再上传。"))
        try:
            self.file_text = read_document(upload.read(), upload.name or "")
        except UnreadableDocument as unreadable:
            raise forms.ValidationError(gettext(str(unreadable))) from unreadable
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        upload, pasted = data.get("file"), data.get("text", "")
        if upload and pasted.strip():
            self.add_error("text", gettext("已选择文件，请清空这里的文字，或不选文件。"))
        elif not upload and not pasted.strip():
            self.add_error("file", gettext("请选择一个文件，或把全文粘贴在下面。"))
        else:
            data["source"] = self.file_text if upload else pasted.replace("\r\n", "\n")
            data["filename"] = upload.name[:200] if upload else ""
            _refuse_classified(data["source"])
        return data


class FactsForm(forms.Form):
    """What stands about a plan, prefilled from its text and open to correction."""

    title = forms.CharField(label=_("标题"), max_length=200)
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100)
    half = forms.ChoiceField(label=_("期间"), choices=PlanHalf.choices, required=False)
    issuer = forms.CharField(label=_("发文单位"), max_length=120, required=False)
    doc_number = forms.CharField(label=_("文号"), max_length=60, required=False)
    issued_on = forms.DateField(label=_("印发日期"), widget=DayInput, required=False)


class ReadingForm(FactsForm):
    """The second step of an upload: the facts beside the text that was read, which may still be corrected."""

    source = forms.CharField(
        label=_("原文"), strip=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 12})
    )
    filename = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def clean_source(self) -> str:
        """Browsers send line ends as CR LF; offsets count LF."""
        source = str(self.cleaned_data["source"]).replace("\r\n", "\n")
        _refuse_classified(source)
        return source


def _refuse_classified(text: str) -> None:
    try:
        refuse_classified(text)
    except Refused as refusal:
        raise forms.ValidationError(refusal.sentence.said_in(gettext)) from refusal

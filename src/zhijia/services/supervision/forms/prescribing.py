"""What prescribing a form asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.filetypes import DOCX
from zhijia.engines.documents.issuing.prescribing import fields_of
from zhijia.engines.documents.issuing.registry import DocumentTemplate
from zhijia.ui.widgets import FileDrop


class PrescribeForm(forms.Form):
    """规定格式: its name, and the .docx whose fields stand in double braces."""

    title = forms.CharField(label=_("名称"), max_length=120, help_text=_("例如省总工会规定的意见书格式。"))
    file = forms.FileField(label=_("格式文件（.docx）"), widget=FileDrop(accept=DOCX.suffixes[0], limit_words=".docx"))

    def __init__(self, *args: Any, template: DocumentTemplate, **options: Any) -> None:
        super().__init__(*args, **options)
        named = "、".join("{{" + name + "}}" for name in fields_of(template))
        words = _("正文里的空格处写成字段：%(fields)s。文头、文号、落款和抄送由系统排版。")
        self.fields["file"].help_text = words % {"fields": named}

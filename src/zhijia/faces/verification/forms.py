"""What a visitor may ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhijia.ui.widgets import FileDrop

MOST_BYTES = 25 * 1024 * 1024


class ReceivedFileForm(forms.Form):
    """The file that somebody received. It is compared and not kept."""

    file = forms.FileField(label=_("收到的文件"), widget=FileDrop(limit_words=_("不超过25MB；只比对，不保存。")))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("文件超过25MB，不是本系统发出的文书。"))
        return file

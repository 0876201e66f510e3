"""What is asked of an impact assessment."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.services.organising.assessments.rules import WORDS
from zhijia.services.organising.forms.fields import day_field


def _text(label: Any, most: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text, widget=area)


class AssessmentForm(forms.Form):
    """影响评估: what is processed and why, what of it is sensitive, how people agree, where the report is."""

    title = forms.CharField(label=_("处理活动"), max_length=120, help_text=_("例如：金秋助学发放、困难职工建档。"))
    purpose = _text(_("处理目的和方式"), 500)
    sensitive = forms.MultipleChoiceField(
        label=_("涉及的敏感个人信息"), required=False, widget=forms.CheckboxSelectMultiple
    )
    effect = _text(_("必要性和对个人权益的影响"), 1000, help_text=_("处理敏感个人信息的，也要这样告知本人。"))
    consent = _text(_("单独同意怎样取得"), 300, required=False, help_text=_("处理敏感个人信息的填写。"))
    guardian = _text(_("监护人同意怎样取得"), 300, required=False, help_text=_("涉及不满十四周岁未成年人的填写。"))
    measures = _text(
        _("保护措施"), 1000, required=False, help_text=_("本系统增设的一项；法律对报告内容的条文没有读到，以原文为准。")
    )
    assessed_on = day_field(_("评估日期"), required=True)
    begins_on = day_field(_("处理开始日期"), help_text=_("还没有开始、日期未定的不填。"))
    report = forms.CharField(label=_("报告的编号和存放处"), max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(kind.value, gettext(words)) for kind, words in WORDS.items()]
        self.fields["sensitive"].choices = choices  # type: ignore[attr-defined]

"""The form with which a union reports a number kept by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.fields import EvidenceField
from zhijia.ui.widgets import DayInput


class ReportForm(forms.Form):
    """填报: the union's own number up to a day, with the paper that proves it."""

    period_from = forms.DateField(label=_("统计期间自"), widget=DayInput())
    period_to = forms.DateField(label=_("统计期间至"), widget=DayInput())
    as_of_on = forms.DateField(label=_("数据截至"), widget=DayInput())
    value = forms.IntegerField(
        label=_("数值"),
        min_value=0,
        help_text=_("只填本单位自己的数，不含下级工会已报的。从期间第一天累计到截至日。"),
    )
    total = forms.IntegerField(label=_("总数"), min_value=0, help_text=_("比率的分母。"))
    evidence = EvidenceField(label=_("佐证材料"), help_text=_("一份能证明这个数的文件或照片。"))
    reason = forms.CharField(
        label=_("更正理由"), max_length=300, required=False, help_text=_("同一截至日已经报过时必填，原来的填报会保留。")
    )

    def __init__(self, *args: Any, is_ratio: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_ratio:
            self.fields["value"].label = _("分子")
        else:
            del self.fields["total"]

    def clean_evidence(self) -> Any:
        uploads = self.cleaned_data["evidence"]
        if len(uploads) != 1:
            raise forms.ValidationError(_("一次填报附一份佐证材料，请合并后上传。"))
        return uploads[0]

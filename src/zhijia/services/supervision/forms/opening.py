"""What opening a case, noting a clue and recording supervisors ask."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Enterprise
from zhijia.services.supervision.models import Supervisor, SupervisoryBody
from zhijia.services.supervision.models.supervisions import Matter, Source
from zhijia.ui.widgets import DayInput

OPEN_SOURCES = [(source.value, source.label) for source in Source]


class OpenForm(forms.Form):
    """立案登记: against whom, about what, since when."""

    enterprise: "forms.ModelChoiceField[Enterprise]" = forms.ModelChoiceField(
        label=_("用人单位"), queryset=None, empty_label=_("请选择用人单位")
    )
    source = forms.TypedChoiceField(label=_("来源"), choices=OPEN_SOURCES, coerce=Source)
    matter = forms.TypedChoiceField(label=_("监督内容"), choices=Matter.choices, coerce=Matter)
    facts = forms.CharField(label=_("事实和证据"), widget=forms.Textarea(attrs={"rows": 4}), max_length=3000)
    provisions = forms.CharField(
        label=_("涉嫌违反的规定"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
        help_text=_("写明法律、法规名称和条款，一行一条。"),
    )
    occurred_from = forms.DateField(label=_("行为发生日期"), widget=DayInput())
    occurred_to = forms.DateField(
        label=_("行为终了日期"), widget=DayInput(), required=False, help_text=_("仍在继续的不填。")
    )
    people = forms.IntegerField(label=_("涉及职工人数"), min_value=1, required=False)
    is_major = forms.BooleanField(label=_("重大事项，同时报告上级工会"), required=False)

    def __init__(self, *args: Any, enterprises: QuerySet[Enterprise], today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]

    def clean_occurred_from(self) -> Any:
        day = self.cleaned_data["occurred_from"]
        if day > self.today:
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("occurred_from"), cleaned.get("occurred_to")
        if first and last and last < first:
            self.add_error("occurred_to", _("终了日期不能早于发生日期。"))
        return cleaned


class ClueForm(forms.Form):
    """线索登记: one or many enterprises at once, by credit code or full name, one a line."""

    enterprises = forms.CharField(
        label=_("用人单位"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20000,
        help_text=_("一行一个，填统一社会信用代码或者全称；可以从表格里整列粘贴。"),
    )
    source = forms.TypedChoiceField(label=_("来源"), choices=OPEN_SOURCES, coerce=Source, initial=Source.TARGET)
    matter = forms.TypedChoiceField(label=_("监督内容"), choices=Matter.choices, coerce=Matter)
    facts = forms.CharField(label=_("反映的情况"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class DropForm(forms.Form):
    """不予立案: why a clue is not followed up."""

    reason = forms.CharField(label=_("不予立案的理由"), max_length=300)


class SupervisorForm(forms.ModelForm):  # type: ignore[type-arg]
    """监督员: name, certificate, from when to when."""

    class Meta:
        model = Supervisor
        fields = ("name", "certificate", "from_on", "to_on")
        widgets = {"from_on": DayInput(), "to_on": DayInput()}
        help_texts = {"certificate": _("没有监督证的可以先登记，但不能作为现场调查人员。")}


class BodyForm(forms.ModelForm):  # type: ignore[type-arg]
    """监督组织: what the union has set up, with the numbers that decide what it must set up."""

    class Meta:
        model = SupervisoryBody
        fields = ("members", "women", "supervision", "women_organ", "is_elected", "term_from", "term_to")
        widgets = {"term_from": DayInput(), "term_to": DayInput()}

"""A form with every kind of field, for the gallery."""

from datetime import date

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from zhijia.ui.gallery.samples import OPTIONS
from zhijia.ui.widgets import DayInput, FileDrop, Typeahead

FIRST_DAY = date(2026, 1, 1)


class SampleForm(forms.Form):
    title = forms.CharField(label=_("标题"), max_length=40, help_text=_("一句话说清是什么事，至多 40 字"))
    enterprise = forms.CharField(
        label=_("单位"),
        help_text=_("输入名称或信用代码的一部分"),
        widget=Typeahead(
            search_url=reverse_lazy("ui:gallery_options"),
            label_of=lambda value: next((str(option.label) for option in OPTIONS if option.value == value), value),
        ),
    )
    held_on = forms.DateField(label=_("召开日期"), widget=DayInput, help_text=_("不早于 2026年1月1日"))
    headcount = forms.IntegerField(label=_("职工人数"), min_value=1, required=False)
    kind = forms.ChoiceField(
        label=_("种类"),
        choices=[("general", _("综合")), ("wage", _("工资专项")), ("women", _("女职工专项"))],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=_("涉及"),
        choices=[("pay", _("工资")), ("hours", _("工时")), ("safety", _("安全")), ("rest", _("休假"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    level = forms.ChoiceField(label=_("层级"), choices=[("", _("请选择")), ("city", _("市")), ("county", _("县"))])
    scan = forms.FileField(
        label=_("签字页扫描件"), widget=FileDrop(accept=".pdf,image/*", limit_words=_("PDF 或图片，至多 20 MB"))
    )
    account = forms.CharField(label=_("情况说明"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    is_checked = forms.BooleanField(label=_("我已核对以上内容与原件一致"))

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on < FIRST_DAY:
            raise forms.ValidationError(_("日期早于 2026年1月1日，请核对年份"))
        return held_on


def sample_form() -> SampleForm:
    """As it is first seen."""
    return SampleForm(initial={"title": "专项合同续订", "enterprise": "e1", "kind": "wage"}, prefix="fresh")


def refused_form() -> SampleForm:
    """As it comes back: what was typed is still there."""
    data = {"back-title": "专项合同续订", "back-enterprise": "e1", "back-held_on": "2025-11-03", "back-kind": ""}
    return SampleForm(data, prefix="back")

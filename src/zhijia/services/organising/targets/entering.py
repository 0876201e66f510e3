"""What putting enterprises on the list asks: one by hand, many by name, or those of the coverage gap."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.services.organising.forms.fields import ActorForm, enterprise_field, union_field
from zhijia.services.organising.targets.codes import Priority, Reason, Source

BY_HAND = [(one.value, one.label) for one in Source if one is not Source.GAP]


class TargetForm(ActorForm):
    """列入名单: one enterprise by hand."""

    enterprise = enterprise_field(label=_("用人单位"))
    source = forms.ChoiceField(label=_("来源"), choices=BY_HAND)
    priority = forms.ChoiceField(
        label=_("重点级别"),
        choices=[("", _("按理由判断")), *Priority.choices],
        required=False,
    )
    reasons = forms.MultipleChoiceField(
        label=_("列入理由"),
        choices=Reason.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("职工人数、外资、开发区由系统核对，不用选。"),
    )


class NamesForm(forms.Form):
    """批量列入: many by name."""

    names = forms.CharField(
        label=_("用人单位"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=40000,
        help_text=_("一行一个，填统一社会信用代码或者全称；可以从表格里整列粘贴。"),
    )
    source = forms.TypedChoiceField(label=_("来源"), choices=BY_HAND, coerce=Source)


class GapForm(ActorForm):
    """从建会缺口列入: where, and whether only the large ones."""

    under = union_field(label=_("范围"), required=False, help_text=_("不填的为本单位辖区。"))
    large_only = forms.BooleanField(label=_("只要职工人数达到重点标准的"), required=False)

"""What an edit of a node asks: one form for each kind, and for splitting, moving, adding."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhijia.services.plans.models.documents import Goal
from zhijia.services.plans.models.tasks import Comparator
from zhijia.ui.widgets import DayInput

GOALS = [("", _("沿用上级")), *Goal.choices]
ROLES = [("lead", _("牵头")), ("support", _("配合"))]
ADDABLE = [
    ("task", _("任务")),
    ("heading", pgettext_lazy("node", "标题")),
    ("item", _("分项")),
    ("target", _("目标值")),
    ("deadline", _("时限")),
    ("owner", _("责任单位")),
]


class BasedForm(forms.Form):
    """Every edit says which operation its maker had seen last."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class NodeForm(BasedForm):
    """The fields of one kind of node. `ATTRIBUTES` are stored as JSON values under their own names."""

    ATTRIBUTES: ClassVar[tuple[str, ...]] = ()
    text = forms.CharField(label=_("文字"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)

    @property
    def attributes(self) -> Mapping[str, Any]:
        """The cleaned attributes as JSON values; empty ones are None, which removes them."""
        return {name: as_json(self.cleaned_data[name]) for name in self.ATTRIBUTES}


class BranchForm(NodeForm):
    """A heading or an item: its goal holds for all that stands under it."""

    ATTRIBUTES = ("goal",)
    goal = forms.ChoiceField(label=_("所属目标"), choices=GOALS, required=False, help_text=_("下面的任务都沿用。"))


class TaskForm(NodeForm):
    ATTRIBUTES = ("goal", "standard", "starts_on", "due_on")
    goal = forms.ChoiceField(label=_("所属目标"), choices=GOALS, required=False)
    standard = forms.CharField(
        label=_("完成标志"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    starts_on = forms.DateField(label=_("启动"), required=False, widget=DayInput)
    due_on = forms.DateField(
        label=_("完成时限"), required=False, widget=DayInput, help_text=_("不填就按文中读出的时限。")
    )

    def clean(self) -> dict[str, Any]:
        return _in_order(self, "starts_on", "due_on", gettext("完成时限不能早于启动日期。"))


class TargetForm(NodeForm):
    """A quantity. Saving it takes what was set aside as a target."""

    ATTRIBUTES = ("name", "comparator", "value", "value_max", "unit", "per", "baseline", "goal", "due_on", "is_aside")
    name = forms.CharField(label=_("名称"), max_length=120, help_text=_("量的是什么，例如“新建预警联系点”。"))
    comparator = forms.ChoiceField(label=_("比较"), choices=Comparator.choices)
    value = forms.DecimalField(label=_("目标值"), max_digits=18, decimal_places=2)
    value_max = forms.DecimalField(label=_("上限"), max_digits=18, decimal_places=2, required=False)
    unit = forms.CharField(label=_("计量单位"), max_length=12)
    per = forms.CharField(label=_("每"), max_length=20, required=False)
    baseline = forms.DecimalField(label=_("基数"), max_digits=18, decimal_places=2, required=False)
    goal = forms.ChoiceField(label=_("所属目标"), choices=GOALS, required=False)
    due_on = forms.DateField(label=_("完成时限"), required=False, widget=DayInput)

    @property
    def attributes(self) -> Mapping[str, Any]:
        """A saved target is one that the plan commits to."""
        return {name: as_json(self.cleaned_data.get(name)) for name in self.ATTRIBUTES}

    def clean(self) -> dict[str, Any]:
        data = _in_order(self, "value", "value_max", gettext("上限不能小于目标值。"))
        if data.get("comparator") == Comparator.RANGE and data.get("value_max") is None:
            self.add_error("value_max", gettext("区间要填上限。"))
        return data


class DeadlineForm(NodeForm):
    ATTRIBUTES = ("from_on", "to_on")
    from_on = forms.DateField(label=_("自"), required=False, widget=DayInput)
    to_on = forms.DateField(label=_("至"), required=False, widget=DayInput, help_text=_("包括这一天。"))

    def clean(self) -> dict[str, Any]:
        return _in_order(self, "from_on", "to_on", gettext("止日不能早于起日。"))


class OwnerForm(NodeForm):
    ATTRIBUTES = ("role",)
    role = forms.ChoiceField(label=_("分工"), choices=ROLES)


class SplitForm(BasedForm):
    """Before which character the text is cut, counted from 1 as people count."""

    at = forms.IntegerField(label=_("从第几个字之后拆开"), min_value=1)


class MoveForm(BasedForm):
    """Under which node; an empty value means the top of the plan."""

    parent = forms.TypedChoiceField(label=_("移到"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].choices = places  # type: ignore[attr-defined]


class AddForm(BasedForm):
    kind = forms.ChoiceField(label=_("类别"), choices=ADDABLE)
    text = forms.CharField(label=_("文字"), widget=forms.Textarea(attrs={"rows": 2}), max_length=4000)

    def __init__(self, *args: Any, kinds: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(code, label) for code, label in ADDABLE if code in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class BindForm(BasedForm):
    """The indicator that a target is measured by."""

    indicator = forms.ChoiceField(label=_("对应指标"))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]


class DeclareForm(BasedForm):
    """A new number that unions report themselves, with evidence."""

    name = forms.CharField(label=_("指标名称"), max_length=80)
    definition = forms.CharField(
        label=_("口径"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("怎样才算一个，重复的怎么算，截至哪一天。"),
    )
    unit = forms.CharField(label=_("计量单位"), max_length=12)
    is_ratio = forms.BooleanField(label=_("是比率（填分子和总数）"), required=False)
    is_less_better = forms.BooleanField(label=_("越少越好"), required=False)


FORM_OF_KIND: Mapping[str, type[NodeForm]] = {
    "heading": BranchForm,
    "item": BranchForm,
    "task": TaskForm,
    "target": TargetForm,
    "deadline": DeadlineForm,
    "owner": OwnerForm,
}


def as_json(value: object) -> object:
    """Numbers as decimal strings, days in ISO form, nothing as None."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return value or None


def _in_order(form: forms.Form, first: str, second: str, sentence: str) -> dict[str, Any]:
    data = form.cleaned_data
    low, high = data.get(first), data.get(second)
    if low is not None and high is not None and high < low:
        form.add_error(second, sentence)
    return data

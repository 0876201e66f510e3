"""What a worker asks, and what the union promises and answers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.services.bargaining.forms.parts import OnTurn
from zhijia.ui.widgets import DayInput


class AskForm(forms.Form):
    """提问: about which clause, in her own words."""

    clause = forms.ChoiceField(label=_("关于哪一条"), required=False)
    text = forms.CharField(label=_("您的问题"), widget=forms.Textarea(attrs={"rows": 5}), max_length=1000)

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["clause"].choices = [("", _("整份合同")), *clauses]  # type: ignore[attr-defined]


class PromiseForm(OnTurn, forms.Form):
    """承诺答复日期."""

    day = forms.DateField(label=_("答复日期"), widget=DayInput())

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day < self.turn.today:
            raise forms.ValidationError(_("答复日期不能早于今天。"))
        return day


class AnswerForm(forms.Form):
    """答复: what the worker reads."""

    answer = forms.CharField(label=_("答复"), widget=forms.Textarea(attrs={"rows": 6}), max_length=2000)


class OpinionForm(forms.Form):
    """您怎么看: two short questions, of which only numbers are shown."""

    is_aware = forms.TypedChoiceField(
        label=_("合同写了什么，您知道吗"),
        choices=[("yes", _("知道")), ("no", _("不知道"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    is_satisfied = forms.TypedChoiceField(
        label=_("合同落实得怎么样"),
        choices=[("yes", _("满意")), ("no", _("不满意"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )

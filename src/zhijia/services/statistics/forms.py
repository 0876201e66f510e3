"""What opening a survey and the steps of a return ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.turn_forms import OnTurn
from zhijia.lib.sentences import Refused
from zhijia.services.statistics.assembling import Standing, fill_in, stand_each
from zhijia.services.statistics.models import Filling
from zhijia.services.statistics.queries import fillings_of
from zhijia.services.statistics.reading_back import read_workbook
from zhijia.services.statistics.rules.forms import FORMS
from zhijia.ui.widgets import DayInput, FileDrop
from zhijia.ui.wording import grouped

MOST = 10**12


class SurveyForm(forms.Form):
    """统计年报: the year in which its period ends."""

    year = forms.IntegerField(
        label=_("年度"),
        min_value=2000,
        max_value=2100,
        help_text=_("统计期在这一年结束，例如上年10月1日至当年9月30日。"),
    )


class HandOutForm(OnTurn, forms.Form):
    """布置: by when those below hand in."""

    due_on = forms.DateField(label=_("上报期限"), widget=DayInput())

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        self.fields["due_on"].initial = turn.record.due_on

    def clean_due_on(self) -> Any:
        """Between the end of the period and the day on which this union itself hands in."""
        day, record = self.cleaned_data["due_on"], self.turn.record
        if day <= record.survey.to_on:
            raise forms.ValidationError(_("上报期限要在统计截止日以后。"))
        if record.due_on and day > record.due_on:
            raise forms.ValidationError(_("上报期限不能晚于本会自己的上报期限。"))
        return day


class FillForm(OnTurn, forms.Form):
    """填写: every cell that the system cannot compute. What is left open can be filled in later."""

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        form = turn.record.form
        known = fill_in(form, {}, list(fillings_of(turn.record)))
        for cell in FORMS.by_hand(form):
            self.fields[cell.code] = forms.IntegerField(
                label=_("%(name)s（%(unit)s）") % {"name": cell.name.said_in(gettext), "unit": gettext(cell.unit)},
                min_value=0,
                max_value=MOST,
                required=False,
                initial=known[cell.code],
            )


class OverrideForm(OnTurn, forms.Form):
    """改填: one computed cell, another number, and why. Without a number the system's counts again."""

    cell = forms.ChoiceField(label=_("指标"))
    value = forms.IntegerField(
        label=_("填报数"), min_value=0, max_value=MOST, required=False, help_text=_("留空表示恢复系统计算的数。")
    )
    reason = forms.CharField(label=_("理由"), max_length=300, help_text=_("随报表一起上报，并记入留痕。"))

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        standing: Standing = turn.ask(stand_each)
        self.edited = {code for code, value in _last(standing.fillings).items() if value is not None}
        self.fields["cell"].choices = [  # type: ignore[attr-defined]
            (cell.code, _counted(cell.name.said_in(gettext), standing.system.get(cell.code)))
            for cell in FORMS.computed(turn.record.form)
        ]

    def clean(self) -> Any:
        """Only what was changed goes back to what the system counts."""
        given = self.cleaned_data
        if "cell" in given and "value" in given and given["value"] is None and given["cell"] not in self.edited:
            self.add_error("value", _("这项指标没有改填过，请填要改成的数。"))
        return given


def _last(fillings: Sequence[Filling]) -> Mapping[str, int | None]:
    """By cell what was written last."""
    return {row.cell: row.value for row in fillings}


def _counted(name: str, number: int | None) -> str:
    """An indicator with what the system counts."""
    return name if number is None else gettext("%(name)s（系统计算 %(n)s）") % {"name": name, "n": grouped(number)}


class SheetForm(OnTurn, forms.Form):
    """导入填好的报表: the workbook that this page gives out, filled in."""

    file = forms.FileField(label=_("填好的报表"), widget=FileDrop(accept=".xlsx", limit_words=_(".xlsx，不超过 20 MB")))

    def clean(self) -> Any:
        """With it what it says otherwise than the return as it stands."""
        if "file" not in self.cleaned_data:
            return self.cleaned_data
        standing: Standing = self.turn.ask(stand_each)
        try:
            cells = read_workbook(self.cleaned_data["file"].read(), standing)
        except Refused as refused:
            raise forms.ValidationError({"file": refused.sentence.said_in(gettext)}) from refused
        if not cells:
            raise forms.ValidationError({"file": gettext("报表里的数和已经填报的一样，没有要导入的。")})
        return {**self.cleaned_data, "cells": cells, "standing": standing}


class SignForm(forms.Form):
    """签发: an explanation where the checks ask for one."""

    note = forms.CharField(
        label=_("说明"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
        help_text=_("逻辑检查有提示、有改填、有下级没有审核通过的，在这里写明原因。"),
    )

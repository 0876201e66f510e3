"""Forms of a roster: the sheet, its columns, a decision about rows in conflict."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.rosters import Decision
from zhijia.services.organising.forms.fields import ActorForm, day_field, union_field
from zhijia.services.organising.intake.columns import COLUMNS, MOST_OF_HEAD, REQUIRED
from zhijia.services.organising.intake.deciding import KINDS
from zhijia.ui.widgets import FileDrop

MOST_OF_CELL = 200


class SheetForm(forms.Form):
    """A sheet of members."""

    sheet = forms.FileField(
        label=_("会员名册"),
        widget=FileDrop(accept=".xlsx,.csv,.txt", limit_words=_(".xlsx、.csv 或文本，不超过 400 MB、100 万行")),
    )


class MappingForm(ActorForm):
    """Which column of the sheet holds what, and what stands in where a row says nothing."""

    union = union_field(
        label=_("表里没有写工会的，加入"), required=False, help_text=_("输入名称、拼音首字母或信用代码。")
    )
    approved_on = day_field(_("表里没有写日期的，批准日期"))

    def __init__(self, *args: Any, header: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", gettext("（表里没有）")), *((str(at), _named(at, head)) for at, head in enumerate(header))]
        asked = {
            column.key: forms.ChoiceField(label=gettext(column.label), choices=choices, required=column.key in REQUIRED)
            for column in COLUMNS
        }
        self.fields = {**{f"column_{key}": field for key, field in asked.items()}, **self.fields}

    @property
    def mapping(self) -> Mapping[str, int]:
        """Column by key, of those that the sheet has."""
        given = {column.key: self.cleaned_data.get(f"column_{column.key}") for column in COLUMNS}
        return {key: int(at) for key, at in given.items() if at}


class AmendForm(forms.Form):
    """更正一行: the cells of a row that went back, by what they hold."""

    def __init__(self, *args: Any, keys: Collection[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for column in COLUMNS:
            if column.key in keys:
                self.fields[column.key] = forms.CharField(
                    label=gettext(column.label), required=column.key in REQUIRED, max_length=MOST_OF_CELL
                )


class DecisionForm(forms.Form):
    """A decision about every undecided row of one kind of conflict, or about the rows that are named."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS], required=False)
    decision = forms.ChoiceField(choices=Decision.choices)
    row = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, rows: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["row"].choices = [(row, row) for row in rows]  # type: ignore[attr-defined]


def _named(at: int, head: str) -> str:
    return head[:MOST_OF_HEAD] or gettext("第 %(n)d 列") % {"n": at + 1}

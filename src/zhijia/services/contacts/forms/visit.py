"""The form of a visit (services §E2): firm, union, talks with workers, problems, promises, photos. Written for a phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn
from zhijia.engines.issues.models import Category, Level
from zhijia.lib.sentences import gettext_noop
from zhijia.ui.widgets import DayInput

TALKS, PROBLEMS, PROMISES = 3, 3, 2
FIRM: Mapping[str, str] = {
    "output": gettext_noop("生产经营"),
    "employees": gettext_noop("职工人数和变化"),
    "orders": gettext_noop("订单和用工需求"),
}
UNION: Mapping[str, str] = {
    "elections": gettext_noop("换届和班子"),
    "funds": gettext_noop("经费"),
    "congress": gettext_noop("职代会"),
    "contracts": gettext_noop("集体合同"),
    "activities": gettext_noop("活动开展"),
}
ASKS = {**FIRM, **UNION}


@dataclass(frozen=True, slots=True)
class Part:
    """Fields under one head, and those that stand folded away under `more_words` until they are wanted."""

    head: Any
    fields: Sequence[BoundField]
    more: Sequence[BoundField] = ()
    more_words: Any = ""

    @property
    def is_open(self) -> bool:
        """What was written there, or is wrong there, is not hidden."""
        written = (bound for bound in self.more if not isinstance(bound.field, forms.ChoiceField))
        return any(bound.value() for bound in written) or any(bound.errors for bound in self.more)


def _words(label: Any, *, rows: int = 2, most: int = 1000) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=most, required=False)


class VisitFields(forms.Form):
    """The fields of the form, with or without a pair: the page that is kept on the phone shows them empty."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    visited_on = forms.DateField(label=_("走访日期"), widget=DayInput())
    companions = forms.CharField(label=_("同行人员"), max_length=200, required=False)
    scan = EvidenceField(label=_("照片"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"client_id": uuid4()})
        super().__init__(*args, **options)
        for name, words in ASKS.items():
            self.fields[name] = _words(_(words))
        for n in range(1, TALKS + 1):
            self.fields[f"talk_about_{n}"] = forms.CharField(label=_("岗位或者工种"), max_length=60, required=False)
            self.fields[f"talk_{n}"] = _words(_("反映的情况"))
        for n in range(1, PROBLEMS + 1):
            self.fields[f"problem_{n}"] = _words(_("问题"), most=2000)
            self.fields[f"category_{n}"] = forms.ChoiceField(label=_("类别"), choices=Category.choices, required=False)
            self.fields[f"level_{n}"] = forms.ChoiceField(
                label=_("层级"), choices=Level.choices, required=False, initial=Level.OWN
            )
        for n in range(1, PROMISES + 1):
            self.fields[f"promise_{n}"] = forms.CharField(label=_("承诺事项"), max_length=300, required=False)
            self.fields[f"promised_on_{n}"] = forms.DateField(label=_("期限"), widget=DayInput(), required=False)

    @property
    def parts(self) -> list[Part]:
        """The fields in groups; of problems and promises the first is shown, the others are opened by whoever has more."""
        talks = [self[f"{name}_{n}"] for n in range(1, TALKS + 1) for name in ("talk_about", "talk")]
        problems = [[self[f"{name}_{n}"] for name in ("problem", "category", "level")] for n in range(1, PROBLEMS + 1)]
        promises = [[self[f"{name}_{n}"] for name in ("promise", "promised_on")] for n in range(1, PROMISES + 1)]
        return [
            Part(_("企业情况"), [self[name] for name in FIRM]),
            Part(_("工会情况"), [self[name] for name in UNION]),
            Part(_("职工谈话（不记姓名）"), talks),
            Part(_("发现的问题"), problems[0], [*chain(*problems[1:])], _("还有别的问题")),
            Part(_("承诺"), promises[0], [*chain(*promises[1:])], _("还有别的承诺")),
            Part(_("照片"), [self["scan"]]),
        ]


class VisitForm(OnTurn, VisitFields):
    """The same on a pair."""

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"client_id": uuid4(), "visited_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_visited_on(self) -> Any:
        day = self.cleaned_data["visited_on"]
        if day > self.turn.today:
            raise forms.ValidationError(_("走访日期不能晚于今天。"))
        if self.turn.record.from_on and day < self.turn.record.from_on:
            raise forms.ValidationError(_("走访日期不能早于挂钩开始的日期。"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        told = [*ASKS, *(f"talk_{n}" for n in range(1, TALKS + 1)), *(f"problem_{n}" for n in range(1, PROBLEMS + 1))]
        if not any(cleaned.get(name) for name in told):
            raise forms.ValidationError(_("请至少填写一项走访内容。"))
        for n in range(1, PROMISES + 1):
            if cleaned.get(f"promise_{n}") and not cleaned.get(f"promised_on_{n}"):
                self.add_error(f"promised_on_{n}", _("承诺要写明期限。"))
        return cleaned


def client_id_of(data: Mapping[str, Any]) -> UUID:
    """The id under which the device keeps the visit."""
    found: UUID = data["client_id"]
    return found

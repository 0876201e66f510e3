"""What the draft editor asks: the words of a clause, its terms as typed fields, the term of the contract."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhijia.lib.typed import whole_number
from zhijia.services.bargaining.actions.standards import NewStandard
from zhijia.services.bargaining.drafting.edits import Written
from zhijia.services.bargaining.drafting.operations import Clash
from zhijia.services.bargaining.drafting.sheet import ClauseText
from zhijia.services.bargaining.rules.terms import SCALES, TERMS, Kind, Term
from zhijia.services.bargaining.rules.wording import from_words, strangers_in, terms_of
from zhijia.ui.widgets import DayInput

UNITS = {
    Kind.MONEY: pgettext_lazy("unit", "元"),
    Kind.RATE: "%",
    Kind.HOURS: _("小时"),
    Kind.DAYS: pgettext_lazy("unit", "天"),
    Kind.MONTHS: _("个月"),
    Kind.MONTH_OF_YEAR: pgettext_lazy("unit", "月"),
    Kind.DAY_OF_MONTH: pgettext_lazy("unit", "日"),
}
RANGES = {Kind.MONTH_OF_YEAR: (1, 12), Kind.DAY_OF_MONTH: (1, 31)}
LARGEST = {Kind.MONEY: 1_000_000, Kind.RATE: 1000, Kind.HOURS: 200}


class TermField(forms.DecimalField):
    """A number in the unit that people write it in; held as the term holds it. Empty means: not filled in yet."""

    def __init__(self, term: Term) -> None:
        self.term, self.unit = term, UNITS[term.kind]
        scale = SCALES.get(term.kind, 1)
        least, most = RANGES.get(term.kind, (0, LARGEST.get(term.kind, 1000)))
        super().__init__(
            label=_(term.label),
            required=False,
            min_value=least,
            max_value=most,
            decimal_places=2 if scale > 1 else 0,
            widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
        )

    def clean(self, value: Any) -> int | None:
        typed: Decimal | None = super().clean(value)
        if typed is None:
            return None
        held = typed * SCALES.get(self.term.kind, 1)
        if held != held.to_integral_value():
            raise forms.ValidationError(_("请写到整分钟。"))
        return int(held)

    def prepare_value(self, value: Any) -> Any:
        """A held value as typed; what was typed stays as it is."""
        return f"{value / SCALES.get(self.term.kind, 1):.10g}" if isinstance(value, int) else value


class ChoiceTermField(forms.TypedChoiceField):
    """One of the answers that a term offers."""

    def __init__(self, term: Term) -> None:
        self.term, self.unit = term, ""
        answers = [(choice.value, choice.words) for choice in term.choices]
        super().__init__(
            label=_(term.label), required=False, choices=[("", _("请选择")), *answers], coerce=int, empty_value=None
        )


def term_field(term: Term) -> forms.Field:
    return ChoiceTermField(term) if term.kind is Kind.CHOICE else TermField(term)


class DraftForm(forms.Form):
    """An edit names the last edit that its maker had seen."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ClauseForm(DraftForm):
    """条款: chapter, title, words, and a field for each term that the words ask for."""

    chapter = forms.CharField(label=_("章"), max_length=60)
    title = forms.CharField(label=_("条名"), max_length=60, required=False)
    body = forms.CharField(label=_("条文"), widget=forms.Textarea(attrs={"rows": 5}), max_length=4000)

    def __init__(self, *args: Any, asks: str, chapters: Sequence[str], **options: Any) -> None:
        """`asks`: the body whose terms get a field."""
        super().__init__(*args, **options)
        self.chapters = chapters
        for term in terms_of(asks):
            self.fields[f"t_{term.field}"] = term_field(term)

    def clean_body(self) -> str:
        body = from_words(self.cleaned_data["body"].strip())
        unknown = strangers_in(body)
        if unknown:
            words = {"field": unknown[0]}
            raise forms.ValidationError(_("“{%(field)s}”不是可以填写的要素，请从要素表中选择。"), params=words)
        return body

    @property
    def term_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("t_")]

    def written(self) -> Written:
        """What was written, values of terms that the words no longer ask for left out."""
        data = self.cleaned_data
        values = _values_in(data, terms_of(data["body"]), "t_")
        return Written(data["chapter"].strip(), data["title"].strip(), data["body"], values)


@dataclass(frozen=True, slots=True)
class Lost:
    """What was typed for a clause that is gone: label, typed value and unit of each term, and who took the clause out."""

    title: str
    who: str
    at: datetime
    fields: Sequence[tuple[str, str, str]]


def _lost(clash: Clash, data: Mapping[str, Any]) -> Lost:
    """What differs from the value that the clause had is what its reader typed."""
    clause, fields = clash.seen, []
    for term in terms_of(clause.body):
        field, typed = term_field(term), str(data.get(_name(clause.code, term.field), "")).strip()
        if typed not in ("", str(field.prepare_value(clause.values.get(term.field)))):
            fields.append((gettext(term.label), _chosen(field, typed), str(getattr(field, "unit", ""))))
    return Lost(clause.title, clash.who, clash.at, fields)


def _chosen(field: forms.Field, typed: str) -> str:
    """The words of an answer that was chosen from a list; else what was typed."""
    return str(dict(getattr(field, "choices", ())).get(whole_number(typed), typed))


class FillForm(DraftForm):
    """要素: all terms of all clauses at once."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        clauses: Iterable[ClauseText],
        base: int,
        gone: Iterable[Clash] = (),
    ) -> None:
        """`gone`: clauses that somebody took out since; what was typed for them has no place any more."""
        self.lost = [lost for clash in gone if (lost := _lost(clash, data or {})).fields]
        self.clauses = [clause for clause in clauses if terms_of(clause.body)]
        held = {_name(clause.code, field): value for clause in self.clauses for field, value in clause.values.items()}
        super().__init__(data, initial={"base": base, **held})
        for clause in self.clauses:
            for term in terms_of(clause.body):
                self.fields[_name(clause.code, term.field)] = term_field(term)

    def clean(self) -> dict[str, Any]:
        if self.lost:
            raise forms.ValidationError(_("有条款已被别人删除，您为它填写的要素没有地方可写。其他要素请再保存一次。"))
        return super().clean() or {}

    def fields_of(self, code: str) -> list[forms.BoundField]:
        """The fields of a clause."""
        return [self[name] for name in self.fields if name.startswith(f"t_{code}__")]

    @property
    def faults(self) -> list[tuple[ClauseText, forms.BoundField]]:
        """Each field with a fault and its clause, in the order of the text."""
        fields = [(clause, bound) for clause in self.clauses for bound in self.fields_of(clause.code)]
        return [(clause, bound) for clause, bound in fields if bound.errors]

    def filled(self) -> dict[str, dict[str, int]]:
        """The values by clause and field."""
        return {
            clause.code: _values_in(self.cleaned_data, terms_of(clause.body), f"t_{clause.code}__")
            for clause in self.clauses
        }


class TermDatesForm(DraftForm):
    """合同期限: first and last day."""

    term_from = forms.DateField(label=_("合同期限起"), widget=DayInput())
    term_to = forms.DateField(label=_("合同期限止"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("term_from"), cleaned.get("term_to")
        if first and last and last <= first:
            self.add_error("term_to", _("合同期满日必须晚于起始日。"))
        return cleaned


class StandardForm(forms.Form):
    """规范文本: what it is called, what no contract may lack, and whether its values are recommended."""

    title = forms.CharField(label=_("名称"), max_length=120)
    mandatory = forms.MultipleChoiceField(
        label=_("必备条款"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("下级工会的草案缺少必备条款的，签字时提示并记录。"),
    )
    with_values = forms.BooleanField(
        label=_("带上已填写的数值"),
        required=False,
        help_text=_("作为建议数值预先填入下级工会的草案，可以修改。"),
    )

    def __init__(self, *args: Any, clauses: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["mandatory"].choices = clauses  # type: ignore[attr-defined]

    def as_standard(self) -> NewStandard:
        """What was asked for."""
        given = self.cleaned_data
        return NewStandard(given["title"], frozenset(given["mandatory"]), with_values=given["with_values"])


def all_terms() -> list[tuple[str, str]]:
    """Every term that a clause can ask for: its placeholder as people write it, and its label."""
    return [(f"{{{term.label}}}", gettext(term.label)) for term in TERMS.values()]


def _name(code: str, field: str) -> str:
    return f"t_{code}__{field}"


def _values_in(data: Mapping[str, Any], terms: Iterable[Term], prefix: str) -> dict[str, int]:
    found = {term.field: data.get(f"{prefix}{term.field}") for term in terms}
    return {field: value for field, value in found.items() if value is not None}

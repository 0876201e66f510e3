"""Two texts clause by clause in words: what was added, removed, moved, changed, and which promised numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhijia.lib.numerals import say_number
from zhijia.services.bargaining.drafting.sheet import Sheet
from zhijia.services.bargaining.drafting.texts import passages_of
from zhijia.services.bargaining.rules.comparing import Fate, Pair, Passage, Run, compare
from zhijia.services.bargaining.rules.terms import TERMS


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a comparison: its clauses, and the names that they are said with."""

    sheet: Sheet
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PairRow:
    """A clause and what became of it. `place` says where it stood when that was elsewhere."""

    chapter: str
    title: str
    fate: Fate
    word: str
    light: str
    place: str
    runs: Sequence[Run]


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A promised number that is another now; empty where it was or is not promised."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All clauses of both texts, in the order of the later one."""

    rows: Sequence[PairRow]
    numbers: Sequence[NumberRow]

    @property
    def changed(self) -> list[PairRow]:
        return [row for row in self.rows if row.fate not in (Fate.SAME, Fate.FILLED) or row.place]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many clauses were added, removed, changed and moved."""
        words = (
            (Fate.ADDED, _("新增")),
            (Fate.REMOVED, _("删去")),
            (Fate.CHANGED, _("修改")),
            (Fate.FILLED, _("填写")),
        )
        counted = [(word, sum(row.fate == fate for row in self.rows)) for fate, word in words]
        return [*counted, (_("移动"), sum(bool(row.place) for row in self.rows))]


def read_comparison(before: Text, after: Text) -> Comparison:
    """What became of the earlier text."""
    pairs = compare(passages_of(before.sheet, before.names), passages_of(after.sheet, after.names))
    return Comparison([_row(pair) for pair in pairs], _numbers(before.sheet, after.sheet))


def _row(pair: Pair) -> PairRow:
    words = {
        Fate.SAME: (_("未改"), "none"),
        Fate.FILLED: (_("填写"), "ok"),
        Fate.CHANGED: (_("修改"), "behind"),
        Fate.ADDED: (_("新增"), "ok"),
        Fate.REMOVED: (_("删去"), "late"),
    }
    shown = pair.after or pair.before
    if shown is None:
        raise ValueError("a pair of nothing")
    word, light = words[pair.fate]
    return PairRow(
        chapter=shown.chapter,
        title=_numbered(shown),
        fate=pair.fate,
        word=word,
        light=light,
        place=_("原在“%(chapter)s”%(title)s") % {"chapter": pair.before.chapter, "title": _numbered(pair.before)}
        if pair.is_moved and pair.before
        else "",
        runs=pair.runs,
    )


def _numbered(clause: Passage) -> str:
    return f"第{say_number(clause.number)}条 {clause.title}".strip()


def _numbers(before: Sheet, after: Sheet) -> list[NumberRow]:
    old, new = _values_in(before), _values_in(after)
    return [
        NumberRow(_(term.label), _said(field, old), _said(field, new))
        for field, term in TERMS.items()
        if old.get(field) != new.get(field) and old
    ]


def _values_in(sheet: Sheet) -> dict[str, int]:
    return {field: value for clause in sheet for field, value in clause.values.items()}


def _said(field: str, values: Mapping[str, int]) -> str:
    return TERMS[field].said(values[field]) if field in values else ""

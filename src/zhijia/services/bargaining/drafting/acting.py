"""From what the page asks to a form, and from a valid form to an edit."""

from collections.abc import Mapping
from typing import Any

from zhijia.lib.typed import whole_number
from zhijia.services.bargaining.actions import drafting as actions
from zhijia.services.bargaining.actions.drafting import Hand
from zhijia.services.bargaining.drafting.operations import UNDO, load_sheet, removed_since
from zhijia.services.bargaining.drafting.sheet import Sheet, chapters_in
from zhijia.services.bargaining.forms.clauses import ClauseForm, DraftForm, FillForm, TermDatesForm
from zhijia.services.bargaining.models import Draft
from zhijia.services.bargaining.rules.wording import from_words, in_words

WRITE, ADD, FILL, TERM = "write", "add", "fill", "term"
WITH_FORM = (WRITE, ADD, FILL, TERM)
TAKE, REMOVE, UP, DOWN = "take", "remove", "up", "down"
VERBS = (*WITH_FORM, TAKE, REMOVE, UP, DOWN, UNDO)


def form_for(doing: str, draft: Draft, code: str, data: Mapping[str, Any] | None = None) -> DraftForm | None:
    """The form of an edit; None for one that asks nothing, or about a clause that is not there."""
    sheet, base = load_sheet(draft), {"base": draft.revision}
    if doing == FILL:
        gone = removed_since(draft, base=whole_number(data.get("base")) or 0) if data else ()
        return FillForm(data, clauses=sheet, base=draft.revision, gone=gone)
    if doing == TERM:
        return TermDatesForm(data, initial={**base, "term_from": draft.term_from, "term_to": draft.term_to})
    if doing in (WRITE, ADD):
        return _clause_form(doing, sheet, code, data, base)
    return None


def _clause_form(
    doing: str, sheet: Sheet, code: str, data: Mapping[str, Any] | None, base: Mapping[str, Any]
) -> ClauseForm | None:
    clause = next((clause for clause in sheet if clause.code == code), None)
    chapters = chapters_in(sheet)
    if doing == ADD:
        beside = clause.chapter if clause else next(iter(chapters), "")
        asks = from_words(data.get("body", "")) if data else ""
        return ClauseForm(data, asks=asks, chapters=chapters, initial={**base, "chapter": beside})
    if clause is None and data is None:
        return None
    initial: dict[str, Any] = dict(base)
    if clause:
        initial |= {"chapter": clause.chapter, "title": clause.title, "body": in_words(clause.body)}
        initial |= {f"t_{field}": value for field, value in clause.values.items()}
    asks = from_words(data.get("body", "") if data else initial.get("body", ""))
    return ClauseForm(data, asks=asks, chapters=chapters, initial=initial)


def carry_out(doing: str, hand: Hand, code: str, form: DraftForm) -> str:
    """Make the edit that a valid form asks for; returns the clause to look at next. Raises `Outdated` or `Refused`."""
    if isinstance(form, TermDatesForm):
        data = form.cleaned_data
        actions.change_term(hand, term_from=data["term_from"], term_to=data["term_to"])
    elif isinstance(form, ClauseForm) and doing == ADD:
        return actions.add_clause(hand, code, form.written())
    elif isinstance(form, ClauseForm):
        actions.write_clause(hand, code, form.written())
    return code


def carry_out_at_once(doing: str, hand: Hand, code: str, source: Sheet) -> None:
    """Take a clause of the other text, remove one, move it, or take the last edit back."""
    if doing == UNDO:
        actions.undo_last(hand)
    elif doing == TAKE:
        actions.take_clause(hand, source, code)
    elif doing == REMOVE:
        actions.remove_clause(hand, code)
    else:
        actions.shift_clause(hand, code, -1 if doing == UP else 1)

"""A contract as the worker reads it on her phone: what she gets, from when, by which clause, what is new; and her questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.checks.law import law_of_contract
from zhijia.services.bargaining.drafting.operations import load_sheet
from zhijia.services.bargaining.drafting.sheet import ClauseText, Sheet
from zhijia.services.bargaining.drafting.texts import names_of
from zhijia.services.bargaining.forms.questions import OpinionForm
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.presenting.amounts import say_amount
from zhijia.services.bargaining.presenting.comparing import Comparison, Text, read_comparison
from zhijia.services.bargaining.presenting.drafting import ClauseRow, clause_rows
from zhijia.services.bargaining.queries import contract_before, opinion_of, questions_of
from zhijia.services.bargaining.rules.benefits import BENEFITS
from zhijia.services.bargaining.rules.terms import TERMS
from zhijia.services.bargaining.rules.thresholds import say_thresholds
from zhijia.services.bargaining.rules.wording import terms_of


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence to the worker; `before` is what the last contract promised where that was something else."""

    text: str
    before: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class OwnClause:
    """A clause: its promises in sentences, and its words."""

    row: ClauseRow
    promises: Sequence[Promise]


@dataclass(frozen=True, slots=True)
class OwnChapter:
    title: str
    clauses: Sequence[OwnClause]


def own_contract_context(contract: Contract, actor: Actor, *, today: date) -> dict[str, Any]:
    """Everything the page shows."""
    before = contract_before(contract)
    sheet = load_sheet(contract.draft) if contract.draft else []
    last = load_sheet(before.draft) if before and before.draft else None
    return {
        "contract": contract,
        "over_since": over_since(contract, today=today),
        "chapters": _chapters(contract, sheet, last),
        "before": before,
        "compared": _compared(contract, sheet, before, last) if before and last is not None else None,
        "shows_all": False,
        "questions": questions_of(actor, contract),
    }


def over_since(contract: Contract, *, today: date) -> date | None:
    """The first day on which a contract that was in force no longer was; None while it is (ST-02)."""
    after = contract.term_to + timedelta(days=1)
    first = min(contract.ended_on or after, after)
    return first if first <= today else None


def opinion_form(contract: Contract, actor: Actor, *, today: date) -> OpinionForm:
    """The two questions, with what she answered this year."""
    said = opinion_of(actor, contract, year=today.year)
    if said is None:
        return OpinionForm()
    answers = {"is_aware": said.is_aware, "is_satisfied": said.is_satisfied}
    return OpinionForm(initial={name: "yes" if answer else "no" for name, answer in answers.items()})


def clause_choices(contract: Contract) -> list[tuple[str, str]]:
    """The clauses that a question can be about."""
    rows = clause_rows(load_sheet(contract.draft), _names(contract)) if contract.draft else []
    return [(row.code, f"{row.number} {row.title}".strip()) for row in rows]


def _chapters(contract: Contract, sheet: Sheet, last: Sheet | None) -> list[OwnChapter]:
    rows = zip(clause_rows(sheet, _names(contract)), sheet, strict=True)
    earlier = {clause.code: clause.values for clause in last} if last is not None else None
    numbers = say_thresholds(law_of_contract(contract), _)
    clauses = [OwnClause(row, _promises(clause, earlier, numbers)) for row, clause in rows]
    return [OwnChapter(title, list(group)) for title, group in groupby(clauses, key=attrgetter("row.chapter"))]


def _promises(
    clause: ClauseText, earlier: Mapping[str, Mapping[str, int]] | None, numbers: Mapping[str, str]
) -> list[Promise]:
    """The sentences of a clause, in the order of its words."""
    known = {field: value for values in (earlier or {}).values() for field, value in values.items()}
    known |= (earlier or {}).get(clause.code, {})
    return [
        _promise(term.field, clause.values[term.field], known, numbers, has_earlier=bool(earlier))
        for term in terms_of(clause.body)
        if term.field in clause.values
    ]


def _promise(
    field: str, value: int, known: Mapping[str, int], numbers: Mapping[str, str], *, has_earlier: bool
) -> Promise:
    term = TERMS[field]
    text = _(BENEFITS[field]).format(value=say_amount(term, value), **numbers)
    if field not in known:
        return Promise(text, is_new=has_earlier)
    return Promise(text, before=say_amount(term, known[field]) if known[field] != value else "")


def _compared(contract: Contract, sheet: Sheet, before: Contract, last: Sheet) -> Comparison:
    return read_comparison(Text(last, _names(before)), Text(sheet, _names(contract)))


def _names(contract: Contract) -> dict[str, str]:
    if contract.draft is None:
        return {}
    return names_of(contract.draft, employer=contract.employer_side, union=_("工会"))

"""A contract as a page: its dates with their reasons, whom it covers, its text by chapter, what was found of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.lib.numerals import say_number
from zhijia.organisation.models import Union
from zhijia.organisation.reading import Together
from zhijia.services.bargaining.actions.opening import is_open_to_next
from zhijia.services.bargaining.drafting.operations import sheet_from
from zhijia.services.bargaining.drafting.sheet import Sheet
from zhijia.services.bargaining.drafting.texts import names_of
from zhijia.services.bargaining.models import (
    Bargaining,
    Clause,
    ClauseTerm,
    Contract,
    PerformanceInspection,
    PerformanceItem,
    Vote,
)
from zhijia.services.bargaining.presenting.coverage import answers_of, coverage_of
from zhijia.services.bargaining.presenting.drafting import ClauseRow, clause_rows
from zhijia.services.bargaining.queries import standing_objections
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


@dataclass(frozen=True, slots=True)
class ChapterText:
    """A chapter with its clauses in order. Its heading stands in the contract, which is Chinese whoever reads it."""

    heading: str
    clauses: Sequence[ClauseRow]


@Together
def _beside(contract: Any, draft: Any, bargaining: Any) -> Sequence[QuerySet[Any]]:
    return (
        standing_objections(bargaining),
        Clause.objects.filter(draft=draft).order_by("chapter", "position"),
        ClauseTerm.objects.filter(clause__draft=draft).order_by("field"),
        Vote.objects.filter(draft=draft).order_by("-held_on"),
        PerformanceInspection.objects.filter(contract=contract).order_by("-inspected_on", "-pk"),
        PerformanceItem.objects.filter(inspection__contract=contract).order_by("pk"),
        Bargaining.objects.filter(previous=contract).order_by("-pk"),
        Case.objects.filter(bargaining__previous=contract).order_by("pk"),
    )


@Together
def _text(draft: Any, bargaining: Any) -> Sequence[QuerySet[Any]]:
    return (
        standing_objections(bargaining),
        Clause.objects.filter(draft=draft).order_by("chapter", "position"),
        ClauseTerm.objects.filter(clause__draft=draft).order_by("field"),
        Vote.objects.filter(draft=draft).order_by("-held_on"),
    )


def text_context(contract: Contract) -> dict[str, Any]:
    """The contract itself for an outside party: its dates, and its text by chapter."""
    objections, clauses, terms, votes = _text.read(contract.draft_id, contract.bargaining_id)
    return {
        "contract_facts": contract_facts(contract, None, votes, is_objected=bool(objections)),
        "chapters": chapters_of(contract, None, sheet_from(clauses, terms)),
    }


def contract_context(contract: Contract, *, case: Case | None, may_succeed: bool) -> dict[str, Any]:
    """`case`, which brings the union that signed, is None for readers who do not see it."""
    union = case.union if case else None
    objections, clauses, terms, votes, inspections, items, successors, cases = _beside.read(
        contract.pk, contract.draft_id, contract.bargaining_id
    )
    cases_by_id = {row.pk: row for row in cases}
    return {
        "contract": contract,
        "union": union,
        "case_url": reverse("cases:case", args=[case.pk]) if case else "",
        "facts": contract_facts(contract, union, votes, is_objected=bool(objections)),
        "chapters": chapters_of(contract, union, sheet_from(clauses, terms)),
        "coverage": coverage_of(contract),
        "answers": answers_of(contract) if contract.enterprise_id is None else None,
        "inspections": [(row, [item for item in items if item.inspection_id == row.pk]) for row in inspections],
        "successors": [(row, cases_by_id[row.case_id]) for row in successors if row.case_id in cases_by_id],
        "may_succeed": bool(may_succeed and case and is_open_to_next(contract)),
    }


def contract_facts(contract: Contract, union: Union | None, votes: Sequence[Vote], *, is_objected: bool) -> list[Fact]:
    """Every date with what it rests on; a date that is not there yet says what it waits for. `votes`: the latest first.

    `is_objected`: the text that was signed met an objection, and no other is signed yet (CB-056, CB-059).
    """
    waits = objected_effect() if is_objected else _("审查期满未提异议后依法生效")
    effect = _told(contract.effective_on, contract.get_effect_basis_display(), waits)
    end = _told(contract.ended_on, contract.get_end_reason_display(), "")
    published = _told(contract.published_on, contract.published_via, _("还没有登记公布"))
    return [
        Fact(_("合同编号"), contract.number),
        Fact(_("合同类型"), contract.get_contract_type_display()),
        *([Fact(_("签约工会"), union.name)] if union else []),
        Fact(_("用人单位方"), contract.employer_side),
        *_vote_facts(votes),
        Fact(_("合同期限"), f"{_day(contract.term_from)} – {_day(contract.term_to)}"),
        Fact(signing_label(is_objected=is_objected), _day(contract.signed_on)),
        Fact(_("生效日期"), effect),
        Fact(_("公布日期"), published),
        *([Fact(_("职代会听取履行报告"), _day(heard))] if (heard := contract.report_heard_on) else []),
        *([Fact(_("终止日期"), end)] if end else []),
    ]


def objected_effect() -> str:
    """What stands in the place of the first day of a contract that was objected to."""
    return _("有异议，没有生效；须重新协商、签订、报送")


def signing_label(*, is_objected: bool) -> str:
    """What the day of signature is called: of a text that is to be signed anew it is the day of the text before."""
    return _("原签订日期（须重新签订）") if is_objected else _("签订日期")


def _vote_facts(votes: Sequence[Vote]) -> list[Fact]:
    """The vote that passed the text and where its result comes from; a contract taken over has none."""
    vote = next((vote for vote in votes if vote.is_passed), None)
    if vote is None:
        return []
    return [Fact(_("表决通过"), f"{_day(vote.held_on)} · {vote.session_label} · {vote.get_source_display()}")]


def chapters_of(contract: Contract, union: Union | None, sheet: Sheet) -> list[ChapterText]:
    """The text by chapter, in order; empty where the contract was taken over without it."""
    if contract.draft is None:
        return []
    names = names_of(contract.draft, employer=contract.employer_side, union=union.name if union else _("工会"))
    rows = clause_rows(sheet, names)
    return [
        ChapterText(f"第{say_number(number)}章 {title}", list(clauses))
        for number, (title, clauses) in enumerate(groupby(rows, key=attrgetter("chapter")), 1)
    ]


def _day(day: date | None) -> str:
    return day_read(day) if day else "—"


def _told(day: date | None, basis: str, otherwise: str) -> str:
    if day is None:
        return otherwise
    return f"{_day(day)} · {basis}" if basis else _day(day)

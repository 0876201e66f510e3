"""A contract as a page: its dates with their reasons, whom it covers, its text by chapter, what was found of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.lib.numerals import say_number
from zhijia.organisation.models import Union
from zhijia.services.bargaining.actions.opening import is_open_to_next
from zhijia.services.bargaining.drafting.operations import load_sheet
from zhijia.services.bargaining.drafting.texts import names_of
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.presenting.coverage import answers_of, coverage_of
from zhijia.services.bargaining.presenting.drafting import ClauseRow, clause_rows
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date


@dataclass(frozen=True, slots=True)
class ChapterText:
    """A chapter with its clauses in order."""

    number: str
    title: str
    clauses: Sequence[ClauseRow]


def contract_context(contract: Contract, *, case: Case | None, may_succeed: bool) -> dict[str, Any]:
    """`case`, which brings the union that signed, is None for readers who do not see it."""
    union = case.union if case else None
    return {
        "contract": contract,
        "union": union,
        "case_url": reverse("cases:case", args=[case.pk]) if case else "",
        "facts": contract_facts(contract, union),
        "chapters": chapters_of(contract, union),
        "coverage": coverage_of(contract),
        "answers": answers_of(contract) if contract.enterprise_id is None else None,
        "inspections": contract.inspections.prefetch_related("items").order_by("-inspected_on"),
        "successors": contract.successors.select_related("case").order_by("-pk"),
        "may_succeed": bool(may_succeed and case and is_open_to_next(contract)),
    }


def contract_facts(contract: Contract, union: Union | None) -> list[Fact]:
    """Every date with what it rests on; a date that is not there yet says what it waits for."""
    effect = _told(contract.effective_on, contract.get_effect_basis_display(), _("审查期满未提异议后依法生效"))
    end = _told(contract.ended_on, contract.get_end_reason_display(), "")
    published = _told(contract.published_on, contract.published_via, _("还没有登记公布"))
    return [
        Fact(_("合同编号"), contract.number),
        Fact(_("合同类型"), contract.get_contract_type_display()),
        *([Fact(_("签约工会"), union.name)] if union else []),
        Fact(_("用人单位方"), contract.employer_side),
        *_vote_facts(contract),
        Fact(_("合同期限"), f"{_day(contract.term_from)} – {_day(contract.term_to)}"),
        Fact(_("签订日期"), _day(contract.signed_on)),
        Fact(_("生效日期"), effect),
        Fact(_("公布日期"), published),
        *([Fact(_("终止日期"), end)] if end else []),
    ]


def _vote_facts(contract: Contract) -> list[Fact]:
    """The vote that passed the text and where its result comes from; a contract taken over has none."""
    vote = contract.draft.votes.filter(is_passed=True).order_by("held_on").last() if contract.draft else None
    if vote is None:
        return []
    return [Fact(_("表决通过"), f"{_day(vote.held_on)} · {vote.session_label} · {vote.get_source_display()}")]


def chapters_of(contract: Contract, union: Union | None) -> list[ChapterText]:
    """The text by chapter, in order; empty where the contract was taken over without it."""
    if contract.draft is None:
        return []
    names = names_of(contract.draft, employer=contract.employer_side, union=union.name if union else _("工会"))
    rows = clause_rows(load_sheet(contract.draft), names)
    return [
        ChapterText(say_number(number), title, list(clauses))
        for number, (title, clauses) in enumerate(groupby(rows, key=attrgetter("chapter")), 1)
    ]


def _day(day: date | None) -> str:
    return full_date(day, language=get_language() or "zh-hans") if day else "—"


def _told(day: date | None, basis: str, otherwise: str) -> str:
    if day is None:
        return otherwise
    return f"{_day(day)} · {basis}" if basis else _day(day)

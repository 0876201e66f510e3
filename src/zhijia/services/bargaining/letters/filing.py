"""The filing form, signed by the employer (document 6)."""

from collections.abc import Mapping
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_bureau
from zhijia.engines.documents.composing.merging import Field, FieldKind, full_day
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, known, span_of, term_of
from zhijia.lib.industries import Edition, find_section
from zhijia.lib.registration_types import find_registration_type
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models import Enterprise
from zhijia.services.bargaining.checks.drafts import vote_of
from zhijia.services.bargaining.checks.filing import filing_of
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.talks import seats_of
from zhijia.services.bargaining.letters.running import summary_of
from zhijia.services.bargaining.letters.words import (
    FILINGS,
    FOLDER,
    employer_facts,
    enterprise_of,
    in_sight,
    sign_as_employer,
    union_chair_of,
    union_code_of,
    workers_of,
)
from zhijia.services.bargaining.models import ClauseTerm, Contract
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.rules.terms import TERMS

Row = tuple[str, ...]
PROTECTING = (ContractType.WOMEN, ContractType.SAFETY)

FILING = register_template(
    "bargaining.filing",
    _("集体合同报送审查登记表"),
    FOLDER / "filing.md",
    [
        Field("bureau"),
        Field("copies", FieldKind.WHOLE),
        Field("basis"),
        Field("title"),
        Field("contract"),
        Field("contract_type"),
        Field("term"),
        Field("signed_on", FieldKind.DAY),
        Field("filed_on", FieldKind.DAY, by_hand=True),
        Field("days_used", by_hand=True),
        Field("filing_term", by_hand=True),
        Field("particulars", FieldKind.ROWS, is_required=False),
        Field("employer_facts", FieldKind.ROWS),
        Field("union"),
        Field("union_code", by_hand=True),
        Field("union_chair", by_hand=True),
        Field("negotiators", FieldKind.ROWS, by_hand=True),
        Field("offered_on", FieldKind.DAY, by_hand=True),
        Field("replied_on", FieldKind.DAY, by_hand=True),
        Field("meetings", by_hand=True),
        Field("assembly"),
        Field("voted_on", FieldKind.DAY),
        Field("attendance"),
        Field("ballots"),
        Field("explanation", FieldKind.TEXT, by_hand=True),
    ],
    series=FILINGS,
)


def _prepared(turn: Turn) -> Mapping[str, Any]:
    """The package for a bureau that works on its own platform or on paper: not yet filed."""
    data = turn.data
    return _form(turn, bureau=data["bureau_name"], copies=data["copies"], explanation=data["explanation"])


def _filed(turn: Turn) -> Mapping[str, Any] | None:
    """What the employer files here; what it filed on paper is kept as its scan."""
    if turn.actor.post is not None:
        return None
    filing = filing_of(turn)
    contract: Contract = turn.record.contract
    used = (filing.filed_on - contract.signed_on).days if contract.signed_on else None
    form = _form(turn, bureau=filing.bureau_name, copies=filing.copies, explanation=filing.explanation)
    return {**form, "filed_on": filing.filed_on, "days_used": "" if used is None else f"{used}日"}


def _form(turn: Turn, *, bureau: str, copies: int, explanation: str) -> dict[str, Any]:
    contract: Contract = turn.record.contract
    key = "contract.filing.wage" if contract.contract_type == ContractType.WAGE else "contract.filing"
    law = rule_of(turn, key, on=contract.signed_on)
    term = term_of(law)
    return {
        "bureau": bureau,
        "copies": copies,
        "basis": basis_of(rule_of(turn, "contract.filing.employer"), law),
        "title": contract.get_contract_type_display(),
        "contract": contract.number,
        "contract_type": contract.get_contract_type_display(),
        "term": span_of(contract.term_from, contract.term_to),
        "signed_on": contract.signed_on,
        "filing_term": f"双方首席代表签字之日起{term}内" if term else "",
        "particulars": [*_particulars(turn, contract), *_history(turn)],
        "employer_facts": [*employer_facts(turn), *_profile(enterprise_of(turn))],
        "union": workers_of(turn),
        "union_code": union_code_of(turn),
        "union_chair": union_chair_of(turn),
        "negotiators": _negotiators(turn),
        "explanation": explanation,
        **_process(turn),
        **_adoption(turn),
    }


def _particulars(turn: Turn, contract: Contract) -> list[Row]:
    """What the form asks of wage agreements, and of those that protect women or safety."""
    if contract.contract_type == ContractType.WAGE:
        enterprise = enterprise_of(turn)
        return [
            ("上年职工月平均工资", known(_last_average_wage(turn))),
            ("本年度约定月平均工资", known(_promised(contract, "average_wage"))),
            ("工资增长幅度", known(_promised(contract, "wage_rise"))),
            ("适用职工人数", known(_people(enterprise.headcount) if enterprise else "")),
        ]
    if contract.contract_type in PROTECTING:
        return [("涉及岗位", known("")), ("保护措施", known(_chapters_of(contract)))]
    return []


def _last_average_wage(turn: Turn) -> str:
    """What was written when the form was made; empty where nobody did."""
    wage = turn.data.get("last_average_wage")
    return "" if wage is None else f"{wage:f}元"


def _promised(contract: Contract, field: str) -> str:
    """A value that the text promises, as it stands in it; empty where the text does not say it."""
    found = ClauseTerm.objects.filter(clause__draft=contract.draft_id, field=field).first()
    return TERMS[field].said(found.value) if found else ""


def _chapters_of(contract: Contract) -> str:
    clauses = contract.draft.clauses.order_by("chapter", "position") if contract.draft else ()
    chapters = dict.fromkeys(clause.chapter_title for clause in clauses)
    return f"见合同文本：{'、'.join(chapters)}" if chapters else ""


def _history(turn: Turn) -> list[Row]:
    """The contract before, and what was found of its performance; nothing for a first one."""
    previous: Contract | None = turn.record.previous
    if previous is None:
        return []
    with in_sight(turn):
        inspection = previous.inspections.order_by("-inspected_on", "-pk").prefetch_related("items").first()
    found = f"{full_day(inspection.inspected_on)}检查：{summary_of(list(inspection.items.all()))}" if inspection else ""
    return [("上期合同", previous.number), ("上期合同履行情况", known(found))]


def _profile(enterprise: Enterprise | None) -> list[Row]:
    if enterprise is None:
        return []
    kind = find_registration_type(enterprise.ownership)
    section = find_section(enterprise.industry_section, Edition(int(enterprise.industry_edition)))
    return [
        ("登记注册类型", known(kind.zh if kind else "")),
        ("行业", known(section.zh if section else "")),
        ("职工总数", known(_people(enterprise.headcount))),
        ("女职工", known(_people(enterprise.women))),
        ("劳务派遣", known(_people(enterprise.dispatched))),
    ]


def _people(count: int | None) -> str:
    return "" if count is None else f"{count}人"


def _negotiators(turn: Turn) -> list[Row]:
    """With a cell for the number of each one's identity card, which nobody keeps here."""
    return [
        (seat.get_side_display(), seat.name, seat.position, "是" if seat.is_chief else "", "　")
        for seat in seats_of(turn)
    ]


def _process(turn: Turn) -> dict[str, Any]:
    offer = turn.record.offers.select_related("reply").order_by("-number").first()
    reply = getattr(offer, "reply", None)
    with in_sight(turn):
        days = list(turn.record.meetings.order_by("number").values_list("held_on", flat=True))
    told = "、".join(full_day(day) for day in days)
    return {
        "offered_on": offer.sent_on if offer else None,
        "replied_on": reply.replied_on if reply else None,
        "meetings": f"{len(days)}次：{told}" if days else "",
    }


def _adoption(turn: Turn) -> dict[str, Any]:
    vote = vote_of(turn)
    return {
        "assembly": f"{vote.session_label}{vote.get_assembly_display()}",
        "voted_on": vote.held_on,
        "attendance": f"应到{vote.entitled}人，实到{vote.present}人",
        "ballots": f"赞成{vote.yes}票，反对{vote.no}票，弃权{vote.abstain}票，无效{vote.invalid}票",
    }


PACKAGE = Paper(FILING.code, _prepared, in_name_of=sign_as_employer)
FILING_FORM = Paper(FILING.code, _filed, serve_on_bureau, in_name_of=sign_as_employer)

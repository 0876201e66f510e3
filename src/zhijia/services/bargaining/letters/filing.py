"""Filing form, opinion, publication (documents 6 and 7)."""

from collections.abc import Mapping
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_bureau, serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind, full_day
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, span_of, term_of
from zhijia.lib.industries import Edition, find_section
from zhijia.lib.registration_types import find_registration_type
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.checks.drafts import vote_of
from zhijia.services.bargaining.checks.filing import filing_of
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.talks import seats_of
from zhijia.services.bargaining.letters.words import FOLDER, PAPERS, employer_of, enterprise_of, laws_left_out, union_of
from zhijia.services.bargaining.models import Contract, Filing
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.models.filings import Opinion

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
        Field("filed_on", FieldKind.DAY, is_required=False),
        Field("days_used", is_required=False),
        Field("filing_term", is_required=False),
        Field("previous", is_required=False),
        Field("employer"),
        Field("credit_code", is_required=False),
        Field("ownership", is_required=False),
        Field("industry", is_required=False),
        Field("headcount", is_required=False),
        Field("women", is_required=False),
        Field("dispatched", is_required=False),
        Field("union"),
        Field("negotiators", FieldKind.ROWS, is_required=False),
        Field("offered_on", FieldKind.DAY, is_required=False),
        Field("replied_on", FieldKind.DAY, is_required=False),
        Field("meetings", is_required=False),
        Field("assembly"),
        Field("voted_on", FieldKind.DAY),
        Field("attendance"),
        Field("ballots"),
        Field("explanation", FieldKind.TEXT, is_required=False),
    ],
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
    form = _form(turn, bureau=filing.bureau_name, copies=filing.copies)
    return {**form, "filed_on": filing.filed_on, "days_used": "" if used is None else f"{used}日"}


def _form(turn: Turn, *, bureau: str, copies: int, explanation: str = "") -> dict[str, Any]:
    contract: Contract = turn.record.contract
    key = "contract.filing.wage" if contract.contract_type == ContractType.WAGE else "contract.filing"
    law = rule_of(turn, key, on=contract.signed_on)
    term = term_of(law)
    previous = turn.record.previous
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
        "previous": previous.number if previous else "",
        "union": union_of(turn),
        "negotiators": _negotiators(turn),
        "explanation": explanation,
        **_employer(turn),
        **_process(turn),
        **_adoption(turn),
    }


def _employer(turn: Turn) -> dict[str, str]:
    enterprise = enterprise_of(turn)
    if enterprise is None:
        return {"employer": employer_of(turn)}
    kind = find_registration_type(enterprise.ownership)
    section = find_section(enterprise.industry_section, Edition(int(enterprise.industry_edition)))
    return {
        "employer": enterprise.name,
        "credit_code": enterprise.credit_code,
        "ownership": kind.zh if kind else "",
        "industry": section.zh if section else "",
        "headcount": _people(enterprise.headcount),
        "women": _people(enterprise.women),
        "dispatched": _people(enterprise.dispatched),
    }


def _people(count: int | None) -> str:
    return "" if count is None else f"{count}人"


def _negotiators(turn: Turn) -> list[tuple[str, str, str, str]]:
    return [
        (seat.get_side_display(), seat.name, seat.position, "是" if seat.is_chief else "") for seat in seats_of(turn)
    ]


def _process(turn: Turn) -> dict[str, Any]:
    offer = turn.record.offers.select_related("reply").order_by("-number").first()
    reply = getattr(offer, "reply", None)
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


PACKAGE = Paper(FILING.code, _prepared)
FILING_FORM = Paper(FILING.code, _filed, serve_on_bureau)

REVIEW = register_template(
    "bargaining.review",
    _("集体合同审查意见书"),
    FOLDER / "review.md",
    [
        Field("addressee"),
        Field("signed_on", FieldKind.DAY),
        Field("filed_on", FieldKind.DAY),
        Field("received_on", FieldKind.DAY),
        Field("contract_type"),
        Field("contract"),
        Field("basis"),
        Field("on_capacity", FieldKind.TEXT, is_required=False),
        Field("on_procedure", FieldKind.TEXT, is_required=False),
        Field("on_content", FieldKind.TEXT, is_required=False),
        Field("objected_items", FieldKind.TEXT, is_required=False),
        Field("conclusion"),
        Field("consequence"),
        Field("served_on_workers_on", FieldKind.DAY, is_required=False),
        Field("served_on_employer_on", FieldKind.DAY, is_required=False),
        Field("reviewer"),
    ],
)
CONCLUSIONS = {
    Opinion.NO_OBJECTION: ("无异议。", "请双方按照规定向本方全体人员公布，并全面履行。"),
    Opinion.OBJECTION: ("有异议。", "请双方对上述条款重新协商，重新提交职工代表大会或者全体职工讨论，签字后再次报送。"),
}


def _review(turn: Turn) -> Mapping[str, Any] | None:
    """The bureau's own opinion; one that came on paper is kept as its scan."""
    if turn.actor.post is not None:
        return None
    filing: Filing = filing_of(turn)
    review, contract = filing.review, filing.contract
    conclusion, consequence = CONCLUSIONS[Opinion(review.opinion)]
    return {
        "addressee": f"{employer_of(turn)}、{union_of(turn)}",
        "signed_on": contract.signed_on,
        "filed_on": filing.filed_on,
        "received_on": filing.received_on,
        "contract_type": contract.get_contract_type_display(),
        "contract": contract.number,
        "basis": basis_of(rule_of(turn, "contract.review", on=filing.received_on), without=laws_left_out(turn)),
        "on_capacity": review.on_capacity,
        "on_procedure": review.on_procedure,
        "on_content": review.on_content,
        "objected_items": review.objected_items,
        "conclusion": conclusion,
        "consequence": consequence,
        "served_on_workers_on": review.served_on_workers_on,
        "served_on_employer_on": review.served_on_employer_on,
        "reviewer": review.reviewer,
    }


REVIEW_OPINION = Paper(REVIEW.code, _review, serve_on_employer)

PUBLICATION = register_template(
    "bargaining.publication",
    _("集体合同公布通告"),
    FOLDER / "publication.md",
    [
        Field("contract_type", is_public=True),
        Field("union"),
        Field("employer"),
        Field("contract"),
        Field("signed_on", FieldKind.DAY, is_required=False),
        Field("effect"),
        Field("term"),
        Field("effective_on", FieldKind.DAY, is_required=False),
        Field("via"),
        Field("published_on", FieldKind.DAY),
    ],
    series=PAPERS,
)


def _publication(turn: Turn) -> Mapping[str, Any]:
    contract: Contract = turn.record.contract
    return {
        "contract_type": contract.get_contract_type_display(),
        "union": union_of(turn),
        "employer": employer_of(turn),
        "contract": contract.number,
        "signed_on": contract.signed_on,
        "effect": str(EffectBasis(contract.effect_basis).label) if contract.effect_basis else "已经生效",
        "term": span_of(contract.term_from, contract.term_to),
        "effective_on": contract.effective_on,
        "via": contract.published_via,
        "published_on": contract.published_on,
    }


PUBLICATION_NOTICE = Paper(PUBLICATION.code, _publication, serve_on_employer)

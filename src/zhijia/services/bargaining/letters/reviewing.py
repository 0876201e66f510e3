"""The bureau's opinion, and the publication of a contract (document 7)."""

from collections.abc import Mapping
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, span_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.checks.filing import filing_of
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.letters.words import (
    FOLDER,
    PAPERS,
    REVIEWS,
    employer_facts,
    employer_of,
    laws_left_out,
    union_chair_of,
    union_of,
    workers_of,
)
from zhijia.services.bargaining.models import Contract, Filing
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.models.filings import Opinion

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
        Field("employer_facts", FieldKind.ROWS),
        Field("union"),
        Field("union_chair", by_hand=True),
        Field("on_capacity", FieldKind.TEXT, is_required=False),
        Field("on_procedure", FieldKind.TEXT, is_required=False),
        Field("on_content", FieldKind.TEXT, is_required=False),
        Field("objected_items", FieldKind.TEXT, is_required=False),
        Field("conclusion"),
        Field("consequence"),
        Field("served_on_workers_on", FieldKind.DAY, by_hand=True),
        Field("served_on_employer_on", FieldKind.DAY, by_hand=True),
        Field("reviewer"),
    ],
    series=REVIEWS,
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
        "employer_facts": employer_facts(turn),
        "union": workers_of(turn),
        "union_chair": union_chair_of(turn),
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


REVIEW_OPINION = Paper(REVIEW.code, _review, serve_on_employer, receipt="serve_opinion")

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
        "union": workers_of(turn),
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

"""The request for coordination and the agreement that it came to (document S3)."""

from collections.abc import Mapping
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_bureau, serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, items_of, term_of, upper_union_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.letters.words import FOLDER, PAPERS, SETTLEMENTS, employer_of, enterprise_of, union_of
from zhijia.services.bargaining.models import Coordination
from zhijia.services.bargaining.models.talks import IssueStatus

REQUEST = register_template(
    "bargaining.coordination_request",
    _("集体协商争议协调处理申请书"),
    FOLDER / "coordination_request.md",
    [
        Field("basis"),
        Field("employer"),
        Field("union"),
        Field("subject"),
        Field("case"),
        Field("applicant"),
        Field("facts", FieldKind.TEXT),
        Field("issues", FieldKind.ROWS, is_required=False),
        Field("term"),
        Field("copies", is_required=False),
    ],
    series=PAPERS,
)


def _request(turn: Turn) -> Mapping[str, Any]:
    coordination: Coordination = turn.record.coordinations.order_by("-pk")[0]
    law = rule_of(turn, "bargaining.coordination")
    term = term_of(law)
    issues = turn.record.issues.exclude(status=IssueStatus.AGREED).order_by("pk")
    return {
        "basis": basis_of(rule_of(turn, "bargaining.coordination.tripartite"), law) or "集体协商的有关规定",
        "employer": employer_of(turn),
        "union": union_of(turn),
        "subject": turn.record.get_contract_type_display(),
        "case": turn.record.case.number,
        "applicant": coordination.get_applicant_display(),
        "facts": coordination.facts,
        "issues": [(issue.head, issue.workers_position, issue.employer_position) for issue in issues],
        "term": f"自受理之日起{term}内" if term else "在规定期限内",
        "copies": upper_union_of(turn),
    }


def _on_both(turn: Turn) -> tuple[str, ...]:
    return (*serve_on_bureau(turn), *serve_on_employer(turn))


REQUEST_LETTER = Paper(REQUEST.code, _request, _on_both)
"""Issued on the case of the coordination (S3)."""

AGREEMENT = register_template(
    "bargaining.coordination_agreement",
    _("集体协商争议协调处理协议书"),
    FOLDER / "coordination_agreement.md",
    [
        Field("basis"),
        Field("employer"),
        Field("union"),
        Field("case"),
        Field("bureau"),
        Field("union_party"),
        Field("employers_party"),
        Field("applied_on", FieldKind.DAY),
        Field("accepted_on", FieldKind.DAY),
        Field("facts", FieldKind.TEXT),
        Field("result", FieldKind.TEXT),
        Field("open_items", FieldKind.LINES, is_required=False),
    ],
    series=SETTLEMENTS,
)


def _agreement(turn: Turn) -> Mapping[str, Any] | None:
    """The bureau's own paper; one that came signed from outside is kept as its scan."""
    if turn.actor.post is not None:
        return None
    coordination: Coordination = turn.record
    enterprise = enterprise_of(turn)
    return {
        "basis": basis_of(rule_of(turn, "bargaining.coordination.signed")) or "集体协商的有关规定",
        "employer": enterprise.name if enterprise else f"{coordination.bargaining.scope_label}各用人单位",
        "union": union_of(turn),
        "case": turn.case.number,
        "bureau": coordination.bureau,
        "union_party": coordination.union_party,
        "employers_party": coordination.employers_party,
        "applied_on": coordination.applied_on,
        "accepted_on": coordination.accepted_on,
        "facts": coordination.facts,
        "result": coordination.result,
        "open_items": items_of(coordination.open_items),
    }


AGREEMENT_LETTER = Paper(AGREEMENT.code, _agreement, serve_on_employer)

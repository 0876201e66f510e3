"""S1, a proposal with its answer, and the report to the congress of what became of all proposals (WC-042, WC-043)."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.congress.proposals.checks import merged_into, signatures_of
from zhijia.services.congress.proposals.models import Proposal, ProposalReply, Rating
from zhijia.services.congress.terms.letters import FOLDER, SERIES

NONE = "—"
TO_TICK = "□满意　□基本满意　□不满意"

PROPOSAL_TEMPLATE = register_template(
    "congress.proposal",
    _("职工代表提案表与办理答复单"),
    FOLDER / "proposal.md",
    [
        Field("title"),
        Field("case"),
        Field("congress"),
        Field("proposer"),
        Field("seconders"),
        Field("merged", is_required=False),
        Field("submitted_on", FieldKind.DAY),
        Field("reason", FieldKind.TEXT),
        Field("measure", FieldKind.TEXT),
        Field("decision", FieldKind.TEXT),
        Field("ruling"),
        Field("decided_on", FieldKind.DAY),
        Field("lead"),
        Field("support", is_required=False),
        Field("due_on", FieldKind.DAY),
        Field("round", FieldKind.WHOLE),
        Field("reply", FieldKind.TEXT),
        Field("signer"),
        Field("replied_on", FieldKind.DAY),
        Field("rating"),
        Field("before", is_required=False),
    ],
    series=SERIES,
)
REPORT_TEMPLATE = register_template(
    "congress.proposals_report",
    _("提案办理情况报告"),
    FOLDER / "proposals_report.md",
    [
        Field("congress", is_public=True),
        Field("case"),
        Field("facts", FieldKind.ROWS),
        Field("proposals", FieldKind.ROWS),
        Field("reasons", FieldKind.LINES, is_required=False),
    ],
    series=SERIES,
)


def _proposal(turn: Turn) -> Mapping[str, Any]:
    """With the answer that was just given; how it is found is ticked by hand or said on the phone."""
    proposal: Proposal = turn.record
    *before, answer = ProposalReply.objects.filter(proposal=proposal).order_by("number")
    names = signatures_of(proposal).order_by("pk").values_list("delegate__name", flat=True)
    return {
        "title": proposal.title,
        "case": turn.case.number,
        "congress": proposal.term.case.title,
        "proposer": proposal.proposer.name,
        "seconders": "、".join(names) or "无",
        "merged": "；".join(f"{one.title}（{one.proposer.name}）" for one in merged_into(proposal)),
        "submitted_on": proposal.submitted_on,
        "reason": proposal.reason,
        "measure": proposal.measure,
        "decision": proposal.decision,
        "ruling": proposal.get_ruling_display(),
        "decided_on": proposal.decided_on,
        "lead": proposal.lead,
        "support": proposal.support,
        "due_on": proposal.due_on,
        "round": answer.number,
        "reply": answer.text,
        "signer": answer.signer,
        "replied_on": answer.replied_on,
        "rating": TO_TICK,
        "before": "；".join(_rated(one) for one in before),
    }


def report_of(
    proposals: list[Proposal], replies: Mapping[int, ProposalReply], *, title: str, number: str
) -> Mapping[str, Any]:
    """Every proposal with its state: refused ones are not left out (E-24)."""
    ruled = Counter(one.ruling for one in proposals)
    rated = Counter(reply.rating for reply in replies.values() if reply.rating)
    satisfied = rated[Rating.SATISFIED] + rated[Rating.BASICALLY]
    return {
        "congress": title,
        "case": number,
        "facts": [
            ("收到提案", f"{len(proposals)}件"),
            ("立案", f"{ruled['filed']}件，并案{ruled['merged']}件"),
            ("不予立案", f"{ruled['refused']}件，转其他渠道{ruled['redirected']}件"),
            ("已经答复", f"{len(replies)}件"),
            ("满意和基本满意", f"{satisfied}件，共评价{rated.total()}件"),
        ],
        "proposals": [_line(one, replies.get(one.pk)) for one in proposals],
        "reasons": [f"{one.title}：{one.decision}" for one in proposals if one.ruling in ("refused", "redirected")],
    }


def _line(one: Proposal, reply: ProposalReply | None) -> tuple[str, ...]:
    done = reply.text if reply else one.get_ruling_display() or "待审查"
    return (one.case.number, one.title, one.proposer.name, one.lead or NONE, done, _rated(reply) if reply else NONE)


def _rated(reply: ProposalReply) -> str:
    return "，".join(filter(None, [str(reply.get_rating_display()), reply.rating_note])) or "待评价"


REPLY = Paper(PROPOSAL_TEMPLATE.code, _proposal)

"""The union's answer to an employer's own demand (document 2, the other way round)."""

from collections.abc import Mapping
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, items_of, upper_union_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.acts.offering import latest_offer
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.letters.words import FOLDER, PAPERS, employer_of, laws_left_out
from zhijia.services.bargaining.models.offers import Decision

OWN_REPLY = register_template(
    "bargaining.own_reply",
    _("答复用人单位要约"),
    FOLDER / "own_reply.md",
    [
        Field("addressee"),
        Field("contract_type"),
        Field("case"),
        Field("served_on", FieldKind.DAY),
        Field("basis"),
        Field("decision"),
        Field("reason", FieldKind.TEXT, is_required=False),
        Field("accepted_topics", FieldKind.LINES, is_required=False),
        Field("counter_topics", FieldKind.LINES, is_required=False),
        Field("meets_on", FieldKind.DAY, is_required=False),
        Field("meets_at", is_required=False),
        Field("signer"),
        Field("copies", is_required=False),
    ],
    series=PAPERS,
)
DECISIONS = {
    Decision.AGREE: "我会同意就你单位提出的事项进行集体协商。",
    Decision.REFUSE: "我会不同意进行集体协商，理由如下。",
}


def _own_reply(turn: Turn) -> Mapping[str, Any]:
    offer = latest_offer(turn)
    reply = offer.reply
    return {
        "addressee": employer_of(turn),
        "contract_type": turn.record.get_contract_type_display(),
        "case": turn.case.number,
        "served_on": offer.served_on,
        "basis": basis_of(rule_of(turn, "bargaining.reply"), without=laws_left_out(turn)) or "集体协商的有关规定",
        "decision": DECISIONS[Decision(reply.decision)],
        "reason": reply.reason,
        "accepted_topics": items_of(reply.accepted_topics),
        "counter_topics": items_of(reply.counter_topics),
        "meets_on": reply.meets_on,
        "meets_at": reply.meets_at,
        "signer": reply.signer,
        "copies": upper_union_of(turn),
    }


OWN_REPLY_LETTER = Paper(OWN_REPLY.code, _own_reply, serve_on_employer)

"""Offer and reply (documents 1 and 2)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_employer
from zhijia.engines.documents.composing.merging import BLANK_ROWS, Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.documents.wording import (
    basis_of,
    in_line,
    items_of,
    known,
    known_day,
    last_day_of,
    term_of,
    upper_union_of,
)
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.acts.offering import latest_offer
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.letters.words import (
    FOLDER,
    OFFERS,
    REPLIES,
    employer_of,
    laws_left_out,
    union_code_of,
    union_of,
    workers_of,
)
from zhijia.services.bargaining.models import Bargaining, Reply
from zhijia.services.bargaining.models.bargainings import BargainingKind, ContractType, Side
from zhijia.services.bargaining.models.offers import Decision

OFFER = register_template(
    "bargaining.offer",
    _("集体协商要约书"),
    FOLDER / "offer.md",
    [
        Field("title", is_public=True),
        Field("addressee"),
        Field("union"),
        Field("union_code", by_hand=True),
        Field("basis"),
        Field("authority"),
        Field("kind"),
        Field("contract_type"),
        Field("track"),
        Field("case"),
        Field("topics", FieldKind.LINES),
        Field("claims", FieldKind.TEXT, is_required=False),
        Field("proposed_on", FieldKind.DAY, by_hand=True),
        Field("proposed_place", by_hand=True),
        Field("negotiators", FieldKind.WHOLE, by_hand=True),
        Field("chief"),
        Field("data_by"),
        Field("data_requested", FieldKind.LINES, is_required=False),
        Field("reply_term"),
        Field("reply_by", FieldKind.DAY, by_hand=True),
        Field("contact", by_hand=True),
        Field("copies", is_required=False),
    ],
    series=OFFERS,
)


def _offer(turn: Turn) -> Mapping[str, Any]:
    bargaining: Bargaining = turn.record
    offer = latest_offer(turn)
    reply = rule_of(turn, "bargaining.reply")
    term = term_of(reply)
    return {
        "title": _title_of(bargaining),
        "addressee": employer_of(turn),
        "union": workers_of(turn),
        "union_code": union_code_of(turn),
        "basis": basis_of(rule_of(turn, "bargaining.offer.written"), reply, without=laws_left_out(turn)),
        "authority": _authority_of(turn),
        "kind": bargaining.get_kind_display(),
        "contract_type": bargaining.get_contract_type_display(),
        "track": bargaining.get_track_display(),
        "case": turn.case.number,
        "topics": items_of(offer.topics),
        "claims": offer.claims,
        "proposed_on": offer.proposed_on,
        "proposed_place": offer.proposed_place,
        "negotiators": offer.negotiators_proposed,
        "chief": _workers_chief(bargaining),
        "data_by": _data_by(turn),
        "data_requested": items_of(offer.data_requested),
        "reply_term": f"{term}内" if term else "在规定期限内",
        "reply_by": turn.ask(_reply_by),
        "contact": offer.contact,
        "copies": upper_union_of(turn),
    }


def _reply_by(turns: Sequence[Turn]) -> Mapping[int, date | None]:
    """The last day for the answer of whoever receives the offer on the day on which it is sent."""
    law, today = LocalLaw(), turns[0].today
    places = {turn.case.place for turn in turns}
    last = {
        place: last_day_of(law.rule("bargaining.reply", place=place, on=today), today, calendar=law.calendar)
        for place in places
    }
    return {turn.case.pk: last[turn.case.place] for turn in turns}


def _title_of(bargaining: Bargaining) -> str:
    """Wage talks begin with a declaration of intent (试行办法 17), all others with an offer."""
    if bargaining.contract_type == ContractType.WAGE:
        return "工资集体协商意向书（要约书）"
    kind = "" if bargaining.kind == BargainingKind.NEW else f"（{bargaining.get_kind_display()}）"
    return f"集体协商要约书{kind}"


def _authority_of(turn: Turn) -> str:
    """Who demands talks, and by what right (the union itself, one above for it, elected representatives)."""
    bargaining: Bargaining = turn.record
    if bargaining.guided_by:
        return f"在{bargaining.guided_by.name}指导下，你单位职工推选的协商代表代表全体职工"
    post = turn.actor.post
    if post and post.union_id != turn.case.union_id:
        return f"我会作为上级工会，受{union_of(turn)}委托，代表{employer_of(turn)}职工"
    return "我会代表全体职工"


def _workers_chief(bargaining: Bargaining) -> str:
    """By office the chair; where there is no union, whom the workers elected (CB-013, CB-018)."""
    if bargaining.guided_by_id is None:
        return "工会主席（书面委托其他协商代表的，以委托书为准）"
    chief = bargaining.negotiators.filter(side=Side.WORKERS, is_chief=True, ended_on=None).first()
    return f"{chief.name}（职工推选）" if chief else ""


def _data_by(turn: Turn) -> str:
    """Wage talks have a term for the data (CB-030); otherwise before the talks."""
    if turn.record.contract_type == ContractType.WAGE:
        term = term_of(rule_of(turn, "bargaining.data"))
        return f"协商开始前{term}内" if term else "协商开始前"
    return "协商开始前"


OFFER_LETTER = Paper(OFFER.code, _offer, serve_on_employer, receipt="record_service")

REPLY = register_template(
    "bargaining.reply",
    _("应约答复书"),
    FOLDER / "reply.md",
    [
        Field("addressee"),
        Field("offer"),
        Field("sent_on", FieldKind.DAY),
        Field("served_on", FieldKind.DAY),
        Field("case"),
        Field("basis"),
        Field("decision"),
        Field("reason", FieldKind.TEXT, is_required=False),
        Field("accepted_topics", FieldKind.LINES, is_required=False),
        Field("counter_topics", FieldKind.LINES, is_required=False),
        Field("meeting", FieldKind.ROWS, is_required=False),
        Field("negotiators", FieldKind.ROWS, is_required=False),
        Field("signer"),
    ],
    series=REPLIES,
)
DECISIONS = {
    Decision.AGREE: "我单位同意就你会提出的事项进行集体协商。",
    Decision.PARTLY: "我单位同意就你会提出的部分事项进行集体协商。",
    Decision.REFUSE: "我单位不同意进行集体协商，理由如下。",
}


def _reply(turn: Turn) -> Mapping[str, Any] | None:
    """The employer's own letter; one that came on paper is kept as its scan."""
    if turn.actor.post is not None:
        return None
    offer = latest_offer(turn)
    reply = offer.reply
    return {
        "addressee": union_of(turn),
        "offer": _number_of_offer(turn) or f"第{offer.number}次",
        "sent_on": offer.sent_on,
        "served_on": offer.served_on,
        "case": turn.case.number,
        "basis": basis_of(rule_of(turn, "bargaining.reply"), without=laws_left_out(turn)) or "集体协商的有关规定",
        "decision": DECISIONS[Decision(reply.decision)],
        "reason": reply.reason,
        "accepted_topics": items_of(reply.accepted_topics),
        "counter_topics": items_of(reply.counter_topics),
        **({} if reply.decision == Decision.REFUSE else _how_we_meet(turn, reply)),
        "signer": in_line([reply.signer, reply.signer_authority]),
    }


def _number_of_offer(turn: Turn) -> str:
    """The number of the letter that is answered."""
    letters = IssuedDocument.objects.filter(case=turn.case, template=OFFER.code, annulment=None)
    return letters.order_by("-pk").values_list("number", flat=True).first() or ""


def _how_we_meet(turn: Turn, reply: Reply) -> Mapping[str, Any]:
    """When and where, with which data and whom; what is still open is written in by hand."""
    return {
        "meeting": [
            ("协商日期", known_day(reply.meets_on)),
            ("协商地点", known(reply.meets_at)),
            ("我方提供的资料", known(reply.data_list)),
            ("提供资料日期", known_day(reply.data_on)),
        ],
        "negotiators": _employers_negotiators(turn.record) or BLANK_ROWS,
    }


def _employers_negotiators(bargaining: Bargaining) -> list[tuple[str, str, str]]:
    seats = bargaining.negotiators.filter(side=Side.EMPLOYER, ended_on=None).order_by("-is_chief", "pk")
    return [(seat.name, seat.position, "是" if seat.is_chief else "") for seat in seats]


REPLY_LETTER = Paper(REPLY.code, _reply)

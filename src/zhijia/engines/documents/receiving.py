"""What a party's receipt of a paper comes to in its case: where the flow says so, signing for it is an act of the case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from zhijia.engines.cases.advance import advance, check_move
from zhijia.engines.cases.flow import ClockStart, Move, Turn, Wanted, get_flow, is_allowed, leave_to_system
from zhijia.engines.cases.models import Case, Clock, ClockState
from zhijia.engines.cases.sharing import through_mandate
from zhijia.engines.cases.standing import Standing
from zhijia.engines.documents.models import IssuedDocument, Serving
from zhijia.engines.documents.serving import acknowledge
from zhijia.lib.sentences import gettext_noop as _
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.trail.kinds import EventKind

RECEIPTS = UUID("5a0f8b1e-3c1d-4f55-9b43-8f0f4c3a7d21")
"""The name space of the moves that receipts make: one for each paper that was signed for."""
SIGNING = "signing"
UNSIGNED = "leave_unsigned"


def sign_for(serving: Serving, *, actor: Actor, now: datetime) -> Serving:
    """The party signs for what was served on it, and with that makes the move that its receipt stands for.

    Whoever holds a later paper of the case, or received this one on paper before, only signs. A second time changes
    nothing. Raises `Refused` for anybody else.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=serving.case_id)
        signed = acknowledge(serving, actor=actor, now=now)
        verb = _verb_of(signed)
        if verb and _is_open(verb, case, actor=actor, now=now):
            advance(case.pk, verb, actor=actor, key=uuid5(RECEIPTS, str(signed.pk)), now=now)
    return signed


def awaiting_signature(actor: Actor, case_ids: Iterable[int]) -> Mapping[tuple[int, str], Serving]:
    """The papers of these cases that the actor's parties have not signed for, by case and the move that it would make."""
    unread = Serving.objects.filter(case_id__in=case_ids, party__in=actor.parties, received_at=None)
    rows = unread.filter(document__isnull=False).select_related("document", "case").order_by("pk")
    return {(row.case_id, verb): row for row in rows if (verb := _receipts(row.case).get(_template(row), ""))}


def signatures_among(servings: Iterable[Serving], case: Case) -> Mapping[tuple[int, str], Serving]:
    """The same of one case whose servings on the actor's parties were read already, oldest first."""
    receipts, unread = _receipts(case), [row for row in servings if row.received_at is None]
    return {(case.pk, verb): row for row in unread if (verb := receipts.get(_template(row), ""))}


def signing_clock(parameter: str, sent_on: Callable[[Any], date | None]) -> ClockStart:
    """How long a paper that was sent here waits for a signature before it is served by other means."""
    return ClockStart(SIGNING, _("等对方在线签收"), "term", parameter=parameter, since=sent_on, on_expiry=UNSIGNED)


def unsigned_move(*, states: frozenset[str], event: EventKind) -> Move:
    """What the system does when nobody signed in time: it says so, and the union is asked to serve the paper itself."""
    return Move(UNSIGNED, _("逾期未签收"), states, None, event, may=leave_to_system, by_system=True, stops=(SIGNING,))


def left_unsigned(standings: Sequence[Standing]) -> Mapping[int, bool]:
    """Of each case, whether the last paper that was sent here waited in vain."""
    found = {standing.case.pk: False for standing in standings}
    waits = Clock.objects.filter(case__in=found, name=SIGNING).order_by("pk").values_list("case_id", "state")
    return found | {case_id: state == ClockState.LAPSED for case_id, state in waits}


def wanted_signature(verb: str, standing: Standing, *, party: str, otherwise: Wanted) -> list[Wanted]:
    """The party's signature; and once it waited in vain, whoever serves the paper by other means besides."""
    return [Wanted(verb, party=party), *([otherwise] if standing.ask(left_unsigned) else [])]


def _verb_of(serving: Serving) -> str:
    """The move of this receipt; none for a paper that a later one has taken the place of."""
    receipts = _receipts(serving.case)
    with scoped(SYSTEM):
        papers = IssuedDocument.objects.filter(case=serving.case_id, template__in=receipts)
        last = papers.order_by("-pk").values_list("pk", flat=True).first()
    return receipts[_template(serving)] if serving.document_id and serving.document_id == last else ""


def _receipts(case: Case) -> Mapping[str, str]:
    """The templates of this kind of case whose receipt makes a move, with its verb."""
    papers = (move.document for move in get_flow(case.kind).moves if move.document)
    return {paper.template: paper.receipt for paper in papers if paper.receipt}


def _template(serving: Serving) -> str:
    return serving.document.template if serving.document else ""


def _is_open(verb: str, case: Case, *, actor: Actor, now: datetime) -> bool:
    flow, actor = get_flow(case.kind), through_mandate(actor, case)
    turn = Turn(case, flow.record_of(case), actor, now, local_day(now))
    return is_allowed(partial(check_move, flow.move(verb)), turn)

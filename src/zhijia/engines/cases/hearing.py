"""Moves that an event of another case makes: a service hears what happened in another one without knowing it.

Once for each event, as the system, at the moment at which it happened. What the flow does not let it make is said once, in the
log and to those who work on the case: the other side has done its part, and people go on from there.
"""

from functools import partial
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q

from zhijia.engines.cases.advance import check_move
from zhijia.engines.cases.carrying import Ready, account_of, carry_out
from zhijia.engines.cases.events import HEARING_REFUSED
from zhijia.engines.cases.findings import judge_move
from zhijia.engines.cases.flow import Flow, Hearing, Move, Turn
from zhijia.engines.cases.models import Awaits, Case, Request
from zhijia.engines.cases.opening import event_of
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.overrides import one_law
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.trail.models import Event
from zhijia.trail.record import record
from zhijia.trail.subscribers import subscribe

HEARD = UUID("5f0b8a0e-2f57-4a6e-9d55-8f1c83f3c2a9")
"""The name space of the requests that are made for events: one for each event, move and case."""


def listen(flow: Flow) -> Flow:
    """Let the moves of a registered flow hear what they wait for: all by one subscriber, so in the order of the log."""
    kinds = [kind for move in flow.moves if move.hears for kind in sorted(move.hears.kinds)]
    subscribe(f"hearing.{flow.code}", *kinds)(partial(hear, flow))
    return flow


def hear(flow: Flow, event: Event) -> None:
    """Make the moves that wait for this event; repeatable."""
    for move in flow.moves:
        if move.hears and event.kind in move.hears.kinds:
            for case_id in move.hears.cases_of(event):
                _hear_in(flow, move, move.hears, case_id, event)


def _hear_in(flow: Flow, move: Move, hearing: Hearing, case_id: int, event: Event) -> None:
    with transaction.atomic(), one_law(), scoped(SYSTEM):
        case = Case.objects.select_for_update().filter(pk=case_id, kind=flow.code).first()
        key = uuid5(HEARD, f"{event.pk} {move.verb} {case_id}")
        if case is None or Request.objects.filter(key=key, user_id=account_of(SYSTEM)).exists():
            return
        today, data = local_day(event.at), hearing.data_of(event)
        turn = Turn(case, flow.record_of(case), SYSTEM, event.at, today, data=data, heard=event)
        try:
            with transaction.atomic():
                check_move(move, turn)
                carry_out(flow, move, [Ready(turn, key, judge_move(move, turn))])
        except Refused as refused:
            _note_refusal(turn, move, str(refused.sentence), event)


def _note_refusal(turn: Turn, move: Move, sentence: str, event: Event) -> None:
    case, kind = turn.case, HEARING_REFUSED.code
    told = Event.objects.filter(kind=kind, subject_id=case.pk, data__heard=event.pk, data__verb=move.verb)
    if told.exists():
        return
    states, data = (case.state, case.state), {"heard": event.pk, "verb": move.verb, "reason": sentence}
    record(event_of(kind, case, actor=SYSTEM, now=event.at, states=states, data=data))
    waiting = Awaits.objects.filter(Q(post__isnull=False) | ~Q(party=""), case=case)
    lines = [
        Line(post, case.pk, kind, case.title, party=party)
        for post, party in waiting.values_list("post_id", "party").distinct()
    ]
    send(lines, now=event.at, today=turn.today)

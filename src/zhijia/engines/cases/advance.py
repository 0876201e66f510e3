"""The single door through which the state of a case changes: of one case, or of many by the same move."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from django import forms
from django.db import transaction
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.carrying import Ready, Step, account_of, carry_out
from zhijia.engines.cases.findings import judge_move
from zhijia.engines.cases.flow import Flow, Move, Turn, get_flow
from zhijia.engines.cases.models import Case, Clock, ClockState, Request
from zhijia.engines.cases.sharing import through_mandate
from zhijia.engines.cases.standing import Batch
from zhijia.lib.sentences import NotYours, Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.overrides import one_law
from zhijia.organisation.scopes import SYSTEM, Actor, scoped

EXPIRIES = UUID("0ddc5b34-6d3f-4f0c-9a53-5f4ee0f0c3a7")
"""The name space of the requests that the system makes: one for each clock and each day on which it ran out."""
Inputs = Mapping[str, Any] | None


class InvalidInput(Exception):
    """The move's form found faults; `form` carries them at their fields, with everything that was typed."""

    def __init__(self, form: forms.BaseForm) -> None:
        self.form = form
        super().__init__(form.errors.as_json())


@dataclass(frozen=True)
class Submission:
    """A case, what its form brings, and the key by which the same submission is known again."""

    case_id: int
    key: UUID
    data: Inputs = None
    files: Inputs = None


Unmade: TypeAlias = Refused | InvalidInput | Case.DoesNotExist
UNMADE = (Refused, InvalidInput, Case.DoesNotExist)
Answer: TypeAlias = Step | Unmade
"""What a submission came to: a step, or why nothing was done."""


def advance(
    case_id: int, verb: str, *, actor: Actor, key: UUID, now: datetime, data: Inputs = None, files: Inputs = None
) -> Step:
    """Make one move: row locked, guards asked, form checked, state changed with its event, clocks and awaits rewritten.

    `key` names the submission: the same key again returns the same step. Raises `Refused` (a sentence) or
    `InvalidInput` (a form); a case out of sight raises `Case.DoesNotExist`.
    """
    with transaction.atomic(), one_law():
        (answer,) = _advance([Submission(case_id, key, data, files)], verb, actor=actor, now=now)
        if isinstance(answer, UNMADE):
            raise answer
        return answer


def advance_many(submissions: Sequence[Submission], verb: str, *, actor: Actor, now: datetime) -> list[Answer]:
    """Make the same move on many cases of one kind, and say of each in order what `advance` would have come to.

    What is refused leaves no trace and stops no other; what `advance` asks and writes is asked and written for all
    together. Where one is refused so late that others are under way with it, they are made one by one.
    """
    is_apart = len(actor.parties) > 1 or len({one.case_id for one in submissions}) < len(submissions)
    if is_apart:  # an actor of several parties acts for another one in each; twice in one case is one after the other
        return [_advance_alone(one, verb, actor=actor, now=now) for one in submissions]
    try:
        with transaction.atomic(), one_law():
            return _advance(submissions, verb, actor=actor, now=now)
    except Refused:
        return [_advance_alone(one, verb, actor=actor, now=now) for one in submissions]


def _advance_alone(one: Submission, verb: str, *, actor: Actor, now: datetime) -> Answer:
    try:
        return advance(one.case_id, verb, actor=actor, key=one.key, now=now, data=one.data, files=one.files)
    except UNMADE as unmade:
        return unmade


def _advance(submissions: Sequence[Submission], verb: str, *, actor: Actor, now: datetime) -> list[Answer]:
    account = account_of(actor)
    ids = [one.case_id for one in submissions]
    cases = {case.pk: case for case in Case.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    keys = [one.key for one in submissions]
    done = {request.key: request for request in Request.objects.filter(user_id=account, key__in=keys)}
    answers: dict[int, Answer] = {}
    for one in submissions:
        if one.case_id not in cases:
            answers[one.case_id] = Case.DoesNotExist(f"no case {one.case_id} in sight")
        elif request := done.get(one.key):
            answers[one.case_id] = _repeat(request, case_id=one.case_id, verb=verb)
    fresh = [one for one in submissions if one.case_id not in answers]
    if fresh:
        answers |= _make(fresh, [cases[one.case_id] for one in fresh], verb, actor=actor, now=now)
    return [answers[one.case_id] for one in submissions]


def _make(
    submissions: Sequence[Submission], cases: Sequence[Case], verb: str, *, actor: Actor, now: datetime
) -> dict[int, Answer]:
    """Make the moves that have not been made before, on cases that this transaction has locked."""
    if not actor.is_system:
        _lapse_all(cases, now=now)
    (kind,) = {case.kind for case in cases}
    flow = get_flow(kind)
    move = flow.move(verb)
    answers: dict[int, Answer] = {}
    ready: list[Ready] = []
    for one, turn in zip(submissions, _turns_of(flow, cases, actor=actor, now=now), strict=True):
        try:
            ready.append(_prepare(move, turn, one))
        except (Refused, InvalidInput) as unmade:
            answers[one.case_id] = unmade
    steps = carry_out(flow, move, ready) if ready else []
    return answers | {one.turn.case.pk: step for one, step in zip(ready, steps, strict=True)}


def _turns_of(flow: Flow, cases: Sequence[Case], *, actor: Actor, now: datetime) -> list[Turn]:
    batch, today = Batch(), local_day(now)
    turns = [
        Turn(case, record, through_mandate(actor, case), now, today, batch=batch)
        for case, record in zip(cases, flow.records_of(cases), strict=True)
    ]
    batch.members = turns
    return turns


def _prepare(move: Move, turn: Turn, one: Submission) -> Ready:
    check_move(move, turn)
    turn = replace(turn, data=_clean(move, turn, data=one.data, files=one.files))
    return Ready(turn, one.key, judge_move(move, turn))


def lapse(case: Case, *, now: datetime) -> int:
    """Make the moves that the passing of terms has brought about on a case that this transaction has locked.

    The database decides by the clock alone, so that it does not matter whether the sweep, a reader or the next move comes
    first. Returns how many were made; one that a guard refuses is left to the sweep, which notes the refusal.
    """
    return _lapse_all([case], now=now)


def _lapse_all(cases: Sequence[Case], *, now: datetime) -> int:
    passed = Clock.objects.filter(case__in=cases, state=ClockState.RUNNING, due_at__lt=now, overdue_seen_on=None)
    clocks = list(passed.exclude(on_expiry="").order_by("due_at", "pk"))
    lapsed = [clock.case_id for clock in clocks if _lapse_one(clock.pk, now=now)]
    for case in cases:
        if case.pk in lapsed:
            case.refresh_from_db()
    return len(lapsed)


def _lapse_one(clock_id: int, *, now: datetime) -> bool:
    try:
        return expire(clock_id, now=now) is not None
    except Refused:
        return False


def expire(clock_id: int, *, now: datetime) -> Step | None:
    """Make the move that the end of a term brings about, as the system and exactly once; None when there is none to make.

    The transaction must hold the lock of the case. Raises `Refused` when the flow's own guards do not let it be made.
    """
    with scoped(SYSTEM):
        clock = Clock.objects.select_for_update(of=("self",)).select_related("case").get(pk=clock_id)
        if clock.state != ClockState.RUNNING or clock.overdue_seen_on or now <= clock.due_at or not clock.on_expiry:
            return None
        flow = get_flow(clock.case.kind)
        move = flow.move(clock.on_expiry)
        case = clock.case
        turn = Turn(case, flow.record_of(case), SYSTEM, now, local_day(now), expired=clock)
        check_move(move, turn)
        return carry_out(flow, move, [Ready(turn, uuid5(EXPIRIES, f"{clock.pk} {clock.due_on}"))])[0]


def take_back(clock: Clock, verb: str, *, now: datetime) -> Step:
    """Make the move that undoes what the end of a term brought about: a correction showed that it has not run out.

    The transaction must hold the lock of the case. Raises `Refused` where the case has gone on from there.
    """
    with scoped(SYSTEM):
        case = Case.objects.get(pk=clock.case_id)
        flow = get_flow(case.kind)
        turn = Turn(case, flow.record_of(case), SYSTEM, now, local_day(now))
        check_move(flow.move(verb), turn)
        key = uuid5(EXPIRIES, f"{clock.pk} {clock.due_on} {verb}")
        return carry_out(flow, flow.move(verb), [Ready(turn, key)])[0]


def check_move(move: Move, turn: Turn) -> None:
    """Raise `Refused` unless this actor may make this move now (role, then state, then the move's own guards)."""
    if not move.admits(turn.actor):
        words = {"label": Sentence(move.label), "who": Sentence(move.who or "办理岗位")}
        raise NotYours(Sentence("“{label}”由{who}办理。您现在的岗位不能办理，请切换岗位，或联系他们。", words))
    move.may(turn)
    if turn.case.state not in move.from_states:
        flow = get_flow(turn.case.kind)
        words = {"state": Sentence(flow.state(turn.case.state).label), "label": Sentence(move.label)}
        raise Refused(Sentence("该事项现在是“{state}”，不能{label}。请刷新页面查看最新情况。", words))
    for guard in move.guards:
        guard(turn)


def _clean(move: Move, turn: Turn, *, data: Inputs, files: Inputs) -> Mapping[str, Any]:
    form = bind_form(move, turn, data=data or {}, files=files or MultiValueDict())
    if not form.is_valid():
        raise InvalidInput(form)
    return form.cleaned_data


def bind_form(move: Move, turn: Turn, *, data: Inputs = None, files: Inputs = None) -> forms.BaseForm:
    """The move's form for this case; forms that need to know the case take it as `turn`."""
    make: Callable[..., forms.BaseForm] = move.form
    return make(data, files, turn=turn) if getattr(move.form, "takes_turn", False) else make(data, files)


def _repeat(done: Request, *, case_id: int, verb: str) -> Answer:
    if (done.case_id, done.verb) != (case_id, verb):
        return Refused("这次提交的编号已经用于别的办理，请刷新页面后重试。")
    return Step(done.event_id, is_repeat=True)

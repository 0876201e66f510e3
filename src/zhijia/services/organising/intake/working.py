"""The work on a whole roster: piece after piece, in this process or in several, each piece a transaction of its own.

Killed at any moment and started again, it goes on with the pieces that are not done. Two runs at once do nothing twice:
a piece is locked while its step is made.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from typing import Any

from django.db import DatabaseError, OperationalError, connections

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.charge import check_in_charge, through_charge
from zhijia.organisation.models import Roster, RosterPiece
from zhijia.organisation.models.rosters import PieceState, RosterState
from zhijia.organisation.recording import event_about
from zhijia.organisation.rosters.judging import refuse_twins
from zhijia.organisation.rosters.quota import USED_UP, matches_a_day
from zhijia.organisation.rosters.spans import announce
from zhijia.organisation.scopes import Actor, scoped
from zhijia.services.organising.intake.starting import begin, forked
from zhijia.services.organising.intake.steps import check_piece, enter_piece
from zhijia.services.organising.intake.undoing import check_undoable, undo_piece
from zhijia.services.organising.intake.uploading import read_roster
from zhijia.trail.record import record

Step = Callable[..., None]
MOST_ATTEMPTS = 3
ENTERING = (RosterState.CHECKED, RosterState.APPLYING)
UNDOING = (RosterState.APPLIED, RosterState.UNDOING)
CHANGED = gettext_noop("这份名册的状态已经变了，请刷新页面。")


def importer_of(roster_id: int, user_id: int, *, now: datetime) -> Actor:
    """Whoever works on a roster outside a request: the person, through the post in charge of it."""
    return through_charge(Roster, roster_id, user_id, now=now)


def prepare(roster_id: int, verb: str, actor: Actor, *, now: datetime) -> None:
    """Before a job does it: the page says from now on that it is done. Raises `Refused`: who is in charge, state, too late."""
    with scoped(actor):
        begins = {"check": (RosterState.CHECKING,), "enter": ENTERING, "undo": UNDOING}[verb]
        roster = _claim(roster_id, actor, begins)
        if roster.state == RosterState.APPLIED:
            check_undoable(roster, now=now)
        roster.state, roster.problem = begins[-1], ""
        roster.save(update_fields=["state", "problem"])


def read(roster_id: int, actor: Actor) -> None:
    """Read the upload; what is wrong with it stands on its page."""
    try:
        with scoped(actor):
            read_roster(roster_id, actor)
    except Refused as refusal:
        with scoped(actor):
            fail(roster_id, refusal.sentence)


def check(roster_id: int, actor: Actor, *, now: datetime, processes: int = 1) -> None:
    """Give every row its verdict. When the day's allowance is used up it stops, says so, and can go on tomorrow.

    Raises `Refused`: who is in charge, wrong state.
    """
    with scoped(actor):
        roster = _claim(roster_id, actor, (RosterState.CHECKING,))
        roster.problem = ""
        roster.save(update_fields=["problem"])
    try:
        _each_piece(check_piece, roster_id, PieceState.READ, actor, now=now, processes=processes)
    except DatabaseError as error:
        if USED_UP not in str(error):
            raise
        _stop_at_allowance(roster_id, actor, now=now)
        return
    with scoped(actor):
        roster = Roster.objects.select_for_update().get(pk=roster_id)
        if roster.state == RosterState.CHECKING:
            announce(roster_id)
            refuse_twins(roster)
            roster.state, roster.problem = RosterState.CHECKED, ""
            roster.save(update_fields=["state", "problem"])


def enter(roster_id: int, actor: Actor, *, now: datetime, processes: int = 1) -> None:
    """Enter every row that is to be entered. Raises `Refused`: who is in charge, wrong state."""
    with scoped(actor):
        roster = _claim(roster_id, actor, ENTERING)
        roster.state, roster.problem = RosterState.APPLYING, ""
        roster.save(update_fields=["state", "problem"])
    _each_piece(enter_piece, roster_id, PieceState.CHECKED, actor, now=now, processes=processes)
    with scoped(actor):
        roster = Roster.objects.select_for_update().get(pk=roster_id)
        if roster.state == RosterState.APPLYING:
            roster.state, roster.applied_at = RosterState.APPLIED, now
            roster.save(update_fields=["state", "applied_at"])
            announce(roster_id)
            data = {"rows": roster.total, "entered": roster.rows.filter(is_done=True).count()}
            record(event_about(roster, events.ROSTER_APPLIED, actor=actor, now=now, data=data))


def undo(roster_id: int, actor: Actor, *, now: datetime, processes: int = 1) -> None:
    """Take a roster back within a week of its entry. Raises `Refused`: who is in charge, wrong state, too late."""
    with scoped(actor):
        roster = _claim(roster_id, actor, UNDOING)
        if roster.state == RosterState.APPLIED:
            check_undoable(roster, now=now)
        roster.state, roster.problem = RosterState.UNDOING, ""
        roster.save(update_fields=["state", "problem"])
    _each_piece(undo_piece, roster_id, PieceState.APPLIED, actor, now=now, processes=processes)
    with scoped(actor):
        roster = Roster.objects.select_for_update().get(pk=roster_id)
        if roster.state == RosterState.UNDOING:
            roster.state, roster.undone_at = RosterState.UNDONE, now
            roster.save(update_fields=["state", "undone_at"])
            announce(roster_id)
            kept = roster.rows.filter(is_done=True, event_id__isnull=False).count()
            record(event_about(roster, events.ROSTER_UNDONE, actor=actor, now=now, data={"kept": kept}))


def _claim(roster_id: int, actor: Actor, states: Sequence[RosterState]) -> Roster:
    roster = Roster.objects.select_for_update().get(pk=roster_id)
    check_in_charge(actor, roster)
    if roster.state not in states:
        raise Refused(CHANGED)
    return roster


def fail(roster_id: int, problem: Sentence) -> None:
    """Say on the roster's page why it stopped for good."""
    Roster.objects.filter(pk=roster_id).update(state=RosterState.FAILED, problem=str(problem)[:300])


def interrupt(roster_id: int, problem: Sentence) -> None:
    """Say on the roster's page why its work stands still; it can be gone on with."""
    Roster.objects.filter(pk=roster_id).update(problem=str(problem)[:300])


def waiting(roster_id: int, state: str) -> list[int]:
    """The numbers of the pieces that are in a state."""
    pieces = RosterPiece.objects.filter(roster=roster_id, state=state)
    return list(pieces.order_by("number").values_list("number", flat=True))


def _each_piece(step: Step, roster_id: int, state: str, actor: Actor, *, now: datetime, processes: int) -> None:
    with scoped(actor):
        numbers = waiting(roster_id, state)
    tasks = [(step, roster_id, number, actor, now) for number in numbers]
    if processes == 1 or len(tasks) == 1:
        for task in tasks:
            _attempt(*task)
        return
    for _ in _in_processes(tasks, processes):
        continue


def _in_processes(tasks: Sequence[tuple[Any, ...]], processes: int) -> Iterator[None]:
    login = connections["default"].settings_dict
    pool = ProcessPoolExecutor(processes, forked(), begin, (login,))
    try:
        for future in [pool.submit(_attempt, *task) for task in tasks]:
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _attempt(step: Step, roster_id: int, number: int, actor: Actor, now: datetime) -> None:
    """One step; again where two pieces stood in each other's way."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            step(roster_id, number, actor, now=now)
            return
        except OperationalError as error:
            if "deadlock" not in str(error) or attempt == MOST_ATTEMPTS:
                raise


def _stop_at_allowance(roster_id: int, actor: Actor, *, now: datetime) -> None:
    with scoped(actor):
        roster = Roster.objects.select_for_update().get(pk=roster_id)
        most = matches_a_day(actor.post.place if actor.post else "", now=now)
        sentence = Sentence("一个岗位一天最多比对 {n} 个证件号码，今天已用完；请明天继续核对。", {"n": most})
        roster.problem = str(sentence)[:300]
        roster.save(update_fields=["problem"])
        record(event_about(roster, events.ROSTER_CAPPED, actor=actor, now=now, data={"most": most}))

"""What the steps about employee directors and supervisors change."""

from datetime import datetime

from django.db import transaction

from zhijia.engines.cases.clocks import start_clocks
from zhijia.engines.cases.flow import Outcome, Turn, get_flow
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.standing import Standing
from zhijia.engines.documents.scans import keep_scans
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Employment, Enterprise, Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.directors.checks import holder_of
from zhijia.services.congress.directors.models import Board, EmployeeSeat, SeatHolder, SeatReport
from zhijia.services.congress.terms.roll import in_office_on
from zhijia.services.congress.terms.staff import the_one_named

FLOW = "congress.seat"


def open_seat(
    union: Union, enterprise: Enterprise, *, board: str, actor: Actor, now: datetime, **facts: object
) -> EmployeeSeat:
    """Enter a seat for employees on a board of a company that the union covers. Raises `Refused`: role."""
    check_administer(actor, union.path)
    flow = get_flow(FLOW)
    new = NewCase(
        title=f"{enterprise.name}{Board(board).label}"[:300],
        union_id=union.pk,
        place=enterprise.place,
        enterprise_id=enterprise.pk,
        line=FunctionLine.RIGHTS,
        data={"board": board},
    )
    with transaction.atomic():
        (case,) = open_cases(flow, [new], actor=actor, now=now)
        seat = EmployeeSeat.objects.create(case=case, enterprise=enterprise, board=board, **facts)
        start_clocks([Standing(case, seat)], flow.opening, now=now)
        begin(flow, [(case, seat)], now=now)
    return seat


def nominate(turn: Turn) -> Outcome:
    seat: EmployeeSeat = turn.record
    working = Employment.objects.filter(in_office_on(turn.today), enterprise=seat.enterprise_id)
    person = the_one_named(working, turn.data["worker"], field="worker")
    if SeatHolder.objects.filter(seat__enterprise=seat.enterprise_id, person=person, ended_on=None).exists():
        raise Refused("这名职工已经在这家公司担任职工董事或者职工监事，或者已经被提名。", field="worker")
    holder = SeatHolder.objects.create(
        seat=seat,
        person=person,
        name=person.name,
        nominated_on=turn.today,
        is_nominated_by_union=turn.data["is_nominated_by_union"],
    )
    return Outcome({"name": holder.name, "by_union": holder.is_nominated_by_union})


def strike(turn: Turn) -> Outcome:
    return _leave(turn, turn.today)


def elect(turn: Turn) -> Outcome:
    """Who was elected holds the seat; what the law says of the votes is kept as a finding (WC-035)."""
    seat: EmployeeSeat = turn.record
    holder = holder_of(seat)
    if holder is None:
        raise Refused("还没有候选人，请先提名。")
    for name in ("elected_on", "elected_by", "entitled", "yes", "from_on", "to_on"):
        setattr(holder, name, turn.data[name])
    holder.save()
    seat.vacant_on = None
    seat.save(update_fields=["vacant_on"])
    return Outcome({"name": holder.name, "votes": f"{holder.yes}/{holder.entitled}", "scans": keep_scans(turn)})


def report(turn: Turn) -> Outcome:
    holder = holder_of(turn.record)
    if holder is None:
        raise Refused("这个席位没有人任职。")
    if SeatReport.objects.filter(holder=holder, reported_on=turn.data["reported_on"]).exists():
        raise Refused("这一天的述职已经登记。", field="reported_on")
    session = turn.data["session"]
    SeatReport.objects.create(
        holder=holder, session=session, reported_on=turn.data["reported_on"], text=turn.data["text"]
    )
    return Outcome({"name": holder.name, "session": session.pk if session else None})


def vacate(turn: Turn) -> Outcome:
    """The seat is vacant from that day, and its months run."""
    seat: EmployeeSeat = turn.record
    seat.vacant_on = turn.data["ended_on"]
    seat.save(update_fields=["vacant_on"])
    return _leave(turn, turn.data["ended_on"])


def close(turn: Turn) -> Outcome:
    turn.record.closed_on = turn.today
    turn.record.save(update_fields=["closed_on"])
    return Outcome({"reason": turn.data["reason"]}, note=turn.data["reason"])


def _leave(turn: Turn, ended_on: object) -> Outcome:
    holder = holder_of(turn.record)
    if holder is None:
        raise Refused("这个席位没有人任职。")
    holder.ended_on, holder.end_reason = ended_on, turn.data["reason"]  # type: ignore[assignment]
    holder.save(update_fields=["ended_on", "end_reason"])
    return Outcome({"name": holder.name, "reason": holder.end_reason})

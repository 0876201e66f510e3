"""What must hold about employee directors and supervisors (WC-033 … WC-038)."""

from collections.abc import Sequence

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.judging import judge_duty, judge_share, judge_term
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.services.congress.directors.models import Board, ElectedBy, EmployeeSeat, SeatHolder
from zhijia.services.congress.directors.rules import judge_supervisors


def holder_of(seat: EmployeeSeat) -> SeatHolder | None:
    """Who is nominated for the seat or holds it."""
    return SeatHolder.objects.filter(seat=seat, ended_on=None).first()


def judge_nomination(turn: Turn) -> Sequence[Verdict]:
    """WC-036: by the union."""
    law = LocalLaw().rule("company.directors.nominated", place=turn.case.place, on=turn.today)
    return judge_duty(law, is_met=turn.data["is_nominated_by_union"])


def judge_election(turn: Turn) -> Sequence[Verdict]:
    """WC-035: elected by the staff, of all delegates more than half; WC-038: within its months; WC-034: enough of them."""
    seat: EmployeeSeat = turn.record
    law, on = LocalLaw(), turn.data["elected_on"]

    def rule(key: str) -> object:
        return law.rule(key, place=turn.case.place, on=on)

    found = list(judge_duty(rule("company.directors.elected"), is_met=turn.data["elected_by"] in ElectedBy.values))  # type: ignore[arg-type]
    found += judge_share(rule("company.directors.majority"), turn.data["yes"], turn.data["entitled"])  # type: ignore[arg-type]
    if seat.vacant_on:
        vacancy = law.rule("company.directors.vacancy", place=turn.case.place, on=seat.vacant_on)
        found += judge_term(vacancy, seat.vacant_on, done=on, now=turn.now, calendar=law.calendar)
    if seat.board == Board.SUPERVISOR and seat.board_size:
        share = law.rule("company.supervisors.share", place=turn.case.place, on=on)
        seats = EmployeeSeat.objects.filter(enterprise=seat.enterprise_id, board=Board.SUPERVISOR, closed_on=None)
        measured = judge_supervisors(share, supervisors=seats.count(), board=seat.board_size)
        found += [] if measured.is_kept else [measured.verdict]
    return found


def check_nobody(turn: Turn) -> None:
    if holder_of(turn.record) is not None:
        raise Refused("这个席位已经有人选或者有人任职。")

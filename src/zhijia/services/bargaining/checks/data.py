"""Data that the workers' side asks for before the talks, and the term that counts backwards from the agreed meeting (CB-030)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.judging import judge_running
from zhijia.law.terms import compute_due
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.services.bargaining.models import Bargaining, DataRequest
from zhijia.services.bargaining.models.bargainings import ContractType, Side

DATA, DATA_TERM = "data", "bargaining.data"
"""The clock, and the parameter that it runs by."""


def open_requests(bargaining: Bargaining) -> QuerySet[DataRequest]:
    """What the employer was asked for and has not provided; a refusal leaves it open."""
    return bargaining.data_requests.filter(asked_by=Side.WORKERS, provided_on=None)


def data_counts_from(bargaining: Bargaining) -> date | None:
    """The agreed first meeting of wage talks, while something is open that was asked for before the term had ended."""
    meeting = bargaining.agreed_meeting_on
    if meeting is None or bargaining.contract_type != ContractType.WAGE:
        return None
    due = data_due(bargaining, meeting)
    return meeting if due and open_requests(bargaining).filter(requested_on__lte=due).exists() else None


def data_due(bargaining: Bargaining, meeting: date) -> date | None:
    """By when data are provided for talks that begin on this day; None where no text says so."""
    law = LocalLaw()
    rule = law.rule(DATA_TERM, place=bargaining.case.place, on=bargaining.opened_on).strictest
    return None if rule.value is None else compute_due(meeting, rule.term, calendar=law.calendar).due_on


def judge_data(turn: Turn) -> Sequence[Verdict]:
    """CB-030: what was asked for in time is there in time, by the clock that runs to the agreed meeting."""
    bargaining: Bargaining = turn.record
    if bargaining.contract_type != ContractType.WAGE:
        return ()
    meeting = bargaining.agreed_meeting_on or turn.data.get("first_meeting_on", turn.today)
    due = data_due(bargaining, meeting)
    asked = bargaining.data_requests.filter(asked_by=Side.WORKERS, requested_on__lte=due or meeting)
    provided = list(asked.values_list("provided_on", flat=True))
    if not provided:
        return ()
    done = None if None in provided else max(day for day in provided if day)
    return judge_running(turn, DATA_TERM, meeting, done=done)


def check_data_is_open(turn: Turn) -> None:
    requests = turn.record.data_requests.filter(provided_on=None)
    if turn.actor.mandate:
        requests = requests.filter(asked_by=Side.WORKERS)
    if not requests.exists():
        raise Refused("没有待提供的资料。")

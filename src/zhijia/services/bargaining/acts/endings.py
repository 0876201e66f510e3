"""How a bargaining ends without a contract, and what becomes of one at its end."""

from datetime import date, timedelta

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.models import Clock
from zhijia.services.bargaining.acts.papers import keep_scans
from zhijia.services.bargaining.acts.succeeding import ask_previous_again
from zhijia.services.bargaining.models import Bargaining
from zhijia.services.bargaining.models.contracts import EndReason

ONE_DAY = timedelta(days=1)


def abandon(turn: Turn) -> Outcome:
    """Nothing comes of it; a contract that it was to renew is again to be renewed."""
    _come_to(turn, "")
    return Outcome(data={"reason": turn.data["reason"]})


def conclude(turn: Turn) -> Outcome:
    """Minutes or a memorandum: an outcome that is no contract and needs neither congress nor filing."""
    _come_to(turn, turn.data["outcome"])
    return Outcome(data={"outcome": turn.data["outcome"], "text": turn.data["text"], "scans": keep_scans(turn)})


def _come_to(turn: Turn, outcome: str) -> None:
    bargaining: Bargaining = turn.record
    bargaining.outcome = outcome
    bargaining.save(update_fields=["outcome"])
    ask_previous_again(turn)


def expire(turn: Turn) -> Outcome:
    """The term is over: the contract ends by itself on the day after its last, nothing prolongs it (CB-064)."""
    return _end(turn, EndReason.EXPIRED, turn.record.contract.term_to + ONE_DAY)


def end_by_condition(turn: Turn) -> Outcome:
    return _told(turn, _end(turn, EndReason.CONDITION, turn.data["day"]))


def dissolve(turn: Turn) -> Outcome:
    return _told(turn, _end(turn, EndReason.DISSOLVED, turn.data["day"]))


def tell_ended(turn: Turn) -> Outcome:
    """Both sides are told in writing of an end that came by itself: the term ran out, or the next version took effect."""
    return _told(turn, Outcome(data={"contract": turn.record.contract.pk, "told_on": turn.today.isoformat()}))


def replace(turn: Turn) -> Outcome:
    """The next contract is in force from the day after the term that ran out."""
    clock: Clock | None = turn.expired
    if clock is None:
        raise ValueError(f"case {turn.case.pk} is replaced without the clock that ran out")
    return _end(turn, EndReason.REPLACED, clock.due_on + ONE_DAY)


def _told(turn: Turn, outcome: Outcome) -> Outcome:
    turn.record.contract.end_told_on = turn.today
    turn.record.contract.save(update_fields=["end_told_on"])
    return outcome


def _end(turn: Turn, reason: EndReason, day: date) -> Outcome:
    """`ended_on` is the first day without the contract; links to enterprises end with it."""
    contract = turn.record.contract
    contract.ended_on, contract.end_reason = day, reason
    contract.save(update_fields=["ended_on", "end_reason"])
    contract.coverage.filter(to_on=None, from_on__lt=day).update(to_on=day)
    data = {"contract": contract.pk, "ended_on": day.isoformat(), "reason": str(reason)}
    return Outcome(data=data | {name: turn.data[name] for name in ("ground", "note") if name in turn.data})

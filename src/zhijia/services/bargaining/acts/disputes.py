"""What each step of a dispute over performance changes."""

from datetime import date

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.models import Clock
from zhijia.engines.cases.redating import check_order, write_day
from zhijia.lib.sentences import Sentence
from zhijia.services.bargaining.acts.papers import bureau_on_paper, keep_scans
from zhijia.services.bargaining.models import PerformanceDispute


def talk(turn: Turn) -> Outcome:
    """The sides talked: the right was claimed on that day. Said again, it takes the place of before; the log keeps that."""
    dispute: PerformanceDispute = turn.record
    dispute.claimed_on, dispute.talks = turn.data["day"], turn.data["note"]
    dispute.save(update_fields=["claimed_on", "talks"])
    return Outcome(data={"claimed_on": turn.data["day"].isoformat(), "text": dispute.talks[:500]})


def apply_arbitration(turn: Turn) -> Outcome:
    dispute: PerformanceDispute = turn.record
    dispute.body, dispute.applied_on = turn.data["body"], turn.data["day"]
    dispute.save(update_fields=["body", "applied_on"])
    return Outcome(data={"applied_on": turn.data["day"].isoformat(), "body": dispute.body, "scans": keep_scans(turn)})


def record_decision(turn: Turn) -> Outcome:
    """Accepted, the award is awaited; not accepted, or no decision in time, the way to the court is open."""
    dispute: PerformanceDispute = turn.record
    dispute.is_accepted, dispute.decided_on = turn.data["answer"] == "accepted", turn.data["day"]
    dispute.save(update_fields=["is_accepted", "decided_on"])
    data = {"is_accepted": dispute.is_accepted, "decided_on": dispute.decided_on.isoformat()}
    return _by_body(turn, data, to_state="" if dispute.is_accepted else "awarded")


def record_award(turn: Turn) -> Outcome:
    dispute: PerformanceDispute = turn.record
    dispute.award, dispute.award_received_on = turn.data["award"], turn.data["day"]
    dispute.save(update_fields=["award", "award_received_on"])
    return _by_body(turn, {"award_received_on": turn.data["day"].isoformat(), "text": dispute.award[:500]})


def sue(turn: Turn) -> Outcome:
    dispute: PerformanceDispute = turn.record
    dispute.court, dispute.sued_on = turn.data["court"], turn.data["day"]
    dispute.save(update_fields=["court", "sued_on"])
    return Outcome(data={"sued_on": turn.data["day"].isoformat(), "court": dispute.court, "scans": keep_scans(turn)})


def close(turn: Turn) -> Outcome:
    dispute: PerformanceDispute = turn.record
    dispute.outcome, dispute.note, dispute.ended_on = turn.data["outcome"], turn.data["note"], turn.data["day"]
    dispute.save(update_fields=["outcome", "note", "ended_on"])
    return Outcome(data={"outcome": dispute.outcome, "note": dispute.note[:500]}, note=dispute.note)


def redate_claim(turn: Turn, _clock: Clock, on: date) -> None:
    """The right was last claimed on another day, or before that known to be infringed since another."""
    dispute: PerformanceDispute = turn.record
    check_order(on, dispute.applied_on, Sentence("主张权利的日期不能晚于申请仲裁的日期。"))
    if dispute.claimed_on:
        check_order(dispute.arose_on, on, Sentence("主张权利的日期不能早于知道权利被侵害的日期。"))
    write_day(dispute, "claimed_on" if dispute.claimed_on else "arose_on", on)


def redate_application(turn: Turn, _clock: Clock, on: date) -> None:
    check_order(turn.record.arose_on, on, Sentence("申请仲裁的日期不能早于知道权利被侵害的日期。"))
    check_order(on, turn.record.decided_on, Sentence("申请仲裁的日期不能晚于受理决定的日期。"))
    write_day(turn.record, "applied_on", on)


def redate_decision(turn: Turn, _clock: Clock, on: date) -> None:
    check_order(turn.record.applied_on, on, Sentence("受理决定的日期不能早于申请仲裁的日期。"))
    check_order(on, turn.record.award_received_on, Sentence("受理决定的日期不能晚于收到裁决书的日期。"))
    write_day(turn.record, "decided_on", on)


def redate_award(turn: Turn, _clock: Clock, on: date) -> None:
    check_order(turn.record.decided_on, on, Sentence("收到裁决书的日期不能早于受理决定的日期。"))
    check_order(on, turn.record.sued_on, Sentence("收到裁决书的日期不能晚于起诉的日期。"))
    write_day(turn.record, "award_received_on", on)


def _by_body(turn: Turn, data: dict[str, object], *, to_state: str = "") -> Outcome:
    """What the arbitration body did on paper that the union enters."""
    party = bureau_on_paper(turn, turn.record.body)
    return Outcome(data=data | {"scans": keep_scans(turn)}, on_paper=party, to_state=to_state)

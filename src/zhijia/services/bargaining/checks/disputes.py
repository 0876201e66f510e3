"""What the law asks of a dispute over performance (CB-076): arbitration within its limitation, suit within its term."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.judging import judge_running
from zhijia.law.verdicts import Verdict
from zhijia.services.bargaining.models import PerformanceDispute


def judge_limitation(turn: Turn) -> Sequence[Verdict]:
    """CB-076: who claims later than a year after it was known risks that the claim is time-barred."""
    dispute: PerformanceDispute = turn.record
    start = dispute.claimed_on or dispute.arose_on
    return judge_running(turn, "bargaining.dispute.limitation", start, done=turn.data["day"])


def judge_suit(turn: Turn) -> Sequence[Verdict]:
    """CB-076: an award is binding where nobody sued within its term."""
    received: date | None = turn.record.award_received_on
    if received is None:
        return ()
    return judge_running(turn, "bargaining.dispute.suit", received, done=turn.data["day"])

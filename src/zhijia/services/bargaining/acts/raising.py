"""A dispute over the performance of a contract opens a case of its own (CB-076)."""

from zhijia.engines.cases.clocks import start_clocks
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.standing import Standing
from zhijia.engines.documents.scans import keep_scans_on
from zhijia.services.bargaining.flow.disputing import DISPUTE_FLOW, LIMITATION_CLOCK
from zhijia.services.bargaining.models import PerformanceDispute


def raise_dispute(turn: Turn) -> Outcome:
    """Open it at the union that signed; from the day on which the infringement was known the limitation runs."""
    case, data = turn.case, turn.data
    entry = NewCase(
        title=case.title[:300],
        union_id=case.union_id,
        place=case.place,
        enterprise_id=case.enterprise_id,
        line=case.line,
        data={"bargaining": turn.record.pk, "raised_by": data["raised_by"]},
    )
    (opened,) = open_cases(DISPUTE_FLOW, [entry], actor=turn.actor, now=turn.now)
    dispute = PerformanceDispute.objects.create(
        case=opened,
        contract=turn.record.contract,
        raised_by=data["raised_by"],
        facts=data["facts"],
        arose_on=data["day"],
    )
    start_clocks([Standing(opened, dispute)], (LIMITATION_CLOCK,), now=turn.now)
    begin(DISPUTE_FLOW, [(opened, dispute)], now=turn.now)
    opened.refresh_from_db(fields=["path"])  # whose it is decides who may serve what lies with it
    return Outcome(data={"dispute": dispute.pk, "number": opened.number, "scans": keep_scans_on(opened, turn)})

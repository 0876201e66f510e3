"""What an employer's answer to a contract changes. Recognised, it leaves the same link as a recognition on paper."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.acts.papers import keep_scans
from zhijia.services.bargaining.events import RECOGNISED
from zhijia.services.bargaining.models import Contract, CoverageLink, Recognition
from zhijia.services.bargaining.models.contracts import CoverageBasis
from zhijia.services.bargaining.models.recognition import RecognitionEnd
from zhijia.trail.record import NewEvent, Subject, record


def recognise(turn: Turn) -> Outcome:
    """Bound from this day on; the contract's own case says so too."""
    recognition: Recognition = turn.record
    with scoped(SYSTEM):  # the employer does not see whom else the contract covers, nor the case behind it
        link = CoverageLink.objects.create(
            contract=recognition.contract,
            enterprise_id=recognition.enterprise_id,
            basis=CoverageBasis.RECOGNISED,
            headcount=turn.data["headcount"],
            women=turn.data["women"],
            from_on=turn.today,
        )
        record(_event(turn, recognition.contract, link))
    _end(turn, RecognitionEnd.RECOGNISED)
    return Outcome(data={"contract": recognition.contract_id, "headcount": link.headcount, "scans": keep_scans(turn)})


def decline(turn: Turn) -> Outcome:
    _end(turn, RecognitionEnd.DECLINED, reason=turn.data["reason"])
    return Outcome(data={"reason": turn.data["reason"], "scans": keep_scans(turn)})


def withdraw(turn: Turn) -> Outcome:
    _end(turn, RecognitionEnd.WITHDRAWN, reason=turn.data["reason"])
    return Outcome(data={"reason": turn.data["reason"]})


def _end(turn: Turn, outcome: RecognitionEnd, *, reason: str = "") -> None:
    recognition: Recognition = turn.record
    recognition.outcome, recognition.reason, recognition.ended_on = outcome, reason, turn.today
    recognition.save(update_fields=["outcome", "reason", "ended_on"])


def _event(turn: Turn, contract: Contract, link: CoverageLink) -> NewEvent:
    """What the timeline of the contract's case says: as when a union enters a recognition from paper."""
    case = contract.bargaining.case
    return NewEvent(
        kind=RECOGNISED.code,
        at=turn.now,
        doer=turn.actor.doer,
        subject=Subject("cases.case", case.pk, str(case)),
        from_state=case.state,
        to_state=case.state,
        data={
            "contract": contract.pk,
            "basis": str(link.basis),
            "from_on": link.from_on.isoformat(),
            "enterprises": [link.enterprise_id],
            "headcount": link.headcount or 0,
            "recognition": turn.case.pk,
        },
    )

"""What each step of a coordination changes. Where it ends, the bargaining is told whom it awaits now."""

from zhijia.engines.cases.adjusting import Decision, apply_extension
from zhijia.engines.cases.flow import Outcome, Turn, get_flow
from zhijia.engines.cases.opening import begin
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.acts.papers import bureau_on_paper, employer_on_paper, keep_scans
from zhijia.services.bargaining.checks.coordination import running_term
from zhijia.services.bargaining.models import Coordination
from zhijia.services.bargaining.models.coordination import CoordinationEnd


def accept(turn: Turn) -> Outcome:
    """Accepted: from this day the term counts."""
    coordination: Coordination = turn.record
    coordination.accepted_on = turn.data["day"]
    coordination.union_party, coordination.employers_party = turn.data["union_party"], turn.data["employers_party"]
    coordination.save(update_fields=["accepted_on", "union_party", "employers_party"])
    return _by_bureau(turn, {"accepted_on": turn.data["day"].isoformat()})


def decline(turn: Turn) -> Outcome:
    _end(turn, CoordinationEnd.DECLINED)
    return _by_bureau(turn, {"reason": turn.data["reason"]})


def withdraw(turn: Turn) -> Outcome:
    _end(turn, CoordinationEnd.WITHDRAWN)
    return Outcome(data={"reason": turn.data["reason"], "scans": keep_scans(turn)})


def state_position(turn: Turn) -> Outcome:
    """The employer's own words; said again, they take the place of what was said before, which the log keeps."""
    turn.record.position = turn.data["position"]
    turn.record.save(update_fields=["position"])
    data = {"text": turn.data["position"][:500], "scans": keep_scans(turn)}
    return Outcome(data=data, on_paper=employer_on_paper(turn))


def investigate(turn: Turn) -> Outcome:
    return _note(turn, "investigation")


def plan(turn: Turn) -> Outcome:
    return _note(turn, "plan")


def extend(turn: Turn) -> Outcome:
    """The bureau lengthens its own term; the clock keeps why."""
    clock = running_term(turn)
    decision = Decision(turn.data["reason"], turn.today)
    apply_extension(clock, decision, turn.data["amount"], actor=turn.actor, now=turn.now)
    data = {"reason": turn.data["reason"], "amount": turn.data["amount"], "until": clock.due_on.isoformat()}
    return _by_bureau(turn, data)


def agree(turn: Turn) -> Outcome:
    coordination: Coordination = turn.record
    for name in ("result", "open_items", "coordinators_signed_on", "chiefs_signed_on"):
        setattr(coordination, name, turn.data[name])
    _end(turn, CoordinationEnd.AGREED)
    return _by_bureau(turn, {"text": turn.data["result"][:500], "open_items": turn.data["open_items"][:500]})


def leave_unresolved(turn: Turn) -> Outcome:
    _end(turn, CoordinationEnd.UNRESOLVED)
    return _by_bureau(turn, {"reason": turn.data["reason"]})


def lapse(turn: Turn) -> Outcome:
    """The term ran out without an agreement."""
    _end(turn, CoordinationEnd.UNRESOLVED)
    return Outcome()


def _note(turn: Turn, name: str) -> Outcome:
    setattr(turn.record, name, turn.data[name])
    turn.record.save(update_fields=[name])
    return _by_bureau(turn, {"text": turn.data[name][:500]})


def _by_bureau(turn: Turn, data: dict[str, object]) -> Outcome:
    """What the bureau did here itself, or on paper that the union enters."""
    name = turn.record.bureau or "人社部门"
    return Outcome(data=data | {"scans": keep_scans(turn)}, on_paper=bureau_on_paper(turn, name))


def _end(turn: Turn, outcome: CoordinationEnd) -> None:
    coordination: Coordination = turn.record
    coordination.outcome, coordination.ended_on = outcome, turn.today
    coordination.save()
    with scoped(SYSTEM):
        case = coordination.bargaining.case
        begin(get_flow(case.kind), [(case, coordination.bargaining)], now=turn.now)

"""Whether a bargaining accuses its employer, and since when: what its own service told of its offer (CB-004)."""

from dataclasses import dataclass
from datetime import date

from zhijia.engines.cases.models import Case
from zhijia.lib.sentences import Refused
from zhijia.trail.models import Event

BARGAINING = "bargaining.case"
REFUSED_STATE = "refused"
BEFORE_TALKS = frozenset({"drafting", "offered", REFUSED_STATE})
REFUSED, REVIEWED, OVERDUE = "bargaining.offer_refused", "bargaining.refusal_reviewed", "bargaining.reply_overdue"
"""By name, as events are: the services do not know each other."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What came of an offer. `since` is the day of the refusal, or the last day of the term that was missed.

    `is_founded` is None while the union above has not reviewed the reasons.
    """

    since: date | None
    is_founded: bool | None


NO_GROUND = Ground(None, is_founded=False)


def ground_of(case: Case) -> Ground:
    """Silence accuses; a refusal once its reasons, confirmed from their paper, were found unjustified."""
    if (case.kind, case.state) != (BARGAINING, REFUSED_STATE):
        return NO_GROUND
    told = Event.objects.filter(
        subject_type="cases.case", subject_id=case.pk, kind__in=(REFUSED, REVIEWED, OVERDUE)
    ).order_by("-pk")[:2]
    return _ground(list(told))


def _ground(told: list[Event]) -> Ground:
    """From the last events of the offer, the newest first."""
    if not told:
        return NO_GROUND
    newest = told[0]
    if newest.kind == OVERDUE:
        return Ground(date.fromisoformat(newest.data["due_on"]), is_founded=True)
    refusal = next((event for event in told if event.kind == REFUSED), newest)
    day = refusal.data.get("replied_on")
    is_founded = None if newest.kind == REFUSED else not newest.data["is_justified"]
    return Ground(date.fromisoformat(day) if day else None, is_founded=is_founded)


def check_founded(case: Case) -> None:
    """CB-004: raise `Refused` while an offer does not accuse its employer; what comes later (a promise not kept) may."""
    if case.kind != BARGAINING or case.state not in BEFORE_TALKS:
        return
    ground = ground_of(case)
    if ground.is_founded is None:
        raise Refused("拒绝的理由还没有经上级工会审查，不能启动监督。请先确认纸质材料、办理“审查拒绝理由”。")
    if not ground.is_founded:
        raise Refused("这件集体协商没有经审查认定理由不正当的拒绝，也没有逾期未答复，不能由此启动监督。")

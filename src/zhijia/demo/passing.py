"""What the ends of terms bring about in the demo city by themselves: each on its day, as the scheduler would."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.models import Clock, ClockState
from zhijia.engines.cases.sweep import pass_clock
from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.scopes import SYSTEM, scoped


def pass_time(
    desk: DemoDesk,
    case_ids: Sequence[int] | None = None,
    *,
    until: date | None = None,
    not_before: datetime | None = None,
) -> None:
    """Of these cases, or of all, until a day or that of the city; each in the first hour of the day after its term.

    `not_before` is when somebody has just done something: what follows from it does not come earlier.
    """
    with scoped(SYSTEM):
        while passed := _passed(case_ids, min(until or desk.timeline.as_of, desk.timeline.as_of)):
            for clock in passed:
                now = datetime.combine(clock.due_on + timedelta(days=1), time(0, 30), SHANGHAI)
                pass_clock(clock.pk, clock.case_id, now=max(now, not_before or now))


def _passed(case_ids: Sequence[int] | None, until: date) -> list[Clock]:
    clocks = Clock.objects.filter(state=ClockState.RUNNING, due_on__lt=until, overdue_seen_on=None).exclude(
        on_expiry=""
    )
    if case_ids is not None:
        clocks = clocks.filter(case__in=case_ids)
    return list(clocks.order_by("due_on", "pk"))

"""A clock that runs out leaves an event once; it never silently disappears."""

from datetime import datetime

from django.db import transaction

from zhijia.engines.cases.events import CLOCK_OVERDUE
from zhijia.engines.cases.models import Awaits, Clock, ClockState
from zhijia.engines.messages.sending import Line, send_to_posts
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.trail.record import Doer, NewEvent, Subject, record_all

SYSTEM = Doer(None, gettext_noop("系统"))


def note_overdue(*, now: datetime, limit: int = 500) -> int:
    """Write one event for each running clock past its due date that has none yet, and tell the posts it awaits."""
    today = local_day(now)
    with transaction.atomic():
        clocks = list(
            Clock.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(state=ClockState.RUNNING, due_on__lt=today, overdue_seen_on=None)
            .select_related("case")
            .order_by("due_on", "pk")[:limit]
        )
        record_all(_event(clock, now) for clock in clocks)
        Clock.objects.filter(pk__in=[clock.pk for clock in clocks]).update(overdue_seen_on=today)
        waiting = Awaits.objects.filter(case__in=[clock.case_id for clock in clocks], post__isnull=False)
        lines = [
            Line(post, case, CLOCK_OVERDUE.code, title)
            for post, case, title in waiting.values_list("post_id", "case_id", "case__title").distinct()
        ]
        send_to_posts(lines, now=now, today=today)
    return len(clocks)


def _event(clock: Clock, now: datetime) -> NewEvent:
    return NewEvent(
        kind=CLOCK_OVERDUE.code,
        at=now,
        doer=SYSTEM,
        subject=Subject("cases.case", clock.case_id, str(clock.case)),
        from_state=clock.case.state,
        to_state=clock.case.state,
        data={"clock": clock.name, "due_on": clock.due_on.isoformat()},
    )

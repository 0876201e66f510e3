"""A date corrected as people do it: one proposes, another person through another post confirms."""

from datetime import date, datetime

from zhijia.engines.cases.corrections import confirm_correction, propose_correction
from zhijia.engines.cases.queries import get_clock, get_correction
from zhijia.organisation.scopes import Actor, scoped


def redate(clock_id: int, day: str, *, first: Actor, second: Actor, now: datetime) -> None:
    """What started the clock happened on another day."""
    with scoped(first):
        clock = get_clock(first, clock_id).clock
        new_on, reason = date.fromisoformat(day), "签收单上是另一天"
        proposed = propose_correction(clock, new_on=new_on, reason=reason, actor=first, now=now)
    with scoped(second):
        confirm_correction(get_correction(second, proposed.pk), actor=second, now=now)

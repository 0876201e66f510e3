"""An act measured by the term that ran for it: by the rule that the clock stored, not by what the law says now."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.clocks import LocalLaw, history_of, judge_clock
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Clock
from zhijia.law.judging import judge_term
from zhijia.law.spans import Instant
from zhijia.law.verdicts import Verdict


def judge_running(turn: Turn, key: str, start: date, *, done: Instant | None) -> Sequence[Verdict]:
    """An act against its term: by the clock that ran for it since `start`, where none did by the law of that day.

    A day that was corrected after its clock had ended is such a day; what paused or extended that clock holds all the same.
    """
    clocks = Clock.objects.filter(case=turn.case, parameter=key).select_related("case").prefetch_related("entries")
    found, law = list(clocks.order_by("-pk")), LocalLaw()
    if clock := next((clock for clock in found if clock.started_on == start), None):
        return judge_clock(clock, done=done, now=turn.now, law=law)
    pauses, extensions = history_of(found[0]) if found else ((), ())
    return judge_term(
        law.rule(key, place=turn.case.place, on=start),
        start,
        done=done,
        now=turn.now,
        calendar=law.calendar,
        pauses=pauses,
        extensions=extensions,
    )

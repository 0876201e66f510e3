"""An act measured by the term that ran for it: by the rule that the clock stored, not by what the law says now."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.clocks import LocalLaw, judge_clock
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Clock
from zhijia.law.judging import judge_term
from zhijia.law.spans import Instant
from zhijia.law.verdicts import Verdict


def judge_running(turn: Turn, key: str, start: date, *, done: Instant) -> Sequence[Verdict]:
    """An act against its term: by the clock that ran for it since `start`, where none did by the law of that day."""
    clocks = Clock.objects.filter(case=turn.case, parameter=key, started_on=start)
    clock = clocks.select_related("case").prefetch_related("entries").order_by("-pk").first()
    law = LocalLaw()
    if clock is not None:
        return judge_clock(clock, done=done, now=turn.now, law=law)
    rule = law.rule(key, place=turn.case.place, on=start)
    return judge_term(rule, start, done=done, now=turn.now, calendar=law.calendar)

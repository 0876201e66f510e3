"""The law of a turn: parameters of the case's place on a day, and the calendar."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.clocks import LocalLaw, judge_clock
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case, Clock
from zhijia.law.judging import judge_term
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.spans import Instant
from zhijia.law.verdicts import Verdict
from zhijia.lib.shanghai import local_day
from zhijia.organisation.cities import this_city
from zhijia.services.bargaining.models import Contract, Draft
from zhijia.services.bargaining.rules.floors import LawOf


def rule_of(turn: Turn, key: str, *, on: date | None = None) -> ResolvedParameter:
    """The parameter at the case's place on the day of the fact (today unless told otherwise)."""
    return LocalLaw().rule(key, place=turn.case.place, on=on or turn.today)


def judge_running(turn: Turn, key: str, start: date, *, done: Instant) -> Sequence[Verdict]:
    """An act against its term: by the clock that ran for it since `start`, where none did by the law of that day."""
    clocks = Clock.objects.filter(case=turn.case, parameter=key, started_on=start)
    clock = clocks.select_related("case").prefetch_related("entries").order_by("-pk").first()
    law = LocalLaw()
    if clock is not None:
        return judge_clock(clock, done=done, now=turn.now, law=law)
    rule = law.rule(key, place=turn.case.place, on=start)
    return judge_term(rule, start, done=done, now=turn.now, calendar=law.calendar)


def law_of_case(case: Case) -> LawOf:
    """The law of the day on which a case was opened: a text that is begun and compared in it stays the same."""
    law, on = LocalLaw(), local_day(case.opened_at)
    return lambda key: law.rule(key, place=case.place, on=on)


def law_of_contract(contract: Contract) -> LawOf:
    """The law of the city on the first day of a contract: whom it covers sees neither its case nor its union."""
    law, city = LocalLaw(), this_city()
    place = city.place if city else ""
    return lambda key: law.rule(key, place=place, on=contract.term_from)


def law_of_draft(draft: Draft, *, place: str, today: date) -> LawOf:
    """The law that a draft is judged by: of the first day on which it applies, or of today where that has begun."""
    law, on = LocalLaw(), max(draft.term_from, today)
    return lambda key: law.rule(key, place=place, on=on)

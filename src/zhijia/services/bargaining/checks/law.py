"""The law of a turn: parameters of the case's place on a day, and the calendar."""

from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.resolver import ResolvedParameter
from zhijia.services.bargaining.models import Draft
from zhijia.services.bargaining.rules.floors import LawOf


def rule_of(turn: Turn, key: str, *, on: date | None = None) -> ResolvedParameter:
    """The parameter at the case's place on the day of the fact (today unless told otherwise)."""
    return LocalLaw().rule(key, place=turn.case.place, on=on or turn.today)


def law_of_draft(draft: Draft, *, place: str, today: date) -> LawOf:
    """The law that a draft is judged by: of the first day on which it applies, or of today where that has begun."""
    law, on = LocalLaw(), max(draft.term_from, today)
    return lambda key: law.rule(key, place=place, on=on)

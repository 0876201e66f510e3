"""The law of a turn: parameters of the case's place on a day."""

from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.resolver import ResolvedParameter


def rule_of(turn: Turn, key: str, *, on: date | None = None) -> ResolvedParameter:
    """The parameter at the case's place on the day of the fact (today unless told otherwise)."""
    return LocalLaw().rule(key, place=turn.case.place, on=on or turn.today)

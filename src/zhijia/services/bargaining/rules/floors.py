"""Whether what a clause promises keeps the floor that the law sets (FL-01 … FL-10, CB-067, CB-072). Pure."""

from collections.abc import Callable, Mapping

from zhijia.law.judging import judge_duty, judge_number, reaches
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict
from zhijia.services.bargaining.rules.terms import TERMS, Term

LawOf = Callable[[str], ResolvedParameter]
"""A parameter by its key, in the place and on the day that the contract is judged by."""


def judge_promise(term: Term, value: int, law: LawOf) -> tuple[Verdict, ...]:
    """Verdicts on one promised value; empty where it keeps its floor or has none.

    FL-08 asks whether anybody consents to a deferral. FL-10 asks of the month from which pregnant workers are spared:
    the month before it may not be one that the law protects already.
    """
    if not term.floor:
        return ()
    if term.field == "deferral_consent":
        return judge_duty(law(term.floor), is_met=bool(term.measure(value)))
    if term.field == "night_exempt_month":
        is_late = reaches(law("maternity.protected.month"), value - 1)
        return judge_duty(law(term.floor), is_met=not is_late)
    return judge_number(law(term.floor), term.measure(value))


def judge_promises(values: Mapping[str, int], law: LawOf) -> dict[str, tuple[Verdict, ...]]:
    """The verdicts on the values of a clause, by field; fields without any are left out."""
    judged = {field: judge_promise(TERMS[field], value, law) for field, value in values.items()}
    return {field: verdicts for field, verdicts in judged.items() if verdicts}

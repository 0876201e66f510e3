"""Whether what a clause promises keeps the floor that the law sets (FL-01 … FL-10, HD-B13, CB-067, CB-070, CB-072). Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from zhijia.law.judging import judge_duty, judge_number, reaches
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Sentence
from zhijia.services.bargaining.rules.terms import LESS_IS_BETTER, NEITHER_BETTER, TERMS, Term

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


@dataclass(frozen=True, slots=True)
class JointFloor:
    """A regional or industry contract that covers the enterprise: its number, and what it promises by field."""

    number: str
    values: Mapping[str, int]


def judge_against(values: Mapping[str, int], floor: JointFloor, law: LawOf) -> Sequence[Verdict]:
    """CB-070: what an enterprise's contract promises is not below what the contract of its area or industry does."""
    rule = law("contract.floor.regional")
    if not rule.is_demanded:
        return ()
    return [
        Verdict("CB-070", rule.severity, _told(TERMS[field], value, floor, rule), rule.texts)
        for field, value in values.items()
        if field in floor.values and is_below(TERMS[field], value, floor.values[field])
    ]


def is_below(term: Term, value: int, other: int) -> bool:
    """Whether a value is worse for the workers than another one."""
    if term.field in NEITHER_BETTER:
        return False
    less, more = term.measure(value), term.measure(other)
    return less > more if term.field in LESS_IS_BETTER else less < more


def _told(term: Term, value: int, floor: JointFloor, rule: ResolvedParameter) -> Sentence:
    words = {
        "what": Sentence(term.label),
        "found": term.said(value),
        "limit": term.said(floor.values[term.field]),
        "number": floor.number,
        "source": rule.texts[0].source.cited,
    }
    return Sentence(
        "“{what}”为{found}，低于本单位适用的区域性、行业性集体合同{number}约定的{limit}。依据{source}。", words
    )

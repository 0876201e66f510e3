"""Quorum and majority as data: what a question of a poll carries, frozen with it, so that it is judged by the rules of its day.

The share is of everybody in office, of everybody who may vote, of those present or of the valid ballots; which one the law says,
never which one is at hand (mistake E-3 of the domain notes).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhijia.law.bounds import Bound
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.versions import Version
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.lib.stored_sentences import as_sentences, as_stored

QUORUM, MAJORITY = "quorum", "majority"
OFFICE, ELIGIBLE, PRESENT, CAST = "office", "eligible", "present", "cast"
BASES = {
    OFFICE: gettext_noop("应到"),
    ELIGIBLE: gettext_noop("有选举权的人"),
    PRESENT: gettext_noop("实到"),
    CAST: gettext_noop("有效票"),
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """One rule: so large a share of the basis. `bites`: it decides; else it was known from memory, and people decide."""

    what: str
    basis: str
    share: Fraction
    bound: Bound
    rule: str
    cited: Sentence
    bites: bool

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Threshold":
        """From a question's `rules`."""
        return cls(
            stored["what"],
            stored["basis"],
            Fraction(stored["share"]),
            Bound(stored["bound"]),
            stored["rule"],
            as_sentences([stored["cited"]])[0],
            stored["severity"] == Severity.BLOCK,
        )


def threshold_of(law: ResolvedParameter, *, what: str, basis: str) -> list[dict[str, Any]]:
    """The rules that a question keeps: the text that decides, and every other that says something else.

    Empty where no number is known: the verdict then says that there is no rule. ValueError: no basis of that name.
    """
    if basis not in BASES or what not in (QUORUM, MAJORITY):
        raise ValueError(f"no {what} of {basis}")
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for text in law.texts:
        if text.bound is not None and isinstance(text.value, int | Fraction):
            found.setdefault((text.value, text.bound), _stored(law, text, what=what, basis=basis))
    return list(found.values())


def _stored(law: ResolvedParameter, text: Version, *, what: str, basis: str) -> dict[str, Any]:
    return {
        "what": what,
        "basis": basis,
        "key": law.key,
        "version": text.id,
        "rule": law.parameter.rules[0],
        "share": str(text.value),
        "bound": str(text.bound),
        "cited": as_stored([text.source.cited])[0],
        "confidence": str(text.confidence),
        "severity": str(text.severity),
    }

"""What the law says of a fact, in one shape for every rule, so that every flow refuses and warns alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhijia.law.versions import Version
from zhijia.lib.findings import Finding, Severity
from zhijia.lib.sentences import Refused


@dataclass(frozen=True, slots=True)
class Verdict(Finding):
    """A finding with the texts it stands on, the one that decided first; none when no number is known here."""

    texts: tuple[Version, ...] = ()


def refuse(verdicts: Iterable[Verdict], *, field: str = "") -> None:
    """Raise `Refused` with the sentence of the first verdict that blocks; pass when none does."""
    for verdict in verdicts:
        if verdict.severity is Severity.BLOCK:
            raise Refused(verdict.sentence, field=field, rule=verdict.rule)


def noted(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Those that are written down and never in the way: warnings, and what a known text only asks to be on record."""
    return tuple(
        verdict
        for verdict in verdicts
        if verdict.severity is Severity.WARN or (verdict.severity is Severity.INFO and verdict.texts)
    )

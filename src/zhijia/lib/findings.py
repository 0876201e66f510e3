"""What a check found: the rule, how hard it bites, and a sentence for the user."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from zhijia.lib.sentences import Sentence


class Severity(StrEnum):
    """How hard a rule bites."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"

    @property
    def hardness(self) -> int:
        """0 for information, 1 for a warning, 2 for what blocks."""
        return (Severity.INFO, Severity.WARN, Severity.BLOCK).index(self)


SENSE = ""
"""No rule of any catalogue: an entry that cannot be true, such as a part above the whole or a day still ahead."""


def softer(one: Severity, other: Severity) -> Severity:
    """The one that bites less."""
    return min(one, other, key=lambda severity: severity.hardness)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a value does not keep. `rule` is the id of the rule catalogue (services §J), such as ID-05; where the
    catalogue has none, the section that says it, such as §I4, or `SENSE`.
    """

    rule: str
    severity: Severity
    sentence: Sentence


def blocks(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings forbids to go on."""
    return any(finding.severity is Severity.BLOCK for finding in findings)

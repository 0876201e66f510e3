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


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a value does not keep. `rule` is the id of the rule catalogue, such as ID-05."""

    rule: str
    severity: Severity
    sentence: Sentence


def blocks(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings forbids to go on."""
    return any(finding.severity is Severity.BLOCK for finding in findings)

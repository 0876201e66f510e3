"""What a check found."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How much a finding matters."""

    GOOD = "✓"
    ADVICE = "!"
    UNSAFE = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """A weight and a sentence that says what is the matter and what to do."""

    weight: Weight
    sentence: str


def good(sentence: str) -> Finding:
    return Finding(Weight.GOOD, sentence)


def advice(sentence: str) -> Finding:
    return Finding(Weight.ADVICE, sentence)


def unsafe(sentence: str) -> Finding:
    return Finding(Weight.UNSAFE, sentence)

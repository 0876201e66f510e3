"""Where a text can be split with one click: after its clauses."""

import re
from dataclasses import dataclass

_CLAUSE = re.compile(r"[^，,；;、。]*[，,；;、。]?")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and the number of characters up to its end; `is_last` has nothing after it."""

    text: str
    at: int
    is_last: bool


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a text with their stops, in order."""
    found = [match for match in _CLAUSE.finditer(text) if match[0]]
    return [Clause(match[0], match.end(), match.end() == len(text)) for match in found]

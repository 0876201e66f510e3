"""What a measure may know of the run it belongs to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Run:
    """The day, and how often what is quick is repeated."""

    today: date
    rounds: int

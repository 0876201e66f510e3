"""What a measure may know of the run it belongs to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Run:
    """The day, how often what is quick is repeated, and how many people the register is measured with."""

    today: date
    rounds: int
    people: int

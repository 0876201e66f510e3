"""What a measure may know of the run it belongs to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Run:
    """The day, how often what is quick is repeated, how many people the register is measured with, how many rows a roster has,
    and whether what was brought in is taken out again.
    """

    today: date
    rounds: int
    people: int
    rows: int
    takes_back: bool

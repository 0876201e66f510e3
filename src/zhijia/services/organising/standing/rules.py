"""What five dated facts say of a union. Pure."""

from dataclasses import dataclass
from datetime import date

MEETING, ACTIVITY, FEE, TERM, MEMBERS = "meeting", "activity", "fee", "term", "members"
SIGNS = (MEETING, ACTIVITY, FEE)
FACTS = (*SIGNS, TERM, MEMBERS)


@dataclass(frozen=True, slots=True)
class Life:
    """The newest meeting, activity or visit, and fee that still count; whether it is new, its term runs, and it has members."""

    meeting: date | None
    activity: date | None
    fee: date | None
    is_new: bool
    term_to: date | None
    members: int

    def missing(self, today: date) -> tuple[str, ...]:
        """Which of the five facts are not there on a day."""
        there = {
            MEETING: self.meeting is not None,
            ACTIVITY: self.activity is not None,
            FEE: self.fee is not None,
            TERM: self.term_to is not None and self.term_to >= today,
            MEMBERS: self.members > 0,
        }
        return tuple(fact for fact in FACTS if not there[fact])

    def is_shell(self, today: date) -> bool:
        """空壳: the first three are missing, and it was not founded in the same time."""
        return not self.is_new and set(SIGNS) <= set(self.missing(today))

"""How many numbers a post may still have matched against the register today."""

from datetime import datetime

from zhijia.law.resolver import parameter
from zhijia.lib.shanghai import local_day
from zhijia.organisation.overrides import law_place, parameter_overrides

MATCHES = "privacy.matches.daily"
USED_UP = "roster_matches_used_up"
"""What the matching function calls its refusal."""


def matches_a_day(place: str, *, now: datetime) -> int:
    """What the city allows a post in a day."""
    law = parameter(MATCHES, place=law_place(place), on=local_day(now), overrides=parameter_overrides())
    return law.number

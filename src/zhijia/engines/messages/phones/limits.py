"""How long a code holds, how often it may be entered wrongly, how often one is sent: parameters of the place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from zhijia.law.resolver import parameter
from zhijia.lib.shanghai import local_day
from zhijia.organisation.overrides import law_place, parameter_overrides

PREFIX = "privacy.phone_code"


@dataclass(frozen=True, slots=True)
class CodeLimits:
    lasts: timedelta
    pause: timedelta
    tries: int
    daily: int


def limits_at(place: str, *, now: datetime) -> CodeLimits:
    """What holds for the people of a place."""

    def number(name: str) -> int:
        key, overrides = f"{PREFIX}.{name}", parameter_overrides()
        return parameter(key, place=law_place(place), on=local_day(now), overrides=overrides).number

    lasts, pause = timedelta(minutes=number("lasts")), timedelta(minutes=number("pause"))
    return CodeLimits(lasts=lasts, pause=pause, tries=number("tries"), daily=number("daily"))

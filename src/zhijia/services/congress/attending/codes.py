"""The code that the screen in the hall shows: signed, of one sitting, and worth nothing after a minute.

It proves that whoever reads it saw the screen just now. Passed on at once to somebody outside it works as well: the desk, which
counts the people in the hall, is what stands against that.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.core.signing import BadSignature, Signer

from zhijia.lib.sentences import Refused, gettext_noop

VALID_FOR = timedelta(seconds=60)
ROTATES = timedelta(seconds=20)
STALE = gettext_noop("签到码已经更新，请重新扫描会场屏幕上的签到码。")


@dataclass(frozen=True, slots=True)
class HallCode:
    """Which sitting, shown when."""

    sitting: int
    second: int

    @classmethod
    def of(cls, sitting: int, now: datetime) -> Self:
        return cls(sitting, int(now.timestamp()))

    def __str__(self) -> str:
        return _signer().sign(f"{self.sitting}.{self.second}")


def check_code(code: str, sitting: int, *, now: datetime) -> None:
    """Raise `Refused` unless the screen of this sitting showed the code within the last minute."""
    try:
        of_sitting, second = _signer().unsign(code).split(".")
    except (BadSignature, ValueError) as error:
        raise Refused(STALE) from error
    age = now.timestamp() - int(second)
    if int(of_sitting) != sitting or not 0 <= age < VALID_FOR.total_seconds():
        raise Refused(STALE)


def _signer() -> Signer:
    return Signer(salt="zhijia.services.congress.hall", sep="~")

"""Who may watch a channel: whoever holds its address, which a page gives to those who may see the page.

The process that pushes has no sessions and reads no accounts, so the address itself is the permission: signed, for one
channel in one language, and only for a day of meetings.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from django.core.signing import BadSignature, TimestampSigner

VALID_FOR = timedelta(hours=14)
SIGNALS = "live"
"""The name under which the database tells of a change; the payload is the channel."""


class NoSuchChannelError(Exception):
    """The address is forged, cut off, or older than a day of meetings."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One channel as it looks in one language: what is watched, and what a fragment is stored under."""

    channel: str
    language: str

    @property
    def address(self) -> str:
        """What the page puts into the address of the stream; readable, and worth nothing when changed."""
        return _signer().sign(f"{self.language}|{self.channel}")

    @classmethod
    def at(cls, address: str) -> Self:
        """The picture behind an address. Raises `NoSuchChannelError`."""
        try:
            language, channel = _signer().unsign(address, max_age=VALID_FOR).split("|", 1)
        except (BadSignature, ValueError) as error:
            raise NoSuchChannelError(address) from error
        return cls(channel, language)


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="zhijia.engines.live", sep="~")

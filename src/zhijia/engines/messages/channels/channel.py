"""What every channel does: take a letter out, or say why it could not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out, and no more: that something happened, and where to read it. What it is about stays in the product.

    `key` is the same at every attempt. `told` is the kind of news in words, such as 时限临近.
    """

    key: str
    address: str
    kind: str
    told: str
    link: str
    sent_at: datetime


class UndeliveredError(Exception):
    """The letter did not go out this time; the text says why, without the address."""


class Channel(Protocol):
    """A way out. `send` returns when the other side has taken the letter, and raises `UndeliveredError` otherwise."""

    def send(self, letter: Letter) -> None: ...

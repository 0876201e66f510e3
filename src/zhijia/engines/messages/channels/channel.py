"""What every channel does: take a letter out, or say why it could not."""

from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Text:
    """A code on its way to a phone; the code stands apart too, for gateways that fill it into a form of their own."""

    key: str
    phone: str = field(repr=False)
    code: str = field(repr=False)
    minutes: int
    sent_at: datetime

    @property
    def words(self) -> str:
        return f"【职家】手机核验码 {self.code}，{self.minutes} 分钟内有效。工会不会向您索要，请勿告诉他人。"


class UndeliveredError(Exception):
    """The letter did not go out this time; the text says why, without the address."""


class Channel(Protocol):
    """A way out. `send` returns when the other side has taken the letter, and raises `UndeliveredError` otherwise."""

    def send(self, letter: Letter) -> None: ...


class Texting(Protocol):
    """A way to a phone. `text` returns when the other side has taken it, and raises `UndeliveredError` otherwise."""

    def text(self, text: Text) -> None: ...

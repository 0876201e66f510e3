"""What addresses and forms bring, read without trust."""

from collections.abc import Iterable

MOST_DIGITS = 18
"""So many fit a key of the database."""


def whole_number(words: str | None) -> int | None:
    """A non-negative number that fits a key, None for anything else."""
    if not words or not words.isascii() or not words.isdigit() or len(words) > MOST_DIGITS:
        return None
    return int(words)


def whole_numbers(words: Iterable[str]) -> list[int]:
    """The numbers among what was sent; anything else is left out."""
    return [number for text in words if (number := whole_number(text)) is not None]

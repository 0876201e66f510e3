"""The port for words: what a kind of message tells is known above (events of the log, moves of flows)."""

from collections.abc import Callable

Told = Callable[[str], str]

_tellers: list[Told] = []


def fill_port(told: Told) -> None:
    """Let this function say what a kind of message tells; called once, by the engine above."""
    if _tellers:
        raise ValueError("kinds of messages are worded by one engine only")
    _tellers.append(told)


def told(kind: str) -> str:
    """What a message of this kind tells, such as 时限临近, in the language in force."""
    (teller,) = _tellers
    return teller(kind)

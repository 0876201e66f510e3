"""What is done about the gap of a number: a service offers, beside the list of what is missing, the page on which it goes on."""

from collections.abc import Callable
from dataclasses import dataclass

from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A door beside the gap of the indicator `code`. `label` is a message id, `url_of` the address for a union's part of the
    gap, `may` who is shown it."""

    code: str
    label: str
    url_of: Callable[[int], str]
    may: Callable[[Actor], bool]


_follow_ups: list[FollowUp] = []


def offer_follow_up(follow_up: FollowUp) -> None:
    """Register a door; called once, when the service is loaded."""
    _follow_ups.append(follow_up)


def follow_ups_of(code: str, actor: Actor) -> list[FollowUp]:
    """The doors beside the gap of an indicator that this actor is shown."""
    return [one for one in _follow_ups if one.code == code and one.may(actor)]

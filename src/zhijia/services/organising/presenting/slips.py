"""Slips as they are printed, one for each person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from zhijia.organisation.accounts.slips import IssuedSlip
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """What stands on one slip of paper."""

    name: str
    union: str
    username: str
    code: str
    expires_at: datetime
    issuer: str
    address: str


def present_slips(slips: Sequence[IssuedSlip], *, issuer: Actor, address: str) -> list[PrintedSlip]:
    """`address` is the page of login, which leads on to where the slip is used."""
    label = issuer.post.label if issuer.post else issuer.name
    return [_present(slip, issuer=label, address=address) for slip in slips]


def _present(slip: IssuedSlip, *, issuer: str, address: str) -> PrintedSlip:
    person = slip.user.person
    return PrintedSlip(
        name=person.name if person else "",
        union=person.home.name if person else "",
        username=slip.user.username,
        code=slip.code,
        expires_at=slip.expires_at,
        issuer=issuer,
        address=address,
    )

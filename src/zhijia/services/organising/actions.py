"""Acts of one screen that are several acts of the organisation."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from zhijia.engines.cases.handing import tell_successor
from zhijia.organisation.accounts.opening import open_account
from zhijia.organisation.actions import NewMandate, enter_person, give_mandate, hand_over
from zhijia.organisation.models import Enterprise, LabourBureau, Mandate, Person, Post, Union
from zhijia.organisation.scopes import Actor


def enter_person_with_account(actor: Actor, *, home: Union, name: str, username: str, now: datetime) -> Person:
    """Enter a person and open her account; an empty account name is made from her number. Raises `Refused`."""
    person = enter_person(actor, home=home, name=name, now=now)
    open_account(actor, person, username=username, now=now)
    return person


def name_contact(
    actor: Actor, of: Enterprise | LabourBureau, given: Mapping[str, Any], *, home: Union, now: datetime
) -> Mandate:
    """Enter who acts for a party. Somebody new is entered at `home` with an account, which a slip then opens.

    `given` are the answers of `MandateForm`. Raises `Refused`.
    """
    person = given["person"] or enter_person_with_account(actor, home=home, name=given["name"], username="", now=now)
    entry = {name: given[name] for name in ("title", "letter", "scan", "from_on", "to_on")}
    return give_mandate(actor, NewMandate(person, of, **entry), now=now)


def hand_post_over(actor: Actor, post: Post, *, person: Person, on: date, now: datetime) -> int:
    """Hand a post over with what is awaited of it; returns how many to-dos that are. Raises `Refused`."""
    hand_over(actor, post, person, on=on, now=now)
    return tell_successor(post, person, actor=actor, now=now)

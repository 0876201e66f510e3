"""Acts of one screen that are several acts of the organisation."""

from datetime import datetime

from zhijia.organisation.accounts.opening import open_account
from zhijia.organisation.actions import enter_person
from zhijia.organisation.models import Person, Union
from zhijia.organisation.scopes import Actor


def enter_person_with_account(actor: Actor, *, home: Union, name: str, username: str, now: datetime) -> Person:
    """Enter a person and open her account; an empty account name is made from her number. Raises `Refused`."""
    person = enter_person(actor, home=home, name=name, now=now)
    open_account(actor, person, username=username, now=now)
    return person

"""Showing what is masked: an act with a reason, by one post, seen once, kept in the log."""

from dataclasses import dataclass
from datetime import date, datetime

from zhijia.lib.sentences import Refused
from zhijia.organisation import events
from zhijia.organisation.models import Person
from zhijia.organisation.permissions import check_unmask
from zhijia.organisation.protection.sealed import SealedText
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import record

SHORTEST_REASON = 4


@dataclass(frozen=True, slots=True, repr=False)
class Unmasked:
    """What one person was shown of another, for one page. It has no `repr`: nothing of it belongs in a log."""

    id_number: str
    phone: str
    address: str
    born_on: date | None


def unmask(actor: Actor, person: Person, *, reason: str, now: datetime) -> Unmasked:
    """Open the sealed particulars of a person for her page. Raises `Refused`: role, no reason, nothing to show.

    The event keeps who, through which post, why, and which fields; never a value.
    """
    check_unmask(actor, person.path)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("请写明查看原因，例如：本人来电核对手机号码。原因记入留痕。", field="reason")
    sealed = {name: getattr(person, name) for name in ("id_number", "phone", "address")}
    shown = [name for name, value in sealed.items() if value is not None]
    if not shown and person.born_on is None:
        raise Refused("这个人还没有登记证件、手机和地址，没有可查看的内容。")
    data = {"reason": reason.strip(), "fields": shown}
    record(event_about(person, events.PERSON_UNMASKED, actor=actor, now=now, data=data))
    return Unmasked(**{name: _opened(value) for name, value in sealed.items()}, born_on=person.born_on)


def take_own_record(actor: Actor, *, now: datetime) -> tuple[Person, Unmasked]:
    """What is held about the actor herself, opened for her to take along. Raises `Refused`: an account without a person."""
    person = Person.objects.filter(pk=actor.person_id or 0).first()
    if person is None:
        raise Refused("这个账号没有对应的人员。")
    sealed = {name: getattr(person, name) for name in ("id_number", "phone", "address")}
    data = {"fields": [name for name, value in sealed.items() if value is not None]}
    record(event_about(person, events.OWN_RECORD_TAKEN, actor=actor, now=now, data=data))
    return person, Unmasked(**{name: _opened(value) for name, value in sealed.items()}, born_on=person.born_on)


def _opened(value: SealedText | None) -> str:
    return value.reveal() if value is not None else ""

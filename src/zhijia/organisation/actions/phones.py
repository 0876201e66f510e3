"""A phone number counts as verified once its owner has answered from it (services §J: ID-09)."""

from datetime import datetime

from django.db import transaction

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.models import Person
from zhijia.organisation.person_checks import MOBILE, tidy_phone
from zhijia.organisation.protection.finding import phone_index_of
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.trail.record import record

CHANGED = gettext_noop("登记的手机号码已经变更，请重新发送验证码。")


def keep_phone_verified(actor: Actor, index: bytes, *, now: datetime) -> None:
    """The actor answered from the number of this index. Raises `Refused` when another one is registered by now."""
    with transaction.atomic(), scoped(SYSTEM):
        person = Person.objects.select_for_update(of=("self",)).get(pk=actor.person_id or 0)
        if person.phone_index is None or bytes(person.phone_index) != index:
            raise Refused(CHANGED)
        person.phone_verified_at = now
        person.save(update_fields=["phone_verified_at"])
        record(event_about(person, events.PHONE_VERIFIED, actor=actor, now=now))


def is_mobile(typed: str) -> bool:
    """Whether what was typed is the number of a mobile phone, and no account of a gateway."""
    return MOBILE.fullmatch(tidy_phone(typed)) is not None


def is_own_verified(person: Person | None, typed: str) -> bool:
    """ID-09: whether this is the number that the person has verified."""
    if person is None or person.phone_index is None or person.phone_verified_at is None:
        return False
    return bytes(person.phone_index) == phone_index_of(tidy_phone(typed))

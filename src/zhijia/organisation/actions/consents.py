"""Consent is the person's own: given and taken back by her, on her page. Taken back, what was held by it goes at once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation import events
from zhijia.organisation.models import Consent, Person
from zhijia.organisation.models.consents import FACTS_OF, Purpose
from zhijia.organisation.protection.retention import EMPTY
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.trail.record import record

BELONGING = {"phone": ("phone_index", "phone_verified_at")}
"""What goes with a fact."""


def give_consent(actor: Actor, purpose: str, *, now: datetime) -> None:
    """Agree, or agree again. Raises `Refused`: an account without a person, an unknown purpose."""
    person = _oneself(actor, purpose)
    if consents_of(person).get(purpose) is True:
        return
    _say(person, purpose, is_given=True, now=now)
    record(event_about(person, events.CONSENT_GIVEN, actor=actor, now=now, data={"purpose": purpose}))


def withdraw_consent(actor: Actor, purpose: str, *, now: datetime) -> list[str]:
    """Take consent back, or object to what nobody asked: the facts are erased, and nobody may enter them again until she agrees.

    Answers which facts went. Raises `Refused` as `give_consent`.
    """
    person = _oneself(actor, purpose)
    with transaction.atomic(), scoped(SYSTEM):
        kept = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        gone = [name for name in FACTS_OF[purpose] if getattr(kept, name) != EMPTY[name]]
        if not gone and consents_of(kept).get(purpose) is False:
            return []
        names = [part for name in gone for part in (name, *BELONGING.get(name, ()))]
        for name in names:
            setattr(kept, name, EMPTY[name])
        kept.save(update_fields=names)
        _say(kept, purpose, is_given=False, now=now)
        data = {"purpose": purpose, "fields": gone}
        record(event_about(kept, events.CONSENT_WITHDRAWN, actor=actor, now=now, data=data))
    return gone


def consents_of(person: Person) -> Mapping[str, bool]:
    """The last statement about each purpose; what was never spoken of is absent."""
    rows = Consent.objects.filter(person=person).order_by("pk").values_list("purpose", "is_given")
    return dict(rows)


def check_may_hold(person: Person, entered: Mapping[str, object]) -> None:
    """Raises `Refused` at the field: a fact whose consent the person has taken back."""
    said = consents_of(person)
    for purpose, names in FACTS_OF.items():
        for name in names:
            if entered.get(name) and said.get(purpose) is False:
                values = {"what": Purpose(purpose).label}
                raise Refused(
                    Sentence("本人已撤回对登记“{what}”的同意，不能登记；请本人在手机上重新同意。", values), field=name
                )


def _oneself(actor: Actor, purpose: str) -> Person:
    person = Person.objects.filter(pk=actor.person_id or 0).first()
    if person is None:
        raise Refused("这个账号没有对应的人员。")
    if purpose not in Purpose.values:
        raise Refused("没有这一项同意，请刷新页面。")
    return person


def _say(person: Person, purpose: str, *, is_given: bool, now: datetime) -> None:
    Consent.objects.create(person=person, purpose=purpose, is_given=is_given, said_at=now)

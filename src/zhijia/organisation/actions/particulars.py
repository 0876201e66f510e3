"""What is known of a person beside her name: documents, how she is reached, and the data of membership (services §A7)."""

from datetime import datetime
from typing import Any

from zhijia.lib.findings import Finding, Severity
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.actions.consents import check_may_hold
from zhijia.organisation.checks import CheckContext
from zhijia.organisation.entries import PersonEntry, facts_of
from zhijia.organisation.models import Person
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.person_checks import Problem, find_person_problems, tidy_person
from zhijia.organisation.protection.finding import id_index_of, match_people, phone_index_of
from zhijia.organisation.protection.sealed import SealedText
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refusing
from zhijia.trail.record import record

TAKEN = gettext_noop("这个证件号码已有记录，请先查找是不是同一个人。")
ELSEWHERE = gettext_noop(
    "这个证件号码已由其他工会登记，不能重复登记。本人转来的，请办理转会；确认号码无误仍有疑问的，请上级工会核对。"
)
SEALED = ("id_number", "phone", "address")


def entry_of(person: Person) -> PersonEntry:
    """The particulars as they stand, opened: for whoever may change them."""
    return PersonEntry(**{name: _plain(name, getattr(person, name)) for name in PersonEntry.__slots__})


def describe_person(actor: Actor, person: Person, entry: PersonEntry, *, now: datetime) -> list[Finding]:
    """Keep these particulars of a person; returns what is doubtful and was kept all the same.

    ID-09: a new phone number counts as not verified. Raises `Refused` at the field: role, ID-01…03, days and numbers that
    cannot be, a number that another record has. The event names the fields that changed, never a value.
    """
    check_administer(actor, person.path)
    entry = tidy_person(entry)
    problems = find_person_problems(entry, place=person.home.place, context=CheckContext.at(now))
    _refuse(problems)
    kept = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    before = facts_of(entry_of(kept))
    changed = [name for name, value in facts_of(entry).items() if before[name] != value]
    if changed:
        check_may_hold(kept, {name: getattr(entry, name) for name in changed})
        _refuse_taken(entry, kept)
        _write(kept, entry, changed)
        record(event_about(kept, events.PERSON_DESCRIBED, actor=actor, now=now, data={"fields": changed}))
    return [finding for _field, finding in problems]


def _write(person: Person, entry: PersonEntry, changed: list[str]) -> None:
    for name in changed:
        setattr(person, name, getattr(entry, name))
    person.id_index = id_index_of(entry.id_number) if entry.id_number else None
    person.phone_index = phone_index_of(entry.phone) if entry.phone else None
    if "phone" in changed:
        person.phone_verified_at = None
    with refusing({"person_id_unique": TAKEN}):
        person.save(update_fields=[*changed, "id_index", "phone_index", "phone_verified_at"])


def _refuse(problems: list[Problem]) -> None:
    for field, finding in problems:
        if finding.severity is Severity.BLOCK:
            raise Refused(finding.sentence, field=field)


def _refuse_taken(entry: PersonEntry, person: Person) -> None:
    if not entry.id_number:
        return
    (match,) = match_people([(entry.id_kind, id_index_of(entry.id_number))])
    if match.verdict == "elsewhere":
        raise Refused(ELSEWHERE, field="id_number")
    if match.person_id is not None and match.person_id != person.pk:
        other = Person.objects.select_related("home").get(pk=match.person_id)
        values = {"name": other.name, "union": other.home.name}
        raise Refused(
            Sentence("{union}的“{name}”已登记这个证件号码，请核对是不是同一个人。", values), field="id_number"
        )


def _plain(name: str, value: object) -> Any:
    """As an entry holds it: sealed texts opened, absent ones empty."""
    if name in SEALED:
        return value.reveal() if isinstance(value, SealedText) else ""
    return value

"""The roll of a congress on a day: who is in office, frozen and hashed for each session (WC-009, mistakes E-4)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Q, QuerySet

from zhijia.organisation.models import Employment
from zhijia.services.congress.terms.models import CongressTerm, Delegate, Form


@dataclass(frozen=True, slots=True)
class RollEntry:
    """Somebody with a vote. `delegate_id` None: of a general meeting, where everybody has one."""

    person_id: int
    name: str
    delegate_id: int | None = None
    unit: str = ""
    delegation: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """The entries by person, and the hash over term, day and persons: the same people give the same hash."""

    term_id: int
    day: date
    entries: tuple[RollEntry, ...]

    @property
    def size(self) -> int:
        """N: the base of quorum and majority."""
        return len(self.entries)

    @property
    def digest(self) -> str:
        told = [self.term_id, self.day.isoformat(), [[one.person_id, one.delegate_id] for one in self.entries]]
        return sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()

    @property
    def as_stored(self) -> Mapping[str, object]:
        """What a session keeps of it."""
        people = [[one.person_id, one.delegate_id, one.name] for one in self.entries]
        return {"day": self.day.isoformat(), "size": self.size, "digest": self.digest, "people": people}


def in_office_on(day: date) -> Q:
    """Mandates that have begun and not ended on a day; `to_on` is the first day no more."""
    return Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gt=day))


def delegates_on(term: CongressTerm, day: date) -> QuerySet[Delegate]:
    """Delegates in office, by unit and name."""
    rows = Delegate.objects.filter(in_office_on(day), term=term)
    return rows.select_related("unit", "delegation").order_by("unit_id", "name", "pk")


def mandate_of(term: CongressTerm, person_id: int | None, day: date) -> Delegate | None:
    """The mandate in office of a person in a congress; None at a general meeting, where nobody needs one."""
    return delegates_on(term, day).filter(person=person_id or 0).first()


def has_vote(term: CongressTerm, person_id: int | None, day: date) -> bool:
    """Whether somebody stands on the roll of a day."""
    if term.form == Form.GENERAL:
        rows = Employment.objects.filter(in_office_on(day), enterprise=term.enterprise_id, person=person_id or 0)
        return rows.exists()
    return mandate_of(term, person_id, day) is not None


def roll_of(term: CongressTerm, day: date) -> Roll:
    """Who has a vote on a day: the delegates in office, or at a general meeting everybody who works there. One query."""
    entries = _staff(term, day) if term.form == Form.GENERAL else _delegates(term, day)
    return Roll(term.pk, day, tuple(sorted(entries, key=lambda one: one.person_id)))


def _delegates(term: CongressTerm, day: date) -> list[RollEntry]:
    return [
        RollEntry(row.person_id, row.name, row.pk, row.unit.name, row.delegation.name if row.delegation else "")
        for row in delegates_on(term, day)
    ]


def _staff(term: CongressTerm, day: date) -> list[RollEntry]:
    rows = Employment.objects.filter(in_office_on(day), enterprise=term.enterprise_id)
    people = rows.order_by("person_id").values_list("person_id", "person__name").distinct()
    return [RollEntry(person_id, name) for person_id, name in people]

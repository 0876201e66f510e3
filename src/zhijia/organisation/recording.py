"""Events of this floor: how its subjects are called in the log, and what of them is written down."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from zhijia.organisation.models import Enterprise, ImportBatch, Person, Post, Roster, Union, User
from zhijia.organisation.scopes import Actor
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import NewEvent, Subject

Subjected = Union | Enterprise | Person | Post | User | ImportBatch | Roster
_TYPES: dict[type, str] = {
    Union: "organisation.union",
    Enterprise: "organisation.enterprise",
    Person: "organisation.person",
    Post: "organisation.post",
    User: "organisation.user",
    ImportBatch: "organisation.importbatch",
    Roster: "organisation.roster",
}


def subject_of(row: Subjected) -> Subject:
    """The row as a subject of events. An account is called by its number: its name may be a person's."""
    label = f"账号 {row.pk}" if isinstance(row, User) else str(row)
    return Subject(_TYPES[row.__class__], row.pk, label)  # of a lazy account too


def event_about(
    row: Subjected, kind: EventKind, *, actor: Actor, now: datetime, data: Mapping[str, object] | None = None
) -> NewEvent:
    """An event of this floor, ready for `trail.record`."""
    return NewEvent(kind=kind.code, at=now, doer=actor.doer, subject=subject_of(row), data=plain(data or {}))


def plain(values: Mapping[str, object]) -> dict[str, Any]:
    """Values as JSON holds them: days in ISO form, empty ones left out."""
    return {key: _plain(value) for key, value in values.items() if value not in (None, "")}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """`{field: [old, new]}` for the fields whose value changes."""
    return {key: [before[key], value] for key, value in after.items() if before[key] != value}

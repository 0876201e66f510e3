"""Entries as JSON and back, to undo an import."""

from dataclasses import asdict, fields
from datetime import date
from typing import TypeVar

from zhijia.organisation.entries import EnterpriseEntry, UnionEntry

Entry = TypeVar("Entry", EnterpriseEntry, UnionEntry)


def entry_as_stored(entry: EnterpriseEntry | UnionEntry) -> dict[str, object]:
    """Days in ISO form, everything else as it is."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(entry).items()}


def as_entry(kind: type[Entry], stored: object) -> Entry:
    """The reverse of `entry_as_stored`."""
    values = dict(stored) if isinstance(stored, dict) else {}
    for field in fields(kind):
        if field.name.endswith(("_on", "_from", "_to")) and isinstance(values.get(field.name), str):
            values[field.name] = date.fromisoformat(values[field.name])
    return kind(**values)

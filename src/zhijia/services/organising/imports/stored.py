"""Entries that an import changes: merged with what a row gives; as JSON and back, to undo it."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import TypeVar

from zhijia.organisation.entries import EnterpriseEntry, UnionEntry

Entry = TypeVar("Entry", EnterpriseEntry, UnionEntry)


def merged(entry: Entry, given: Mapping[str, object]) -> Entry:
    """The entry with what a row says. A sheet adds and changes; an empty cell or an absent column erases nothing."""
    return replace(entry, **{key: value for key, value in given.items() if value not in ("", None)})  # type: ignore[arg-type]


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

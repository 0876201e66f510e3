"""Writing to the log: `record` for one act, `record_all` for many at once."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from zhijia.trail.kinds import get_kind

CHUNK = 1000


@dataclass(frozen=True)
class Subject:
    """What an act is about: a type (`cases.case`, `organisation.union` …), an id, and how to call it in a sentence."""

    type: str
    id: int
    label: str


@dataclass(frozen=True)
class Doer:
    """Who acted and through which post, as ids and as the words that were true at that moment."""

    actor_id: int | None
    actor_label: str
    post_id: int | None = None
    post_label: str = ""


@dataclass(frozen=True)
class NewEvent:
    """An act to be written. `at` is an aware moment; `data` holds only JSON values without floats."""

    kind: str
    at: datetime
    doer: Doer
    subject: Subject
    from_state: str = ""
    to_state: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def canonical(event: NewEvent) -> bytes:
    """The bytes that are hashed: sorted keys, no spaces, UTC to the microsecond. They can be rebuilt from the row."""
    content = asdict(event)
    content["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def record(event: NewEvent) -> int:
    """Write one event in the present transaction and return its id. Raises `UnknownEventKind`."""
    return record_all([event])[0]


def record_all(events: Iterable[NewEvent]) -> list[int]:
    """Write many events in the present transaction; ids come back in the order given."""
    written: list[int] = []
    batch: list[NewEvent] = []
    for event in events:
        get_kind(event.kind)
        batch.append(event)
        if len(batch) == CHUNK:
            written += _insert(batch)
            batch = []
    return written + (_insert(batch) if batch else [])


_COLUMNS = {
    "id": "bigint",
    "kind": "text",
    "at": "timestamptz",
    "actor_id": "bigint",
    "actor_label": "text",
    "post_id": "bigint",
    "post_label": "text",
    "subject_type": "text",
    "subject_id": "bigint",
    "subject_label": "text",
    "from_state": "text",
    "to_state": "text",
    "data": "jsonb",
    "hash": "bytea",
}


def _insert(events: Sequence[NewEvent]) -> list[int]:
    # No RETURNING: it would need the right to read the row, which the log grants by subject only.
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('trail_event_id_seq') FROM generate_series(1, %s)", [len(events)])
        ids = [row[0] for row in cursor.fetchall()]
        rows = [_row(event_id, event) for event_id, event in zip(ids, events, strict=True)]
        arrays = ", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())
        cursor.execute(
            f"INSERT INTO trail_event ({', '.join(_COLUMNS)}) SELECT * FROM unnest({arrays})",  # noqa: S608
            [list(column) for column in zip(*rows, strict=True)],
        )
    return ids


def _row(event_id: int, event: NewEvent) -> tuple[Any, ...]:
    return (
        event_id,
        event.kind,
        event.at,
        event.doer.actor_id,
        event.doer.actor_label,
        event.doer.post_id,
        event.doer.post_label,
        event.subject.type,
        event.subject.id,
        event.subject.label,
        event.from_state,
        event.to_state,
        json.dumps(dict(event.data), ensure_ascii=False),
        hashlib.sha256(canonical(event)).digest(),
    )

"""Writing to the log: `record` for one act, `record_all` for many at once."""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from zhijia.trail.canonical import PARTS, SALTS_BYTES, Head, commit, event_hash, salts_by_part, settle, words_of
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


_WRITE = f"""
    WITH written AS (
        INSERT INTO trail_event ({", ".join(_COLUMNS)})
        SELECT * FROM unnest({", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())})
    )
    INSERT INTO trail_eventsalt (event_id, salts) SELECT * FROM unnest(%s::bigint[], %s::bytea[])
"""  # noqa: S608 - names of ours


def _insert(events: Sequence[NewEvent]) -> list[int]:
    # No RETURNING: it would need the right to read the row, which the log grants by subject only.
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('trail_event_id_seq') FROM generate_series(1, %s)", [len(events)])
        ids = [row[0] for row in cursor.fetchall()]
        salts = [secrets.token_bytes(SALTS_BYTES) for _ in ids]
        rows = [_row(*entry) for entry in zip(ids, events, salts, strict=True)]
        cursor.execute(_WRITE, [*(list(column) for column in zip(*rows, strict=True)), ids, salts])
    return ids


def _row(event_id: int, event: NewEvent, salts: bytes) -> tuple[Any, ...]:
    doer, subject, data = event.doer, event.subject, settle(event.data)
    values = words_of(doer.actor_label, doer.post_label, subject.label, data)
    parts = {part: commit(salts_by_part(salts)[part], value) for part, value in zip(PARTS, values, strict=True)}
    head = Head(
        event_id,
        event.kind,
        event.at,
        doer.actor_id,
        doer.post_id,
        subject.type,
        subject.id,
        event.from_state,
        event.to_state,
    )
    return (
        event_id,
        event.kind,
        event.at,
        doer.actor_id,
        doer.actor_label,
        doer.post_id,
        doer.post_label,
        subject.type,
        subject.id,
        subject.label,
        event.from_state,
        event.to_state,
        json.dumps(data, ensure_ascii=False),
        event_hash(head, parts),
    )

"""Writing many acts of one kind, by one doer, at one moment: what imports leave. The log cannot tell them from others.

`record_all` says kind, moment and doer anew for every event; of a million that is most of the work.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection
from psycopg import Cursor

from zhijia.trail.canonical import SALT_BYTES, SALTS_BYTES, Head, event_hash, settle, text_of
from zhijia.trail.kinds import EventKind, get_kind
from zhijia.trail.record import Doer

PIECE = 5_000


@dataclass(frozen=True, slots=True)
class About:
    """One subject of one of the acts: its id, how to call it, and what the event keeps. `data` holds JSON values."""

    id: int
    label: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Alike:
    """What the acts have in common."""

    kind: EventKind
    at: datetime
    doer: Doer
    subject_type: str


WRITE = """
    WITH written AS (
        INSERT INTO trail_event (kind, at, actor_id, actor_label, post_id, post_label, subject_type, from_state, to_state,
                                 id, subject_id, subject_label, data, hash)
        SELECT %b, %b::timestamptz, %b::bigint, %b, %b::bigint, %b, %b, '', '', w.*
          FROM unnest(%b::bigint[], %b::bigint[], %b::text[], %b::jsonb[], %b::bytea[]) AS w
    )
    INSERT INTO trail_eventsalt (event_id, salts) SELECT * FROM unnest(%b::bigint[], %b::bytea[])
"""


def record_alike(alike: Alike, subjects: Sequence[About]) -> list[int]:
    """Write one event about each of these, in the present transaction; ids come back in the order given."""
    get_kind(alike.kind.code)
    written: list[int] = []
    for start in range(0, len(subjects), PIECE):
        written += _write(alike, subjects[start : start + PIECE])
    return written


def _write(alike: Alike, subjects: Sequence[About]) -> list[int]:
    doer = alike.doer
    doer_text = text_of([doer.actor_label, doer.post_label])
    with Cursor(connection.connection) as cursor:
        cursor.execute("SELECT nextval('trail_event_id_seq') FROM generate_series(1, %s)", [len(subjects)])
        ids = [int(row[0]) for row in cursor.fetchall()]
        salts = [secrets.token_bytes(SALTS_BYTES) for _ in ids]
        written = [_event(alike, *entry, doer_text=doer_text) for entry in zip(ids, subjects, salts, strict=True)]
        common = [alike.kind.code, alike.at, doer.actor_id, doer.actor_label, doer.post_id, doer.post_label]
        rows = [ids, [s.id for s in subjects], [s.label for s in subjects], *map(list, zip(*written, strict=True))]
        cursor.execute(WRITE, [*common, alike.subject_type, *rows, ids, salts])
    return ids


def _event(alike: Alike, event_id: int, about: About, salts: bytes, *, doer_text: bytes) -> tuple[str, bytes]:
    """Data as stored, and the hash."""
    data = settle(about.data)
    texts = (doer_text, text_of(about.label), text_of(data))
    salted = zip(("doer", "subject", "data"), range(0, SALTS_BYTES, SALT_BYTES), texts, strict=True)
    parts = {part: sha256(salts[at : at + SALT_BYTES] + text).digest() for part, at, text in salted}
    doer = alike.doer
    head = Head(event_id, alike.kind.code, alike.at, doer.actor_id, doer.post_id, alike.subject_type, about.id, "", "")
    return texts[-1].decode(), event_hash(head, parts)

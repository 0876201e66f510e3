"""Writing many acts of one kind, by one doer, at one moment: what imports leave. The log cannot tell them from others.

`record_all` says kind, moment and doer anew for every event; of a million that is most of the work. Here what they have in
common is said once, as a mould, and what differs goes to the server in a few long texts instead of a million values.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection
from psycopg import Cursor

from zhijia.lib.merkle import leaf_hash
from zhijia.trail.canonical import PARTS, SALT_BYTES, SALTS_BYTES, Head, canonical, text_of
from zhijia.trail.kinds import EventKind, get_kind
from zhijia.trail.record import Doer

PIECE = 10_000
MARKS = {"id": 1_111_111_111_111_111_111, "subject_id": 2_222_222_222_222_222_222}
MARKED_PARTS = {part: bytes([number]) * 32 for number, part in enumerate(PARTS, start=1)}


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the acts are about, each in the three lists: its id, how to call it, and what the event keeps, as
    `canonical.text_of` writes it.
    """

    ids: Sequence[int]
    labels: Sequence[str]
    data: Sequence[str]


@dataclass(frozen=True, slots=True)
class Alike:
    """What the acts have in common."""

    kind: EventKind
    at: datetime
    doer: Doer
    subject_type: str


WRITE = """
    WITH given AS MATERIALIZED (
        SELECT * FROM unnest(string_to_array(%b, ',')::bigint[], string_to_array(%b, ',')::bigint[],
                             string_to_array(%b, E'\\x1f'), string_to_array(%b, E'\\x1f'))
            WITH ORDINALITY AS w (id, subject, label, data, n)
    ), written AS (
        INSERT INTO trail_event (kind, at, actor_id, actor_label, post_id, post_label, subject_type, from_state, to_state,
                                 id, subject_id, subject_label, data, hash)
        SELECT %b, %b::timestamptz, %b::bigint, %b, %b::bigint, %b, %b, '', '', g.id, g.subject, g.label::jsonb #>> '{}',
               g.data::jsonb, substring(%b::bytea FROM (32 * g.n - 31)::int FOR 32)
          FROM given g
    )
    INSERT INTO trail_eventsalt (event_id, salts)
    SELECT g.id, substring(%b::bytea FROM (48 * g.n - 47)::int FOR 48) FROM given g
"""


def record_alike(alike: Alike, subjects: Subjects) -> list[int]:
    """Write one event about each of these, in the present transaction; ids come back in the order given."""
    get_kind(alike.kind.code)
    written: list[int] = []
    for start in range(0, len(subjects.ids), PIECE):
        part = slice(start, start + PIECE)
        written += _write(alike, Subjects(subjects.ids[part], subjects.labels[part], subjects.data[part]))
    return written


def _write(alike: Alike, subjects: Subjects) -> list[int]:
    doer, count = alike.doer, len(subjects.ids)
    labels = list(map(text_of, subjects.labels))
    salts = secrets.token_bytes(SALTS_BYTES * count)
    with Cursor(connection.connection) as cursor:
        cursor.execute("SELECT array_agg(nextval('trail_event_id_seq')) FROM generate_series(1, %s)", [count])
        ids: list[int] = (cursor.fetchone() or ([],))[0]
        hashes = b"".join(_hashes(alike, ids, subjects, labels, salts))
        numbers = [",".join(map(str, column)) for column in (ids, subjects.ids)]
        texts = [b"\x1f".join(labels).decode(), "\x1f".join(subjects.data)]  # which JSON always escapes
        common = [alike.kind.code, alike.at, doer.actor_id, doer.actor_label, doer.post_id, doer.post_label]
        cursor.execute(WRITE, [*numbers, *texts, *common, alike.subject_type, hashes, salts])
    return ids


def _hashes(
    alike: Alike, ids: Sequence[int], subjects: Subjects, labels: Sequence[bytes], salts: bytes
) -> Iterator[bytes]:
    """`event_hash` of each, through the mould."""
    mould, doer = _mould(alike), text_of([alike.doer.actor_label, alike.doer.post_label])
    starts = range(0, len(salts), SALTS_BYTES)
    for at, event_id, subject, label, data in zip(starts, ids, subjects.ids, labels, subjects.data, strict=True):
        middle, last, end = at + SALT_BYTES, at + 2 * SALT_BYTES, at + SALTS_BYTES
        text = mould % (
            sha256(salts[last:end] + data.encode()).hexdigest(),
            sha256(salts[at:middle] + doer).hexdigest(),
            event_id,
            sha256(salts[middle:last] + label).hexdigest(),
            subject,
        )
        yield leaf_hash(text.encode())


def _mould(alike: Alike) -> str:
    """The canonical text with places for what differs, which stand in the order of its keys: data, doer, id, subject, its id."""
    doer = alike.doer
    head = Head(
        MARKS["id"],
        alike.kind.code,
        alike.at,
        doer.actor_id,
        doer.post_id,
        alike.subject_type,
        MARKS["subject_id"],
        "",
        "",
    )
    text = canonical(head, MARKED_PARTS).decode().replace("%", "%%")
    for mark in (*map(str, MARKS.values()), *(digest.hex() for digest in MARKED_PARTS.values())):
        text = text.replace(mark, "%s")
    return text

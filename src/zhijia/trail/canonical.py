"""What of an event is hashed, byte by byte. The offline verifier repeats these few lines; docs/adr/0006 says why.

    text      = JSON with sorted keys, no spaces, UTF-8; whole numbers only
    part      = SHA-256( salt of the part, 16 bytes || text of the part )
    head      = id, kind, moment, numbers of person, post and subject, states, and the three parts in hexadecimal
    hash      = SHA-256( 0x00 || text of the head )            the leaf of RFC 6962

Words and data may name people. They enter only as salted parts: who lacks the salt can neither read nor guess them, and
when the law wants them gone, words and salt go and the part stays, so that every proof still holds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from zhijia.lib.merkle import leaf_hash

PARTS = ("doer", "subject", "data")
SALT_BYTES = 16
SALTS_BYTES = SALT_BYTES * len(PARTS)


@dataclass(frozen=True, slots=True)
class Head:
    """What stays of an event for ever: no words, no data."""

    id: int
    kind: str
    at: datetime
    actor_id: int | None
    post_id: int | None
    subject_type: str
    subject_id: int
    from_state: str
    to_state: str


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def text_of(value: object) -> bytes:
    return _encode(value).encode()


def moment_of(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def words_of(
    actor_label: str, post_label: str, subject_label: str, data: Mapping[str, Any]
) -> tuple[list[str], str, Mapping[str, Any]]:
    """The values of the three parts, in the order of `PARTS`."""
    return [actor_label, post_label], subject_label, data


def commit(salt: bytes, value: object) -> bytes:
    return sha256(salt + text_of(value)).digest()


def salts_by_part(salts: bytes) -> dict[str, bytes]:
    return {part: salts[n * SALT_BYTES : (n + 1) * SALT_BYTES] for n, part in enumerate(PARTS)}


def canonical(head: Head, parts: Mapping[str, bytes]) -> bytes:
    """The text of the head, which is the content of the leaf."""
    return text_of(
        {
            "id": head.id,
            "kind": head.kind,
            "at": moment_of(head.at),
            "actor_id": head.actor_id,
            "post_id": head.post_id,
            "subject_type": head.subject_type,
            "subject_id": head.subject_id,
            "from_state": head.from_state,
            "to_state": head.to_state,
            **{part: parts[part].hex() for part in PARTS},
        }
    )


def event_hash(head: Head, parts: Mapping[str, bytes]) -> bytes:
    return leaf_hash(canonical(head, parts))


class NotWholeError(TypeError):
    """Data held a number that is not whole: a database may give it back in another spelling."""


def settle(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as they will come back from the database: JSON values, keys as text. Raises `NotWholeError`."""
    settled: dict[str, Any] = _settled(_as_it_stands(data))
    return settled


def _refuse(number: str) -> None:
    raise NotWholeError(f"{number} is no whole number; write amounts in fen and shares as text")


_as_it_stands = json.JSONEncoder(ensure_ascii=False).encode
_settled = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse).decode

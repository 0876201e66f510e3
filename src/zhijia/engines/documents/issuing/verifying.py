"""Telling a stranger whether a paper is genuine. Asked by token only, answered without personal data, counted by visitor."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import IO

from django.db import connection
from django.utils.crypto import salted_hmac

from zhijia.trail.checkpoints import Anchor

MOST_A_MINUTE = 60
"""Our choice: more than any reader needs, even several behind one address."""
SALT = "zhijia.documents.lookup"


@dataclass(frozen=True, slots=True)
class Verified:
    """What may be said of an issued document to whoever holds it. `is_whole`: the frozen text still has its hash."""

    number: str
    label: str
    title: str
    issuer: str
    issued_on: date
    sha256: str
    is_whole: bool
    checkpoint_size: int | None
    checkpoint_root: str
    annulled_by: str | None
    annulled_on: date | None
    annuls: str | None
    files: list[str]

    @property
    def anchor(self) -> str:
        """The sealed root of the log that stands on the paper, or empty."""
        size, root = self.checkpoint_size, self.checkpoint_root
        return str(Anchor(size, bytes.fromhex(root))) if size else ""


class Sameness(StrEnum):
    """How a received file stands to the document."""

    FILE = "file"
    """Byte for byte what the system gave out."""
    TEXT = "text"
    """The frozen text itself, as it is kept in an archive."""
    OTHER = "other"


def verify(token: str) -> Verified | None:
    """What stands behind a token, or None when no document was issued with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM documents_verify(%s)", [token])
        row = cursor.fetchone()
    return Verified(*row) if row else None


def compare(found: Verified, file: IO[bytes]) -> Sameness:
    """Whether a file that somebody received is one that was given out. The file is read, not kept."""
    file.seek(0)
    digest = sha256()
    while piece := file.read(1024 * 1024):
        digest.update(piece)
    if digest.hexdigest() in found.files:
        return Sameness.FILE
    return Sameness.TEXT if digest.hexdigest() == found.sha256 else Sameness.OTHER


def may_ask(address: str, *, now: datetime) -> bool:
    """Count one question of a visitor; False when there were too many in this minute. The address itself is not kept."""
    visitor = salted_hmac(SALT, address).hexdigest()[:32]
    with connection.cursor() as cursor:
        cursor.execute("SELECT documents_count_lookup(%s, %s)", [visitor, now])
        return bool(cursor.fetchone()[0] <= MOST_A_MINUTE)

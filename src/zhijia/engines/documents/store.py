"""Bytes by hash, on the file system of the default storage.

A file is written whole and flushed before its row, and never changed or removed by the product. When the transaction
of the row is rolled back, the file stays: it costs space, is reachable by nobody (no row leads to it), and serves the
next upload of the same bytes. `zhijia backup` takes files by their rows.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from django.core.files.storage import storages

CHUNK = 1024 * 1024
_flushes_each: ContextVar[bool] = ContextVar("flushes_each", default=True)


@contextmanager
def flushed_together() -> Iterator[None]:
    """Inside, files are not flushed one by one but all at the end: for what is begun anew after a failure of the machine."""
    token = _flushes_each.set(False)
    try:
        yield
        os.sync()
    finally:
        _flushes_each.reset(token)


def keep(content: IO[bytes]) -> str:
    """Store the bytes from the beginning of `content` and return their SHA-256 in hex. The same bytes are stored once."""
    content.seek(0)
    sha256 = hashlib.file_digest(content, hashlib.sha256).hexdigest()  # type: ignore[arg-type]
    place = path_of(sha256)
    if not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content.seek(0)
        _write(content, place)
    return sha256


def path_of(sha256: str) -> Path:
    """Where those bytes lie, or would lie. ValueError for what is not a SHA-256 in hex."""
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return Path(storages["default"].path("attachments")) / sha256[:2] / sha256[2:4] / sha256


def _write(content: IO[bytes], place: Path) -> None:
    """All or nothing: a temporary neighbour, flushed to disk, takes the name in one step."""
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".part-", delete=False) as part:
        try:
            while chunk := content.read(CHUNK):
                part.write(chunk)
            part.flush()
            if _flushes_each.get():
                os.fsync(part.fileno())
            os.replace(part.name, place)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    if _flushes_each.get():
        _flush_folder(place.parent)


def _flush_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

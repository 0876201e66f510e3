"""The pieces of a roster: the upload itself until it is read, then its rows. What lies in the database is sealed."""

from collections.abc import Iterable, Iterator

import polars as pl

from zhijia.lib.crypto.ciphertexts import Place
from zhijia.organisation.models import Roster, RosterPiece
from zhijia.organisation.models.rosters import PieceState
from zhijia.organisation.protection.keyring import open_bytes, opened_keys
from zhijia.organisation.rosters.spans import Span
from zhijia.organisation.writing import reserve_ids
from zhijia.services.organising.intake.reading import ROW, as_bytes, as_frame

PLACE = Place(RosterPiece._meta.db_table, "content")


def keep_upload(roster: Roster, parts: Iterable[bytes]) -> None:
    """Keep the file as it came, part by part."""
    for number, part in enumerate(parts):
        _keep(roster, number, part, state=PieceState.RAW)


def upload_of(roster: Roster) -> bytes:
    """The file as it came."""
    raw = roster.pieces.filter(state=PieceState.RAW).order_by("number")
    return b"".join(content_of(piece) for piece in raw.iterator(chunk_size=1))


def keep_frames(roster: Roster, frames: Iterable[pl.DataFrame]) -> int:
    """Put pieces of rows in the place of the upload; answers how many rows there are."""
    total = 0
    roster.pieces.all().delete()
    for number, frame in enumerate(frames):
        _keep(roster, number, as_bytes(frame), state=PieceState.READ, rows=frame.height)
        total += frame.height
    return total


def frame_of(piece: RosterPiece) -> pl.DataFrame:
    """The rows of a piece as they were written."""
    return as_frame(content_of(piece))


def span_of(frame: pl.DataFrame) -> Span:
    """The numbers of its first and last row."""
    return Span(frame[ROW][0], frame[ROW][-1])


def frames_of(roster: Roster) -> Iterator[pl.DataFrame]:
    """All rows, piece by piece, in order."""
    for piece in roster.pieces.exclude(content=None).order_by("number").iterator(chunk_size=1):
        yield frame_of(piece)


def content_of(piece: RosterPiece) -> bytes:
    return open_bytes(bytes(piece.content or b""), PLACE, piece.pk)


def _keep(roster: Roster, number: int, content: bytes, *, state: str, rows: int = 0) -> None:
    (pk,) = reserve_ids(RosterPiece, 1)
    sealed = opened_keys().ring.seal_bytes(content, PLACE, pk)
    RosterPiece(pk=pk, roster=roster, number=number, state=state, rows=rows, content=sealed, path=roster.path).save(
        force_insert=True
    )

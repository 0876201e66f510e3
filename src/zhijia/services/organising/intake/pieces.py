"""The pieces of a roster: the upload itself until it is read, then its rows. What lies in the database is sealed."""

from collections.abc import Iterable, Iterator

import polars as pl
from django.db import connection
from psycopg import Cursor

from zhijia.lib.crypto.ciphertexts import Place
from zhijia.organisation.models import Roster, RosterPiece
from zhijia.organisation.models.rosters import PieceState
from zhijia.organisation.protection.keyring import open_bytes, opened_keys
from zhijia.organisation.rosters.spans import Span
from zhijia.organisation.writing import reserve_ids
from zhijia.services.organising.intake.reading import ROW, as_bytes, as_frame

KEEP = """
    INSERT INTO organisation_rosterpiece (id, roster_id, number, state, rows, content, yardstick, path)
    VALUES (%b, %b, %b, %b, %b, %b, '', '')
"""
PLACE = Place(RosterPiece._meta.db_table, "content")
READ = "UPDATE organisation_rosterpiece SET examined = %b, yardstick = %b WHERE id = %b"
HELD = ("content", "examined")
EXAMINED = Place(RosterPiece._meta.db_table, "examined")


def piece_of(roster: Roster, number: int) -> RosterPiece:
    """A piece, locked, without what it holds: `frame_of` and `examined_of` open that."""
    return RosterPiece.objects.select_for_update().defer(*HELD).get(roster=roster, number=number)


def keep_upload(roster: Roster, parts: Iterable[bytes]) -> None:
    """Keep the file as it came, part by part."""
    for number, part in enumerate(parts):
        _keep(roster, number, part, state=PieceState.RAW)


def upload_of(roster: Roster) -> bytes:
    """The file as it came."""
    raw = roster.pieces.filter(state=PieceState.RAW).order_by("number")
    return b"".join(map(_content_of, raw.values_list("pk", flat=True)))


def keep_frames(roster: Roster, frames: Iterable[pl.DataFrame]) -> int:
    """Put pieces of rows in the place of the upload; answers how many rows there are."""
    total = 0
    roster.pieces.all().delete()
    for number, frame in enumerate(frames):
        _keep(roster, number, as_bytes(frame), state=PieceState.READ, rows=frame.height)
        total += frame.height
    return total


def replace_frame(piece: RosterPiece, frame: pl.DataFrame) -> None:
    """Other rows in the place of those of a piece; what was read in them before is forgotten."""
    sealed = opened_keys().ring.seal_bytes(as_bytes(frame), PLACE, piece.pk)
    RosterPiece.objects.filter(pk=piece.pk).update(content=sealed, examined=None)


def frame_of(piece: RosterPiece) -> pl.DataFrame:
    """The rows of a piece as they were written."""
    return as_frame(_content_of(piece.pk))


def keep_examined(piece: RosterPiece, rows: pl.DataFrame, yardstick: str) -> None:
    """Keep what the check of a piece read in its rows, and what they were measured by."""
    sealed = opened_keys().ring.seal_bytes(as_bytes(rows), EXAMINED, piece.pk)
    with Cursor(connection.connection) as cursor:
        cursor.execute(READ, [sealed, yardstick, piece.pk])


def examined_of(piece: RosterPiece, yardstick: str) -> pl.DataFrame | None:
    """What the check of a piece read in its rows, if it was measured by the same and is still kept."""
    with Cursor(connection.connection) as cursor:
        query = "SELECT examined FROM organisation_rosterpiece WHERE id = %s AND yardstick = %s"
        row = cursor.execute(query, [piece.pk, yardstick], binary=True).fetchone()
    return as_frame(open_bytes(row[0], EXAMINED, piece.pk)) if row and row[0] else None


def span_of(frame: pl.DataFrame) -> Span:
    """The numbers of its first and last row."""
    return Span(frame[ROW][0], frame[ROW][-1])


def frames_of(roster: Roster) -> Iterator[pl.DataFrame]:
    """All rows, piece by piece, in order."""
    held = roster.pieces.exclude(content=None).order_by("number")
    for pk in held.values_list("pk", flat=True):
        yield as_frame(_content_of(pk))


def _content_of(pk: int) -> bytes:
    """What a piece holds, opened. It comes as bytes and not as their digits in a text, which are twice as long."""
    with Cursor(connection.connection) as cursor:
        row = cursor.execute("SELECT content FROM organisation_rosterpiece WHERE id = %s", [pk], binary=True).fetchone()
    return open_bytes((row and row[0]) or b"", PLACE, pk)


def _keep(roster: Roster, number: int, content: bytes, *, state: str, rows: int = 0) -> None:
    (pk,) = reserve_ids(RosterPiece, 1)
    sealed = opened_keys().ring.seal_bytes(content, PLACE, pk)
    with Cursor(connection.connection) as cursor:
        cursor.execute(KEEP, [pk, roster.pk, number, state, rows, sealed])

"""Jobs of large imports.

Whoever brought the sheet in is asked for anew, and nothing is done without the post that uploaded it; the work is done under
the application's own role in her scope, so that row security binds it like a page.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from zhijia.engines.imports.applying import apply_piece, undo_piece
from zhijia.engines.imports.batches import check_batch as check
from zhijia.engines.imports.batches import fail_batch, importer_of, interrupt_batch
from zhijia.lib.sentences import Refused
from zhijia.organisation.application_role import as_application
from zhijia.organisation.charge import NotInCharge
from zhijia.organisation.scopes import Actor

Piece = Callable[..., bool]


@app.task(name="imports.check")
def check_import(batch_id: int, user_id: int) -> None:
    """Give every row of a large sheet its verdict."""
    now = timezone.now()
    _as_importer(batch_id, user_id, lambda actor: check(batch_id, actor, now=now), now=now)


@app.task(name="imports.apply")
def apply_import(batch_id: int, user_id: int) -> None:
    """Apply a large sheet piece by piece; a piece that was committed is never done again."""
    _all_pieces(batch_id, user_id, apply_piece)


@app.task(name="imports.undo")
def undo_import(batch_id: int, user_id: int) -> None:
    """Undo a large sheet piece by piece."""
    _all_pieces(batch_id, user_id, undo_piece)


def _all_pieces(batch_id: int, user_id: int, piece: Piece) -> None:
    now = timezone.now()

    def work(actor: Actor) -> None:
        while piece(batch_id, actor, now=timezone.now()):
            continue

    _as_importer(batch_id, user_id, work, now=now)


def _as_importer(batch_id: int, user_id: int, work: Callable[[Actor], None], *, now: datetime) -> None:
    try:
        with as_application():
            actor = importer_of(batch_id, user_id, now=now)
    except Refused as refusal:
        interrupt_batch(batch_id, refusal.sentence)
        return
    try:
        with as_application():
            work(actor)
    except NotInCharge:
        return  # whoever took it over goes on with it
    except Refused as refusal:
        fail_batch(batch_id, refusal.sentence)

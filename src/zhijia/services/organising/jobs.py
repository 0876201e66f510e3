"""Jobs of moves and of large imports.

A moved union is followed under the role for jobs. Of an import, whoever brought the sheet in is asked for anew, and
nothing is done without the post that uploaded it; it works under the application's own role in her scope, so that row
security binds it like a page.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.application_role import as_application
from zhijia.organisation.models import City
from zhijia.organisation.moves import finish_move, mend_places, unfinished_moves
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.imports.applying import apply_piece, undo_piece
from zhijia.services.organising.imports.batches import check_batch as check
from zhijia.services.organising.imports.batches import fail_batch, importer_of
from zhijia.trail.record import record

Piece = Callable[..., bool]
REST_SECONDS = 0.2
NIGHT = Actor(name=gettext_noop("系统核对"))


@app.task(name="organising.check_import")
def check_import(batch_id: int, user_id: int) -> None:
    """Give every row of a large sheet its verdict."""
    now = timezone.now()
    _as_importer(batch_id, user_id, lambda actor: check(batch_id, actor, now=now), now=now)


@app.task(name="organising.apply_import")
def apply_import(batch_id: int, user_id: int) -> None:
    """Apply a large sheet piece by piece; a piece that was committed is never done again."""
    _all_pieces(batch_id, user_id, apply_piece)


@app.task(name="organising.undo_import")
def undo_import(batch_id: int, user_id: int) -> None:
    """Undo a large sheet piece by piece."""
    _all_pieces(batch_id, user_id, undo_piece)


@app.task(name="organising.follow_union")
def follow_union(move_id: int) -> None:
    """Bring the subtree of a moved union to its new place, piece by piece."""
    finish_move(move_id, clock=timezone.now, rest=_rest)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="organising.resume_moves", pass_context=False)
def resume_moves(timestamp: int) -> None:  # noqa: ARG001 - given by the scheduler
    """Go on with moves whose job was killed or waited too long for others."""
    for move_id in unfinished_moves():
        finish_move(move_id, clock=timezone.now, rest=_rest)


@app.periodic(cron="0 19 * * *")  # 03:00 in Shanghai
@app.task(queueing_lock="organising.prove_places", pass_context=False)
def prove_places(timestamp: int) -> None:
    """Put right what does not lie where its union does, and leave an event for it; nothing ever should."""
    if strays := mend_places():
        now, city = datetime.fromtimestamp(timestamp, UTC), City.objects.select_related("root").get()
        record(event_about(city.root, events.PLACES_MENDED, actor=NIGHT, now=now, data=strays))


def _rest() -> None:
    time.sleep(REST_SECONDS)


def _all_pieces(batch_id: int, user_id: int, piece: Piece) -> None:
    now = timezone.now()

    def work(actor: Actor) -> None:
        while piece(batch_id, actor, now=timezone.now()):
            continue

    _as_importer(batch_id, user_id, work, now=now)


def _as_importer(batch_id: int, user_id: int, work: Callable[[Actor], None], *, now: datetime) -> None:
    try:
        with as_application():
            work(importer_of(batch_id, user_id, now=now))
    except Refused as refusal:
        fail_batch(batch_id, refusal.sentence)

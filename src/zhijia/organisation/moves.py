"""What follows a union that was put under another parent: the rows of its subtree, a piece in a transaction.

Runs as the role for jobs. Killed anywhere, the next run goes on; run twice at once, one waits for the other.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import UnionMove

PIECE = 5000
MOST_WAITS = 150


def unfinished_moves() -> list[int]:
    """The ids of moves whose rows have not all followed."""
    return list(UnionMove.objects.filter(finished_at=None).order_by("pk").values_list("pk", flat=True))


def finish_move(move_id: int, *, clock: Callable[[], datetime], rest: Callable[[], None], piece: int = PIECE) -> bool:
    """Bring everything to its new place. False when others' transactions took too long: call it again later.

    `rest` is called while such transactions may still write an old place.
    """
    waits = 0
    while waits < MOST_WAITS:
        answer = move_piece(move_id, now=clock(), most=piece)
        if answer == "done":
            return True
        if answer == "waiting":
            waits += 1
            rest()
    return False


def move_piece(move_id: int, *, now: datetime, most: int = PIECE) -> str:
    """At most `most` rows in a transaction of their own: 'moved', 'waiting' or 'done'."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT organisation_move_step(%s, %s, %s, %s)", [move_id, most, local_day(now), now])
        return str(cursor.fetchone()[0])


def mend_places() -> dict[str, int]:
    """Rows that did not lie where their union does, by table; they do now. Nothing ever should be found."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organisation_mend_places()")
        return dict(cursor.fetchall())

"""The kinds of sheets with what is done with their rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zhijia.services.organising.imports import enterprises, staff, unions
from zhijia.services.organising.imports.columns import ENTERPRISES, STAFF, UNIONS, SheetKind
from zhijia.services.organising.imports.desk import Applied, Desk, Judgement, Values


@dataclass(frozen=True, slots=True)
class Handling:
    """`judge` and `apply` take rows in order and answer in order; `undo` takes one record back or raises `Refused`."""

    kind: SheetKind
    judge: Callable[[Sequence[Values], Desk], list[Judgement]]
    apply: Callable[[Sequence[tuple[Values, Judgement]], Desk], list[Applied]]
    undo: Callable[[int, Values, Desk], None]
    identities: Callable[[Values], list[tuple[str, ...]]]


HANDLINGS = {
    kind.code: Handling(kind, room.judge, room.apply, room.undo, room.identities)
    for kind, room in ((UNIONS, unions), (ENTERPRISES, enterprises), (STAFF, staff))
}

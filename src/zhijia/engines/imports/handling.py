"""The kinds of sheets with what is done with their rows: services register them when they are loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from zhijia.engines.imports.columns import SheetKind
from zhijia.engines.imports.desk import Applied, Desk, Judgement, Values


@dataclass(frozen=True, slots=True)
class Handling:
    """`judge` and `apply` take rows in order and answer in order; `undo` takes one record back or raises `Refused`.

    `identities` are what no other row of the sheet may share. `page` names the URL of a record, empty where there is none.
    """

    kind: SheetKind
    judge: Callable[[Sequence[Values], Desk], list[Judgement]]
    apply: Callable[[Sequence[tuple[Values, Judgement]], Desk], list[Applied]]
    undo: Callable[[int, Values, Desk], None]
    identities: Callable[[Values], list[tuple[str, ...]]]
    page: str = ""


_handlings: dict[str, Handling] = {}


_pages: list[str] = []


def register_handling(handling: Handling) -> None:
    """Make a kind of sheet known; called once."""
    if handling.kind.code in _handlings:
        raise ValueError(f"sheets of {handling.kind.code} are registered twice")
    _handlings[handling.kind.code] = handling


def get_handling(code: str) -> Handling:
    return _handlings[code]


def sheet_kinds() -> dict[str, SheetKind]:
    """Every kind of sheet by its code, in the order in which a city is brought in."""
    kinds = sorted((handling.kind for handling in _handlings.values()), key=lambda kind: (kind.rank, kind.code))
    return {kind.code: kind for kind in kinds}


def offer_import_page(name: str) -> None:
    """Say the URL name of the page on which sheets are brought in; the service that has it does, once."""
    _pages.append(name)


def import_page() -> str:
    """The address of that page, for a list whose rows may come in as a sheet; empty where there is none."""
    return reverse(_pages[0]) if _pages else ""

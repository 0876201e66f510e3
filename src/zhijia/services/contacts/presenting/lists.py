"""What the lists of pairs and of issues have in common: cut by key, newest first, with chips of groups and of what is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from zhijia.ui.components import Chip, Column, Page, page_before, url_with

PAGE_SIZE = 50
Record = TypeVar("Record", bound=Model)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    rows: Sequence[Row]
    chips: Sequence[Chip]
    columns: Sequence[Column]
    page: Page
    sheet_url: str


def read_newest(
    found: "QuerySet[Record]", url: str, query: Mapping[str, object], *, before: int | None
) -> tuple[list[Record], Page]:
    """At most PAGE_SIZE of rows that lie newest first, after the id of the page before, and where the list goes on."""
    read = list((found if before is None else found.filter(pk__lt=before))[: PAGE_SIZE + 1])
    shown = read[:PAGE_SIZE]
    last = shown[-1].pk if shown else None
    return shown, page_before(url, query, found=len(read), size=PAGE_SIZE, last=last, is_first=before is None)


def group_chips(url: str, query: Mapping[str, object], groups: Sequence[tuple[str, str]]) -> list[Chip]:
    """One of several groups, by code and label."""
    chosen = query.get("group") or ""
    return [Chip(label, url_with(url, query, group=code or None), is_current=chosen == code) for code, label in groups]


def late_chip(url: str, query: Mapping[str, object], label: str) -> Chip:
    """Turns the filter for what is late on or off."""
    is_on = query.get("late") is not None
    return Chip(label, url_with(url, query, late=None if is_on else "1"), is_current=is_on)

"""What registers have in common: rows in the order of their ids, cut by the id of the last one, with chips of groups."""

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
    """What `ui/list_page.html` shows."""

    rows: Sequence[Row]
    chips: Sequence[Chip]
    columns: Sequence[Column]
    page: Page
    sheet_url: str = ""


def read_newest(
    found: "QuerySet[Record]", url: str, query: Mapping[str, object], *, before: int | None
) -> tuple[list[Record], Page]:
    """At most PAGE_SIZE of rows that lie newest first, after the id of the page before, and where the list goes on."""
    return _cut(found if before is None else found.filter(pk__lt=before), url, query, is_first=before is None)


def read_oldest(
    found: "QuerySet[Record]", url: str, query: Mapping[str, object], *, after: int | None
) -> tuple[list[Record], Page]:
    """The same of rows that lie oldest first."""
    return _cut(found if after is None else found.filter(pk__gt=after), url, query, is_first=after is None)


def _cut(
    found: "QuerySet[Record]", url: str, query: Mapping[str, object], *, is_first: bool
) -> tuple[list[Record], Page]:
    read = list(found[: PAGE_SIZE + 1])
    shown = read[:PAGE_SIZE]
    last = shown[-1].pk if shown else None
    return shown, page_before(url, query, found=len(read), size=PAGE_SIZE, last=last, is_first=is_first)


def group_chips(url: str, query: Mapping[str, object], groups: Sequence[tuple[str, str]]) -> list[Chip]:
    """One of several groups, by code and label."""
    chosen = query.get("group") or ""
    return [Chip(label, url_with(url, query, group=code or None), is_current=chosen == code) for code, label in groups]

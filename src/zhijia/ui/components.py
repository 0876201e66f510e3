"""Plain data that the component templates take. Views and queries build these; no template reaches further."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Self
from urllib.parse import urlencode

from django.utils.functional import Promise

Words = str | Promise
"""Text for the reader, translated now or when it is shown."""


@dataclass(frozen=True, slots=True)
class Action:
    """A thing to do next. `kind` is primary, quiet, danger or empty; `icon` a name of icons.ICONS."""

    label: Words
    url: str
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A head of a data table. `width` names a `col-…` class; without one the column shares what is left."""

    label: Words = ""
    width: str = ""
    is_number: bool = False
    is_check: bool = False
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One way to filter a list, as a link that carries the whole query."""

    label: Words
    url: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class FilterField:
    """A field that narrows a list: a choice among `options` (value, words), or a text to search for."""

    name: str
    label: Words
    value: str = ""
    options: Sequence[tuple[str, Words]] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Where we are in a list cut by key. `first` and `last` count from 1; `total` None when counting would be dear."""

    shown: int
    first: int = 1
    total: int | None = None
    previous_url: str = ""
    next_url: str = ""

    @property
    def last(self) -> int:
        return self.first + self.shown - 1


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate of a typeahead."""

    value: str
    label: Words
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: a link to a page of its own."""

    label: Words
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way here; the last one has no url."""

    label: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a procedure: done, now or ahead."""

    label: Words
    state: Literal["done", "now", "ahead"]
    note: Words = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened, or (`is_ahead`) will have to. `light` marks a turn for the worse."""

    text: Words
    at: datetime | date
    who: Words = ""
    note: Words = ""
    url: str = ""
    light: str = ""
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a facts list. An empty value is shown as not filled in, with `url` to fill it."""

    label: Words
    value: object = ""
    note: Words = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stat:
    """A figure that opens the list behind it. `value` None means not reported, which is not zero."""

    label: Words
    value: object
    unit: Words = ""
    url: str = ""
    note: Words = ""
    light: str = ""
    light_words: Words = ""


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A node of the tree. With `has_children` and no `children`, they are fetched from `children_url` when opened;
    without a script `open_url` shows the page with this node opened. Typing jumps to labels and to `initials`: the pinyin
    initials in lower case, several readings apart by a space (Chinese cannot be typed outside a field)."""

    key: str
    label: Words
    url: str
    note: Words = ""
    has_children: bool = False
    children_url: str = ""
    open_url: str = ""
    children: tuple[Self, ...] = ()
    is_open: bool = False
    is_current: bool = False
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """An empty, refused or missing state: what it is, why, and what can be done next."""

    title: Words
    text: Words = ""
    actions: tuple[Action, ...] = ()
    icon: str = "inbox"


DayKind = Literal["trigger", "counted", "skipped", "makeup", "due", "outside"]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the small calendar and what the counting did with it."""

    on: date
    kind: DayKind
    note: Words = ""


@dataclass(frozen=True, slots=True)
class WhyDate:
    """Why a date is that date: trigger, rule, arithmetic, days passed over, result."""

    due_on: date
    trigger: Words
    rule: Words
    steps: tuple[Words, ...] = ()
    days: tuple[CalendarDay, ...] = ()
    citation: Words = ""
    citation_url: str = ""
    confidence: Words = ""


@dataclass(frozen=True, slots=True)
class ClockCard:
    """A term: what is owed, by when, how it stands, and why. One that is over is folded away."""

    label: Words
    due_on: date
    light: str
    light_words: Words = ""
    who: Words = ""
    why: WhyDate | None = None
    acts: tuple[Action, ...] = ()
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class PrintHead:
    """What stands over a printed page."""

    title: Words
    issuer: Words = ""
    number: Words = ""
    printed_at: datetime | None = None
    facts: tuple[Fact, ...] = field(default_factory=tuple)


def url_with(path: str, query: Mapping[str, object], **changes: object) -> str:
    """`path` with `query` changed: a value None or empty drops the key. Order of keys is kept."""
    merged = {**query, **changes}
    kept = {key: value for key, value in merged.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path


def toggles(
    path: str, query: Mapping[str, object], name: str, choices: Iterable[tuple[str | int, Words]], *, chosen: object
) -> list[Chip]:
    """A chip for each choice of `name`; the chosen one leads back to the list without it."""
    return [
        Chip(words, url_with(path, query, **{name: None if value == chosen else value}), is_current=value == chosen)
        for value, words in choices
    ]


def page_before(path: str, query: Mapping[str, object], *, found: int, size: int, last: object, is_first: bool) -> Page:
    """Where a list goes on that is cut by the key of its last row: `found` rows were read, one more than fit if it goes on."""
    following = url_with(path, query, before=last) if found > size else ""
    return Page(shown=min(found, size), next_url=following, previous_url="" if is_first else url_with(path, query))

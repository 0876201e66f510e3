"""What the parser read: flat, frozen nodes that point at each other by id and at the text by offsets.

Everywhere `start`/`end` are 0-based Python character offsets into the parsed text and `text == parsed_text[start:end]`;
`parent` is the id of the node that encloses this one, None at the top.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zhijia.services.plans.parsing.doubts import DoubtCode


class Goal(StrEnum):
    """The three goals of the bulletin."""

    DEVELOPMENT = "development"  # 服务发展
    HARMONY = "harmony"  # 建设和谐
    PROTECTION = "protection"  # 维护职工


class Half(StrEnum):
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    id: str
    parent: str | None
    text: str
    start: int
    end: int
    doubts: tuple[DoubtCode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Node):
    """`text` is the title; the subtree reaches to `extent_end`."""

    level: int
    marker: str
    marker_start: int
    extent_end: int
    goal: Goal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Node):
    """一是/二是, 首先/其次, （1）: `text` is its first sentence, the item reaches to `extent_end`."""

    marker: str
    marker_start: int
    extent_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Node):
    """A quantity that performance can be measured against, fully expanded (2万个 is 20000, 三成 is 30 %)."""

    value: Decimal
    value_max: Decimal | None
    unit: str
    comparator: str
    kind: str
    object: str
    hedge: str | None
    per: str | None
    baseline: Decimal | None
    is_in_name: bool
    part_of: str | None
    deadline_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Node):
    """Both ends inclusive; `from_on` is None for "by then", both are None when nothing says which year."""

    kind: str
    strength: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner(Node):
    role: str
    form: str
    label: str | None
    is_open_list: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Node):
    """A leaf task; the three id lists name what belongs to it, also by inheritance from its heading."""

    verb: str
    object: str
    targets: tuple[str, ...]
    deadlines: tuple[str, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Node):
    """Looks like a quantity and was not taken as a target; `doubts` holds the one reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentData:
    """What the head and tail of the document say about it."""

    title: str
    title_start: int
    title_end: int
    subtitle: str | None
    issuer: str | None
    number: str | None
    bulletin_issue: int | None
    issued_on: date | None
    year: int | None
    half: Half | None
    distribution: tuple[str, ...]
    doubts: tuple[DoubtCode, ...]

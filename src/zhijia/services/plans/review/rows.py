"""The tree of one part as rows: what each line says and the tags beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.lib.phrases import listed
from zhijia.services.plans.models.documents import Goal, NodeKind
from zhijia.services.plans.models.tasks import Comparator
from zhijia.services.plans.review.facts import Period, goal_of, owners_of, period_of, said_by, targets_of
from zhijia.services.plans.review.operations import Clash
from zhijia.services.plans.review.parts import Part
from zhijia.services.plans.review.tree import FACETS, Node, Tree
from zhijia.ui.wording import full_date

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Tag:
    """A short fact beside a row; `kind` gives its colour and is said by its words too."""

    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tree. A context row only says what the next rows stand under."""

    node: Node
    depth: int
    label: str
    tags: tuple[Tag, ...]
    reason: str
    is_selected: bool
    is_context: bool


def read_rows(tree: Tree, part: Part, *, selected: int | None) -> list[Row]:
    """The rows of a part in the order of the tree, with the headings that they stand under."""
    rows = []
    pending: list[tuple[int, Node]] = []
    for depth, node in tree.walk():
        pending = [entry for entry in pending if entry[0] < depth]
        if not part.holds(_place(tree, node)):
            pending.append((depth, node))
            continue
        rows += [_row(tree, above, at, selected=selected, is_context=True) for at, above in pending]
        pending = []
        rows.append(_row(tree, node, depth, selected=selected))
    return rows


def _place(tree: Tree, node: Node) -> int:
    """Where a row belongs: a facet goes with what it hangs on."""
    parent = tree.get(node.parent) if node.kind in FACETS else None
    return parent.start if parent else node.start


def _row(tree: Tree, node: Node, depth: int, *, selected: int | None, is_context: bool = False) -> Row:
    return Row(
        node,
        min(depth, DEEPEST),
        label_of(node),
        tuple(tags_of(tree, node)),
        _(node.question.sentence) if node.question else "",
        node.id == selected,
        is_context,
    )


def label_of(node: Node) -> str:
    """How the row begins: the marker of a heading or item, else the kind."""
    if node.is_aside:
        return _("数字")
    marker = str(node.attributes.get("marker", ""))
    return marker or str(NodeKind(node.kind).label)


def tags_of(tree: Tree, node: Node) -> Iterator[Tag]:
    """What the row says beside its text."""
    if node.kind == "task":
        yield from _task_tags(tree, node)
    elif node.kind == "target":
        yield from _target_tags(node)
    elif node.kind == "deadline":
        yield Tag(period_words(said_by([node])), "date")
    elif node.kind == "owner":
        yield Tag(_("配合") if node.attributes.get("role") == "support" else _("牵头"), "owner")
    elif node.attributes.get("goal"):
        yield Tag(_("目标：%(goal)s") % {"goal": Goal(node.attributes["goal"]).label})


def _task_tags(tree: Tree, node: Node) -> Iterator[Tag]:
    goal = goal_of(tree, node)
    if not goal:
        yield Tag(_("未定目标"), "missing")
    if not targets_of(tree, node) and not node.attributes.get("standard"):
        yield Tag(_("未给数量"))
    period = period_of(tree, node)
    yield Tag(period_words(period), "date") if period else Tag(_("未给期限"))
    owners = owners_of(tree, node)
    if owners:
        yield Tag(listed((owner.text for owner in owners[:3]), _), "owner")


def _target_tags(node: Node) -> Iterator[Tag]:
    if node.is_aside:
        yield Tag(_("不是目标值"))
        return
    yield Tag(quantity_words(node), "target")
    if not node.attributes.get("indicator"):
        yield Tag(_("未对应指标"), "missing")
    if node.attributes.get("part_of"):
        yield Tag(_("其中"))


def quantity_words(node: Node) -> str:
    """≥ 90 %, 2 – 3 个, 每季度 1 次."""
    data = node.attributes
    value = grouped(data.get("value"))
    if data.get("value_max"):
        value = f"{value} – {grouped(data['value_max'])}"
    sign = {Comparator.AT_LEAST: "≥ ", Comparator.AT_MOST: "≤ ", Comparator.ABOUT: "≈ "}.get(
        data.get("comparator", ""), ""
    )
    words = f"{sign}{value} {data.get('unit', '')}".strip()
    return f"{words} / {data['per']}" if data.get("per") else words


def grouped(value: object) -> str:
    """1000000 as 1,000,000; a question mark where the reading has no number."""
    if not value:
        return "?" if value is None else str(value)
    whole, _point, rest = str(value).partition(".")
    return f"{int(whole):,}.{rest}" if rest else f"{int(whole):,}"


def period_words(period: Period) -> str:
    """From and to as a reader says them."""
    language = get_language() or "zh-hans"
    first, last = (full_date(day, language=language) if day else "" for day in (period.from_on, period.to_on))
    if first and last:
        return first if first == last else _("%(first)s至%(last)s") % {"first": first, "last": last}
    if last:
        return _("%(day)s前") % {"day": last}
    return _("%(day)s起") % {"day": first} if first else _("日期待定")


@dataclass(frozen=True, slots=True)
class Version:
    """A node as it was at one time: its text and what it says besides."""

    text: str
    words: tuple[str, ...]
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class ClashWords:
    """Two versions side by side, and who made the present one when."""

    seen: Version
    current: Version
    who: str
    at: datetime


def present_clashes(clashes: Iterable[Clash]) -> list[ClashWords]:
    """Clashes in words."""
    return [ClashWords(_version(clash.seen), _version(clash.current), clash.who, clash.at) for clash in clashes]


def _version(node: Node) -> Version:
    words = tuple(tag.words for tag in tags_of(Tree([node]), node) if tag.kind != "missing")
    return Version(node.text, words, node.is_deleted)

"""What a bracket, a label or a table row says about the tasks around it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhijia.services.plans.parsing.actors.owners import OwnerGroup
from zhijia.services.plans.parsing.assembly.parts import Parts, Placed
from zhijia.services.plans.parsing.model import Deadline, Heading
from zhijia.services.plans.parsing.outline.tables import column_named
from zhijia.services.plans.parsing.source import Span

IdsByTask = dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Remark:
    """Ids said in one place about what stands before it since the last such remark, or about `covers`."""

    start: int
    end: int
    ids: tuple[str, ...]
    covers: Span | None = None


class Coverage:
    """Which tasks a remark is about: what it covers, else its table row, else its heading since the remark before."""

    def __init__(self, parts: Parts) -> None:
        self._starts = [task.start for task in parts.tasks]
        self._heads = [heading.marker_start for heading in parts.skeleton.headings]
        self._rows = [(row.start, row.end) for row in parts.skeleton.rows]
        self._row_starts = [start for start, _ in self._rows]

    def by_task(self, remarks: Iterable[Remark]) -> IdsByTask:
        """Ids for each task, by its index."""
        found: IdsByTask = {}
        last_end = 0
        for remark in remarks:
            begin, end = self._covered(remark, last_end)
            for index in range(bisect_left(self._starts, begin), bisect_left(self._starts, end)):
                found[index] = (*found.get(index, ()), *remark.ids)
            last_end = remark.end
        return found

    def _covered(self, remark: Remark, last_end: int) -> tuple[int, int]:
        if remark.covers:
            return remark.covers.start, remark.covers.end
        row = bisect_right(self._row_starts, remark.start) - 1
        if row >= 0 and self._rows[row][1] > remark.start:
            return self._rows[row]
        at = bisect_right(self._heads, remark.start) - 1
        head = self._heads[at] if at >= 0 else 0
        return max(last_end, head), remark.start


def owner_remarks(parts: Parts) -> Iterator[Remark]:
    """Owner groups of the text, without those in titles."""
    titles = Placed(parts.skeleton.headings)
    for group in parts.groups:
        if not _title_of(titles, group):
            yield Remark(group.start, group.end, tuple(owner.id for owner in group.owners))


def title_remarks(parts: Parts) -> Iterator[Remark]:
    """Owner groups in a title: 一、健全网络（责任部门：保障部） answers for everything below."""
    titles = Placed(parts.skeleton.headings)
    for group in parts.groups:
        heading = _title_of(titles, group)
        if heading:
            whole = Span(heading.marker_start, heading.extent_end)
            yield Remark(group.start, group.end, tuple(owner.id for owner in group.owners), covers=whole)


def _title_of(titles: Placed[Heading], group: OwnerGroup) -> Heading | None:
    heading = titles.last_before(group.start)
    is_inside = heading is not None and heading.end >= group.end - 1
    return heading if is_inside and heading and heading.extent_end > group.end + 1 else None


def deadline_remarks(parts: Parts) -> Iterator[Remark]:
    """Deadlines in a bracket or owner group behind their tasks, in a cell, or behind a label (完成时限：6月底)."""
    groups = [(group.start, group.end) for group in parts.groups]
    starts = [start for start, _ in groups]
    headings = Placed(parts.skeleton.headings)
    for deadline in parts.deadlines:
        if deadline.strength != "explicit":
            continue
        at = bisect_right(starts, deadline.start) - 1
        bracket = parts.skeleton.source.bracket_spans.over(deadline.start, deadline.end)
        if at >= 0 and groups[at][1] > deadline.start:
            yield Remark(*groups[at], (deadline.id,))
        elif bracket and _follows_stop(parts, bracket):
            yield Remark(bracket.start, bracket.end, (deadline.id,))
        elif _is_in_row(parts, deadline):
            yield Remark(deadline.start, deadline.end, (deadline.id,))
        elif _is_labelled(parts, deadline):
            heading = headings.last_before(deadline.start)
            whole = (
                Span(heading.marker_start, heading.extent_end) if heading else Span(0, len(parts.skeleton.source.text))
            )
            yield Remark(deadline.start, deadline.end, (deadline.id,), covers=whole)


def _follows_stop(parts: Parts, bracket: Span) -> bool:
    before = parts.skeleton.source.face[max(0, bracket.start - 2) : bracket.start].rstrip(" ")
    return not before or before[-1] in "。；）\n\t"


def _is_in_row(parts: Parts, deadline: Deadline) -> bool:
    at = bisect_right(parts.skeleton.rows, deadline.start, key=lambda row: row.start) - 1
    return at >= 0 and parts.skeleton.rows[at].end > deadline.start


def _is_labelled(parts: Parts, deadline: Deadline) -> bool:
    line = parts.skeleton.source.line(deadline.start)
    label, colon, _ = parts.skeleton.source.face[line.start : deadline.start].partition("：")
    return bool(colon) and column_named(label) == "deadline"

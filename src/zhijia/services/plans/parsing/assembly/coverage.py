"""What a bracket, a label or a table row says about the tasks around it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhijia.services.plans.parsing.assembly.parts import Parts
from zhijia.services.plans.parsing.model import Deadline
from zhijia.services.plans.parsing.outline.tables import column_named
from zhijia.services.plans.parsing.source import Span

IdsByTask = dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Remark:
    """Ids said in one place about what stands before it since the last such remark."""

    start: int
    end: int
    ids: tuple[str, ...]
    is_for_whole_heading: bool = False


class Coverage:
    """Which tasks a remark is about: its table row, else its heading, else the text since the remark before."""

    def __init__(self, parts: Parts) -> None:
        self._starts = [task.start for task in parts.tasks]
        self._heads = [heading.marker_start for heading in parts.headings]
        self._rows = [(row.start, row.end) for row in parts.rows]
        self._row_starts = [start for start, _ in self._rows]
        self._length = len(parts.source.text)

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
        row = bisect_right(self._row_starts, remark.start) - 1
        if row >= 0 and self._rows[row][1] > remark.start:
            return self._rows[row]
        at = bisect_right(self._heads, remark.start) - 1
        head = self._heads[at] if at >= 0 else 0
        if remark.is_for_whole_heading:
            return head, self._heads[at + 1] if at + 1 < len(self._heads) else self._length
        return max(last_end, head), remark.start


def owner_remarks(parts: Parts) -> Iterator[Remark]:
    for group in parts.groups:
        yield Remark(group.start, group.end, tuple(owner.id for owner in group.owners))


def deadline_remarks(parts: Parts) -> Iterator[Remark]:
    """Deadlines in a bracket or owner group behind their tasks, in a cell, or behind a label (完成时限：6月底)."""
    groups = [(group.start, group.end) for group in parts.groups]
    starts = [start for start, _ in groups]
    for deadline in parts.deadlines:
        if deadline.strength != "explicit":
            continue
        at = bisect_right(starts, deadline.start) - 1
        bracket = parts.source.bracket_spans.over(deadline.start, deadline.end)
        if at >= 0 and groups[at][1] > deadline.start:
            yield Remark(*groups[at], (deadline.id,))
        elif bracket and _follows_stop(parts, bracket):
            yield Remark(bracket.start, bracket.end, (deadline.id,))
        elif _is_in_row(parts, deadline) or _is_labelled(parts, deadline):
            yield Remark(deadline.start, deadline.end, (deadline.id,), is_for_whole_heading=True)


def _follows_stop(parts: Parts, bracket: Span) -> bool:
    before = parts.source.face[max(0, bracket.start - 2) : bracket.start].rstrip(" ")
    return not before or before[-1] in "。；）\n\t"


def _is_in_row(parts: Parts, deadline: Deadline) -> bool:
    return any(row.start <= deadline.start < row.end for row in parts.rows)


def _is_labelled(parts: Parts, deadline: Deadline) -> bool:
    line = parts.source.line(deadline.start)
    label, colon, _ = parts.source.face[line.start : deadline.start].partition("：")
    return bool(colon) and column_named(label) == "deadline"

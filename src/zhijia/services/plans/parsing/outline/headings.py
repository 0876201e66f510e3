"""The heading tree: a stack of marker styles, because level is the depth in this document and not the style."""

import re
from dataclasses import dataclass
from typing import Final

from zhijia.services.plans.parsing.model import Heading
from zhijia.services.plans.parsing.outline.goals import goal_named_in
from zhijia.services.plans.parsing.outline.markers import RANKS, Marker, marked_lines
from zhijia.services.plans.parsing.outline.tables import TableRow
from zhijia.services.plans.parsing.source import Source, Span, melted

_TITLE_END = re.compile(r"[。\n]")
_TRAILING: Final = " 。：；，、】"
_ROW_RANK: Final = 9


@dataclass(frozen=True, slots=True)
class _Opened:
    """A numbered line or a table row before it has an id."""

    style: str
    rank: int
    number: int
    marker: str
    start: int
    title: Span


def build_headings(source: Source, rows: tuple[TableRow, ...]) -> tuple[Heading, ...]:
    """All headings in order, with level, parent and the end of their subtree."""
    opened = sorted(_numbered(source, rows) + _rows(rows), key=lambda entry: entry.start)
    levels, parents = _nest(opened)
    ends = _extents(levels, opened, len(source.text))
    return tuple(
        Heading(
            id=f"h{index + 1}",
            parent=None if parent is None else f"h{parent + 1}",
            text=source.text[entry.title.start : entry.title.end],
            start=entry.title.start,
            end=entry.title.end,
            level=level,
            marker=entry.marker,
            marker_start=entry.start,
            extent_end=end,
            goal=goal_named_in(source.text[entry.title.start : entry.title.end]),
        )
        for index, (entry, level, parent, end) in enumerate(zip(opened, levels, parents, ends, strict=True))
    )


def _numbered(source: Source, rows: tuple[TableRow, ...]) -> list[_Opened]:
    tabled = melted(Span(row.start, row.end) for row in rows)
    return [
        _Opened(
            style=marker.style,
            rank=RANKS[marker.style],
            number=marker.number,
            marker=source.text[marker.start : marker.end].strip(),
            start=line.start,
            title=_title(source, line, marker),
        )
        for line, marker in marked_lines(source)
        if not tabled.over(line.start, line.end)
    ]


def _rows(rows: tuple[TableRow, ...]) -> list[_Opened]:
    return [
        _Opened(style="row", rank=_ROW_RANK, number=row.number, marker=row.marker, start=row.start, title=row.title)
        for row in rows
    ]


def _title(source: Source, line: Span, marker: Marker) -> Span:
    stop = _TITLE_END.search(source.face, marker.end, line.end)
    end = stop.start() if stop and stop.start() > marker.end else line.end
    while end > marker.end + 1 and source.face[end - 1] in _TRAILING:
        end -= 1
    return Span(marker.end, end)


def _nest(opened: list[_Opened]) -> tuple[list[int], list[int | None]]:
    stack: list[int] = []
    levels: list[int] = []
    parents: list[int | None] = []
    for index, entry in enumerate(opened):
        _pop(stack, opened, entry)
        parents.append(stack[-1] if stack else None)
        stack.append(index)
        levels.append(len(stack))
    return levels, parents


def _pop(stack: list[int], opened: list[_Opened], entry: _Opened) -> None:
    """Close what the new line does not stand under: back to its own style, else past every style of lower rank."""
    styles = [opened[index].style for index in stack]
    if entry.style in styles:
        del stack[styles.index(entry.style) :]
        return
    begins_under_stage = bool(styles) and styles[-1] == "stage" and entry.number == 1 and entry.style == "bracket"
    while stack and opened[stack[-1]].rank > entry.rank and not begins_under_stage:
        stack.pop()


def _extents(levels: list[int], opened: list[_Opened], length: int) -> list[int]:
    ends = [length] * len(opened)
    waiting: list[int] = []
    for index, entry in enumerate(opened):
        while waiting and levels[waiting[-1]] >= levels[index]:
            ends[waiting.pop()] = entry.start
        waiting.append(index)
    return ends

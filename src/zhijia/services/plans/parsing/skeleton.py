"""What is read of a plan before its words: the outline, the head and tail, the dates and owner groups, and what is prose."""

import re
from dataclasses import dataclass
from typing import Final

from zhijia.services.plans.parsing.actors.owners import OwnerGroup, find_owner_groups
from zhijia.services.plans.parsing.dates.deadlines import DateContext, DateExpression, find_dates
from zhijia.services.plans.parsing.dates.resolve import Frame
from zhijia.services.plans.parsing.metadata import Given, read_document_data
from zhijia.services.plans.parsing.model import DocumentData, Heading, Item
from zhijia.services.plans.parsing.outline.headings import build_headings
from zhijia.services.plans.parsing.outline.items import build_items
from zhijia.services.plans.parsing.outline.tables import TableRow, find_rows
from zhijia.services.plans.parsing.source import Source, Span, Spans, melted
from zhijia.services.plans.parsing.tail import tail_lines

_LONGEST_TITLE: Final = 20
_LOOKS_BACK: Final = re.compile(
    "(?:工作|任务|主要|目标)*(?:进展|动态|回顾|总结|成效|完成情况|开展情况|进展情况|落实情况)(?:情况|通报|回顾)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """`apart` is what no task is written in: signature, distribution, owner groups, chapters that look back."""

    source: Source
    rows: tuple[TableRow, ...]
    headings: tuple[Heading, ...]
    items: tuple[Item, ...]
    document: DocumentData
    dates: list[DateExpression]
    groups: list[OwnerGroup]
    apart: Spans

    @property
    def body(self) -> Span:
        """Where tasks can stand: from the first heading on, without headings from the title on."""
        start = self.headings[0].marker_start if self.headings else self.document.title_end
        return Span(start, len(self.source.text))

    @property
    def date_spans(self) -> list[Span]:
        return [Span(found.start, found.end) for found in self.dates]

    @property
    def date_context(self) -> DateContext:
        """In a plan for 明年 the plan year is the year after the one it was written in."""
        document, year = self.document, self.document.year
        titles = [Span(node.start, node.end) for node in self.headings]
        return DateContext(
            frame=Frame(
                year=year,
                written_in=None if year is None else year - ("明年" in document.title),
                issued_on=document.issued_on,
            ),
            rows=melted(Span(row.start, row.end) for row in self.rows),
            titles=melted([Span(document.title_start, document.title_end), *titles]),
            body_start=self.body.start,
            looking_back=melted(_looking_back(self.headings)),
        )

    @property
    def no_quantities(self) -> Spans:
        """Where no quantity is read: the title, dates, markers, owners, the tail, the number and date columns of a table."""
        spans = [Span(0, self.document.title_end), *self.apart, *self.date_spans]
        spans += [Span(heading.marker_start, heading.start) for heading in self.headings if heading.marker]
        spans += [Span(item.marker_start, item.start) for item in self.items]
        cells = (cell for row in self.rows for cell in row.cells if cell.column in ("index", "deadline"))
        return melted([*spans, *(Span(cell.start, cell.end) for cell in cells)])


def read_skeleton(source: Source, given: Given) -> Skeleton:
    rows = find_rows(source)
    headings = build_headings(source, rows)
    groups = find_owner_groups(source, rows)
    return Skeleton(
        source=source,
        rows=rows,
        headings=headings,
        items=build_items(source, headings),
        document=read_document_data(source, headings, given),
        dates=find_dates(source),
        groups=groups,
        apart=melted(
            [*tail_lines(source), *(Span(group.start, group.end) for group in groups), *_looking_back(headings)]
        ),
    )


def _looking_back(headings: tuple[Heading, ...]) -> list[Span]:
    """What stands under 工作进展, 上半年工作回顾: done already, so neither task nor target."""
    return [
        Span(heading.end, heading.extent_end)
        for heading in headings
        if len(heading.text) <= _LONGEST_TITLE and _LOOKS_BACK.search(heading.text)
    ]

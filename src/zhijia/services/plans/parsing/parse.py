"""The door of the plan parser: a text in, a frozen reading out. Pure: no clock, no network, no database."""

from dataclasses import replace
from datetime import date

from zhijia.services.plans.parsing.actors.owners import find_owner_groups
from zhijia.services.plans.parsing.actors.sentence_owners import find_sentence_owners
from zhijia.services.plans.parsing.acts.tasks import TaskContext, build_tasks
from zhijia.services.plans.parsing.amounts.targets import read_targets
from zhijia.services.plans.parsing.assembly.belonging import (
    all_owners,
    dated_targets,
    numbered,
    parented,
    tasks_with_belongings,
)
from zhijia.services.plans.parsing.assembly.outline import Outline
from zhijia.services.plans.parsing.assembly.parts import Parts, Placed
from zhijia.services.plans.parsing.dates.deadlines import (
    DateContext,
    DateExpression,
    build_deadlines,
    find_dates,
    stale_sentences,
)
from zhijia.services.plans.parsing.dates.resolve import Frame
from zhijia.services.plans.parsing.metadata import Given, read_document_data
from zhijia.services.plans.parsing.model import DocumentData, Heading, Item, SetAside
from zhijia.services.plans.parsing.outline.headings import build_headings
from zhijia.services.plans.parsing.outline.items import build_items
from zhijia.services.plans.parsing.outline.tables import TableRow, find_rows
from zhijia.services.plans.parsing.parsed_plan import ParsedPlan
from zhijia.services.plans.parsing.source import Source, Span, Spans, melted
from zhijia.services.plans.parsing.tail import tail_lines


def parse_plan(text: str, *, year: int | None = None, issued_on: date | None = None) -> ParsedPlan:
    """Read a work plan of any layout; never raises on odd text.

    `year` and `issued_on` are what the uploader knows and override what the text seems to say. Dates without a year are
    resolved against the plan year, terms "after issue" against the issue date.
    """
    source = Source(text)
    rows = find_rows(source)
    headings = build_headings(source, rows)
    items = build_items(source, headings)
    document = read_document_data(source, headings, Given(year=year, issued_on=issued_on))
    dates = find_dates(source)
    groups = find_owner_groups(source, rows)
    apart = melted([*tail_lines(source), *(Span(group.start, group.end) for group in groups)])
    body = Span(_body_start(headings, document), len(text))
    context = _date_context(document, rows=rows, headings=headings, body=body)
    deadlines = build_deadlines(source, dates, context)
    blocked = _no_quantities(dates=dates, headings=headings, items=items, document=document, rows=rows, apart=apart)
    reading = read_targets(source, blocked, stale_sentences(source, dates, context))
    actors = find_sentence_owners(source, apart)
    tasks = build_tasks(
        source,
        TaskContext(
            headings=headings,
            items=items,
            rows=rows,
            targets=reading.targets,
            actors=actors,
            dates=[Span(found.start, found.end) for found in dates],
            apart=apart,
            body=body,
        ),
    )
    outline = Outline(headings, items)
    parts = Parts(
        source=source,
        outline=outline,
        headings=headings,
        items=items,
        rows=rows,
        tasks=[replace(task, parent=outline.parent_at(task.start)) for task in tasks],
        targets=reading.targets,
        deadlines=Placed(deadlines),
        groups=groups,
        sentence_owners=actors,
    )
    return _assembled(parts, document=document, set_aside=reading.set_aside)


def _assembled(found: Parts, *, document: DocumentData, set_aside: list[SetAside]) -> ParsedPlan:
    parts = numbered(found)
    tasks = tasks_with_belongings(parts)
    placed, outline = Placed(tasks), parts.outline
    return ParsedPlan(
        document=document,
        headings=parts.headings,
        items=parts.items,
        targets=parented(dated_targets(parts), tasks=placed, outline=outline),
        deadlines=parented(parts.deadlines, tasks=placed, outline=outline),
        owners=parented(all_owners(parts), tasks=placed, outline=outline),
        tasks=tuple(tasks),
        set_aside=parented(set_aside, tasks=placed, outline=outline),
    )


def _body_start(headings: tuple[Heading, ...], document: DocumentData) -> int:
    """Where tasks can begin: at the first heading, without headings after the title."""
    return headings[0].marker_start if headings else document.title_end


def _date_context(
    document: DocumentData, *, rows: tuple[TableRow, ...], headings: tuple[Heading, ...], body: Span
) -> DateContext:
    year = document.year
    titles = [Span(document.title_start, document.title_end), *(Span(node.start, node.end) for node in headings)]
    return DateContext(
        frame=Frame(
            year=year,
            written_in=None if year is None else year - ("明年" in document.title),
            issued_on=document.issued_on,
        ),
        rows=melted(Span(row.start, row.end) for row in rows),
        titles=melted(titles),
        body_start=body.start,
    )


def _no_quantities(
    *,
    dates: list[DateExpression],
    headings: tuple[Heading, ...],
    items: tuple[Item, ...],
    document: DocumentData,
    rows: tuple[TableRow, ...],
    apart: Spans,
) -> Spans:
    """Where no quantity is read: dates, markers, owners, the title, the tail, the number column of a table."""
    spans: list[Span] = [Span(date_found.start, date_found.end) for date_found in dates]
    spans += [Span(heading.marker_start, heading.start) for heading in headings if heading.marker]
    spans += [Span(item.marker_start, item.start) for item in items]
    spans += [Span(cell.start, cell.end) for row in rows for cell in row.cells if cell.column in ("index", "deadline")]
    return melted([Span(0, document.title_end), *spans, *apart])

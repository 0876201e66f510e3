"""Leaf tasks: the clauses of the body that begin with an action, each with what belongs to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from zhijia.services.plans.parsing.doubts import DoubtCode
from zhijia.services.plans.parsing.model import Heading, Item, Target, Task
from zhijia.services.plans.parsing.source import Source, Span, Spans, melted
from zhijia.services.plans.parsing.verbs import (
    RESULTS,
    after_modal,
    is_adverbial,
    last_resort_verb,
    leading_verb,
    preposed_verb,
)

_TRIM: Final = " ，,、；;：:\t。"
_CALL = re.compile(r"要求(?:各|全|我|你)")
_STATEMENT = re.compile(r"是(?:一|新|历史|重要|为)|意义|现(?:就|将|印发|提出)|特制定|如下")


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    verb: str
    is_task: bool


def build_tasks(
    source: Source,
    *,
    headings: tuple[Heading, ...],
    items: tuple[Item, ...],
    targets: list[Target],
    apart: Spans,
    body: Span,
) -> list[Task]:
    """Tasks in order of the text; ids of what belongs to them are filled in by the assembly."""
    titles = _titles(source, headings=headings, items=items, body=body)
    no_prose = melted([*apart, *titles])
    leads = melted(_leads(source, headings))
    measured = Spans([Span(target.start, target.end) for target in targets])
    tasks: list[Task] = []
    for stretch in _stretches(source, body=body, apart=no_prose):
        if measured.over(stretch.start, stretch.end) or not leads.over(stretch.start, stretch.end):
            tasks += _sentence_tasks(source, stretch, measured=measured, number=len(tasks))
    return tasks


def _titles(source: Source, *, headings: tuple[Heading, ...], items: tuple[Item, ...], body: Span) -> list[Span]:
    """What only announces: markers, titles and lead sentences that have something under them."""
    spans = []
    ends = [heading.start for heading in headings[1:]] + [body.end]
    for heading, following in zip(headings, ends, strict=True):
        line = source.line(heading.start)
        next_line = source.line(following).start if following < body.end else body.end
        has_body = bool(source.face[heading.end : next_line].strip("。； \n："))
        colon = source.face.find("：", heading.start, heading.end)
        title_end = colon + 1 if 0 < colon < heading.end - 2 else heading.end
        spans.append(Span(line.start, title_end if has_body or title_end != heading.end else heading.start))
    for item in items:
        has_body = bool(source.face[item.end : item.extent_end].strip("。；，： \n"))
        spans.append(Span(item.start - len(item.marker) - 2, item.end if has_body else item.start))
    return spans


def _leads(source: Source, headings: tuple[Heading, ...]) -> Iterator[Span]:
    """The paragraphs between a heading and its first subheading: they introduce, the subheadings say what to do."""
    for heading, following in pairwise(headings):
        if following.parent == heading.id:
            yield Span(heading.end, source.line(following.start).start)


def _stretches(source: Source, *, body: Span, apart: Spans) -> Iterator[Span]:
    """Sentence by sentence what is prose."""
    at = body.start
    while at < body.end:
        end = min(source.sentence(at).end, body.end)
        if end > at:
            yield from apart.subtracted_from(at, end)
        at = end + 1


def _sentence_tasks(source: Source, sentence: Span, *, measured: Spans, number: int) -> list[Task]:
    if _CALL.search(source.face, sentence.start, min(sentence.end, sentence.start + 40)):
        return []
    clauses = _clauses(source, sentence, measured)
    starts = [index for index, clause in enumerate(clauses) if clause.is_task]
    tasks = []
    for order, index in enumerate(starts):
        first = index
        while (
            first > 0
            and not clauses[first - 1].is_task
            and clauses[first - 1].verb == ""
            and (order == 0 or first - 1 > starts[order - 1])
        ):
            first -= 1
        last = (starts[order + 1] if order + 1 < len(starts) else len(clauses)) - 1
        while last > index and clauses[last].verb == "" and order + 1 < len(starts):
            last -= 1
        tasks.append(_task(source, clauses, first=first, at=index, last=last, number=number + order + 1))
    return tasks


def _task(source: Source, clauses: list[_Clause], *, first: int, at: int, last: int, number: int) -> Task:
    start, end = _trimmed(source, clauses[first].start, clauses[last].end)
    verb = clauses[at].verb
    begin = source.face.find(verb, clauses[at].start) + len(verb) if verb else clauses[at].start
    return Task(
        id=f"t{number}",
        parent=None,
        text=source.text[start:end],
        start=start,
        end=end,
        doubts=() if verb else (DoubtCode.NO_VERB,),
        verb=verb,
        object=source.text[begin : clauses[at].end].strip(_TRIM)[:80],
        targets=(),
        deadlines=(),
        owners=(),
    )


def _trimmed(source: Source, start: int, end: int) -> tuple[int, int]:
    while start < end and source.face[start] in _TRIM:
        start += 1
    while end > start and source.face[end - 1] in _TRIM:
        end -= 1
    return start, end


def _clauses(source: Source, sentence: Span, measured: Spans) -> list[_Clause]:
    clauses: list[_Clause] = []
    start, has_task = sentence.start, False
    while start < sentence.end:
        end = min(source.clause(start).end, sentence.end)
        if end > start:
            clauses.append(_clause(source, start, end, measured=measured, is_first=not has_task))
            has_task = has_task or clauses[-1].is_task
        start = max(end, start) + 1
    return clauses


def _clause(source: Source, start: int, end: int, *, measured: Spans, is_first: bool) -> _Clause:
    words = source.face[start:end]
    if _STATEMENT.search(words):
        return _Clause(start, end, "", is_task=False)
    verb, is_task = _verb_of(words, is_first=is_first)
    if measured.over(start, end) and not is_task and not is_adverbial(words):
        return _Clause(start, end, verb or (last_resort_verb(words) or (0, ""))[1], is_task=True)
    return _Clause(start, end, verb, is_task=is_task)


def _verb_of(words: str, *, is_first: bool) -> tuple[str, bool]:
    """The verb of a clause, and whether the clause opens a task rather than continuing one."""
    found = leading_verb(words)
    if found:
        return found[1], is_first or found[1] not in RESULTS
    modal = after_modal(words)
    if modal:
        return modal[1], True
    preposed = None if is_adverbial(words) else preposed_verb(words)
    if preposed:
        return preposed[1], is_first or (preposed[1] not in RESULTS and preposed[2] not in ("为", "以"))
    return "", False

"""Where tasks are written: prose, without titles and leads that only announce what stands below them."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from zhijia.services.plans.parsing.model import Heading, Item
from zhijia.services.plans.parsing.source import Source, Span, Spans

_EMPTY: Final = "。；，： \n\t"
_DATES: Final = "○"
_ACTORS: Final = "△"
_LONG_ENOUGH: Final = 12  # a title goes on after its ： when that much follows: 抓好学习：请宣讲员进车间…


def announcements(
    source: Source, *, headings: tuple[Heading, ...], items: tuple[Item, ...], measured: Spans, end: int
) -> Iterator[Span]:
    """Markers, titles and first sentences that have something under them; a title with a target is a task itself."""
    for heading, following in zip(headings, [*headings[1:], None][: len(headings)], strict=True):
        is_task = measured.over(heading.start, heading.end)
        title_end = heading.start if is_task else _title_end(source, heading, following=following, end=end)
        yield Span(heading.marker_start, title_end)
    for item in items:
        is_task = measured.over(item.start, item.end)
        has_body = bool(source.face[item.end : item.extent_end].strip(_EMPTY))
        yield Span(item.marker_start, item.end if has_body and not is_task else item.start)


def _title_end(source: Source, heading: Heading, *, following: Heading | None, end: int) -> int:
    """How far a title announces; where nothing stands below, the title itself is the task."""
    body_end = following.marker_start if following else end
    is_parent = following is not None and following.parent == heading.id
    has_body = bool(source.face[heading.end : body_end].strip(_EMPTY))
    colon = source.face.find("：", heading.start, heading.end)
    if colon > heading.start and (heading.end - colon > _LONG_ENOUGH or not (has_body or is_parent)):
        return colon + 1
    return heading.end if has_body or is_parent else heading.start


def leads(source: Source, headings: tuple[Heading, ...]) -> Iterator[Span]:
    """The paragraphs between a heading and its first subheading: they introduce, the subheadings say what to do.

    Text that runs on behind the title in its own line is no introduction.
    """
    for heading, following in pairwise(headings):
        runs_on = source.face[heading.end : source.line(heading.end).end].strip(_EMPTY)
        if following.parent == heading.id and not runs_on:
            yield Span(heading.end, following.marker_start)


def stretches(source: Source, *, body: Span, apart: Spans) -> Iterator[Span]:
    """Sentence by sentence what is prose."""
    at = body.start
    while at < body.end:
        end = min(source.sentence(at).end, body.end)
        if end > at:
            yield from apart.subtracted_from(at, end)
        at = end + 1


def masked(source: Source, *, dates: Iterable[Span], actors: Iterable[Span]) -> str:
    """The face with dates as ○ and named actors as △, letter for letter, so that verbs are found behind them."""
    letters = list(source.face)
    for spans, sign in ((dates, _DATES), (actors, _ACTORS)):
        for span in spans:
            letters[span.start : span.end] = sign * (span.end - span.start)
    return re.sub(rf"(?<=[{_DATES}{_ACTORS}])[ ](?=[{_DATES}{_ACTORS}])", _DATES, "".join(letters))

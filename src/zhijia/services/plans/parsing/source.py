"""The text as the grammar sees it: same length, one spelling per sign, with lines, clauses, sentences, quotes, brackets."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_FULL_WIDTH = {0xFF10 + n: 0x30 + n for n in range(10)} | {0xFF21 + n: 0x41 + n for n in range(26)}
_FULL_WIDTH |= {0xFF41 + n: 0x61 + n for n in range(26)}
_SPACES = dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009\r\ufeff\u200b"), " ")
_BREAKS = dict.fromkeys(map(ord, "\u2028\u2029\x0b\x0c\x85"), "\n")
_SIGNS = str.maketrans("％．():;!?｜～∼〜－﹣‑", "%.（）：；！？|~~~---")
SPELLING: Final = _FULL_WIDTH | _SPACES | _BREAKS | _SIGNS

CLAUSE_STOPS: Final = "，。；！？：\n\t|"
SENTENCE_STOPS: Final = "。；！？\n\t|"
FULL_STOPS: Final = "。！？\n\t|"
_NARROW_COMMA = re.compile(r"(?<!\d),|,(?!\d)")  # the comma of 1,200 stays
_BULLET = re.compile(r"^[ \t]*(?:[▲△▼●○■□◆◇★☆•·※➤►▶✓√◎⊙]+|[-*](?= ))(?= *[\u4e00-\u9fff\d“《（])", re.MULTILINE)
_SLASHED_CELL = re.compile("(?<= )/(?= )")  # cells pasted with slashes between them
_QUOTED = re.compile(
    r"“[^“”\n]{0,80}”|「[^「」\n]{0,80}」|‘[^‘’\n]{0,80}’|《[^《》\n]{0,120}》|\"[^\"\n]{1,80}\"|＂[^＂\n]{1,80}＂"
)


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


class Spans:
    """Disjoint spans in order, asked for overlap in logarithmic time."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: (span.start, span.end))
        self._starts = [span.start for span in self._spans]

    def over(self, start: int, end: int) -> Span | None:
        """The span that overlaps [start, end), the last of them when there are several."""
        at = bisect_left(self._starts, end) - 1
        return self._spans[at] if at >= 0 and self._spans[at].end > start else None

    def end_before(self, position: int) -> int:
        """Where the last span before the position ends, 0 without one."""
        at = bisect_left(self._starts, position) - 1
        return min(self._spans[at].end, position) if at >= 0 else 0

    def subtracted_from(self, start: int, end: int) -> list["Span"]:
        """What of [start, end) lies under none of the spans."""
        rest = []
        at = max(bisect_left(self._starts, start) - 1, 0)
        while at < len(self._spans) and self._spans[at].start < end:
            if self._spans[at].start > start:
                rest.append(Span(start, self._spans[at].start))
            start = max(start, self._spans[at].end)
            at += 1
        return [*rest, Span(start, end)] if start < end else rest

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)


def melted(spans: Iterable[Span]) -> Spans:
    """Overlapping spans made one, so that they can be asked quickly."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda entry: entry.start):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        elif span.end > span.start:
            merged.append(span)
    return Spans(merged)


def _outermost(pairs: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for pair in sorted(pairs, key=lambda span: span.start):
        if not kept or pair.start >= kept[-1].end:
            kept.append(pair)
    return tuple(kept)


class Source:
    """A text and its `face`: the text of the same length in which １ is 1, （ is also (, NBSP and a bullet are spaces."""

    def __init__(self, text: str) -> None:
        self.text = text
        spelled = _NARROW_COMMA.sub("，", text.translate(SPELLING))
        self.face = _BULLET.sub(lambda sign: " " * len(sign[0]), _SLASHED_CELL.sub("|", spelled))

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """Lines without their outer spaces; blank ones are left out."""
        found, at = [], 0
        for line in self.face.split("\n"):
            body = line.strip(" ")
            start = at + len(line) - len(line.lstrip(" "))
            if body:
                found.append(Span(start, start + len(body)))
            at += len(line) + 1
        return tuple(found)

    @cached_property
    def quotes(self) -> Spans:
        return Spans([Span(*match.span()) for match in _QUOTED.finditer(self.face)])

    @cached_property
    def brackets(self) -> tuple[Span, ...]:
        """Every closed （…） inside one line, outermost only, in order."""
        pairs: list[Span] = []
        opened: list[int] = []
        for match in re.finditer(r"[（）\n]", self.face):
            if match[0] == "（":
                opened.append(match.start())
            elif match[0] == "\n":
                opened.clear()
            elif opened:
                pairs.append(Span(opened.pop(), match.end()))
        return _outermost(pairs)

    @cached_property
    def bracket_spans(self) -> Spans:
        return Spans(list(self.brackets))

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.face)]

    @cached_property
    def _clause_stops(self) -> list[int]:
        return self._stops(CLAUSE_STOPS)

    @cached_property
    def _sentence_stops(self) -> list[int]:
        return self._stops(SENTENCE_STOPS)

    @cached_property
    def _full_stops(self) -> list[int]:
        return self._stops(FULL_STOPS)

    def _stops(self, signs: str) -> list[int]:
        """Positions of the stops that stand outside brackets and quotes (line ends always count)."""
        pattern = re.compile(f"[{re.escape(signs)}]")
        return [
            match.start()
            for match in pattern.finditer(self.face)
            if match[0] in "\n\t|" or not self._is_enclosed(match.start())
        ]

    def _is_enclosed(self, at: int) -> bool:
        return bool(self.bracket_spans.over(at, at + 1) or self.quotes.over(at, at + 1))

    def clause(self, at: int) -> Span:
        return self._between(self._clause_stops, at)

    def sentence(self, at: int) -> Span:
        """Up to 。 or ；."""
        return self._between(self._sentence_stops, at)

    def full_sentence(self, at: int) -> Span:
        """Up to 。, over ；."""
        return self._between(self._full_stops, at)

    def line(self, at: int) -> Span:
        return self._between(self._line_ends, at)

    def _between(self, stops: list[int], at: int) -> Span:
        index = bisect_left(stops, at)
        start = stops[index - 1] + 1 if index else 0
        after = bisect_right(stops, at - 1)
        return Span(start, stops[after] if after < len(stops) else len(self.face))

    def before(self, at: int, *, limit: int = 40) -> str:
        """The face of the clause up to `at`, at most `limit` characters of it."""
        return self.face[max(self.clause(at).start, at - limit) : at]

    def after(self, at: int, *, limit: int = 40) -> str:
        return self.face[at : min(self.clause(at).end, at + limit)]

"""Numbering at the beginning of a line: what style it is and which number it carries.

A style has a rank only to decide where a style not yet seen goes; the level of a heading is its depth in this document.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zhijia.lib.numerals import read_number
from zhijia.services.plans.parsing.source import Source, Span

CHINESE: Final = "一二三四五六七八九十百"
STYLES: Final = (
    ("part", 0, re.compile(rf" *第(?P<n>[{CHINESE}]{{1,4}}|\d{{1,2}})(?:部分|章|编)[、：.]? *")),
    ("label", 1, re.compile(r" *(?P<n>)【(?=[^【】]{2,20}】 *$)")),
    ("section", 1, re.compile(rf" *第(?P<n>[{CHINESE}]{{1,4}}|\d{{1,2}})节[、：.]? *")),
    ("comma", 2, re.compile(rf" *(?P<n>[{CHINESE}]{{1,4}}) ?[、.](?![{CHINESE}]{{1,2}}[、，是]) *")),
    ("bracket", 3, re.compile(rf" *（ ?(?P<n>[{CHINESE}]{{1,4}}) ?）[、.]? *")),
    ("stage", 4, re.compile(rf" *第(?P<n>[{CHINESE}]{{1,4}}|\d{{1,2}}) ?(?:阶段|步|条)(?!件)[、：.]? *")),
    ("arabic", 5, re.compile(r" *(?P<n>\d{1,3}) ?(?:\.(?!\d)|\.(?=\d{4}年)|、) *")),
    ("decimal", 6, re.compile(r" *\d{1,2}\.(?P<n>\d{1,2})(?:[ 、]|\.(?!\d)) *")),
    ("subdecimal", 7, re.compile(r" *\d{1,2}\.\d{1,2}\.(?P<n>\d{1,2})(?:[ 、]|\.(?!\d)) *")),
)
RANKS: Final = {name: rank for name, rank, _ in STYLES}
_ATTACHMENT_LIST = re.compile(r" *附件 ?： ?")


@dataclass(frozen=True, slots=True)
class Marker:
    style: str
    number: int
    start: int
    end: int


def marker_at(source: Source, line: Span) -> Marker | None:
    """The heading marker that a line begins with."""
    head = source.face[line.start : min(line.end, line.start + 24)]
    for style, _, pattern in STYLES:
        match = pattern.match(head)
        number = _number(match) if match else None
        if match and number is not None:
            return Marker(style=style, number=int(number), start=line.start, end=line.start + match.end())
    return None


def _number(match: re.Match[str]) -> Decimal | None:
    """What stands in the marker; a label 【…】 has no number of its own and counts as the first."""
    return read_number(match["n"]) if match["n"] else Decimal(1)


def read_marker(words: str) -> tuple[str, int] | None:
    """Style and number of a marker that stands alone, such as （三）; None for other words."""
    for style, _, pattern in STYLES:
        match = pattern.fullmatch(words.replace("(", "（").replace(")", "）"))
        number = read_number(match["n"]) if match and match["n"] else None
        if number is not None:
            return style, int(number)
    return None


def marked_lines(source: Source) -> list[tuple[Span, Marker]]:
    """The numbered lines of the text, without those that list attachments (附件：1.… / 2.…)."""
    found: list[tuple[Span, Marker]] = []
    next_attachment = 0
    for line in source.lines:
        marker = marker_at(source, line)
        if _ATTACHMENT_LIST.match(source.face, line.start, line.end):
            next_attachment = 2
        elif marker and marker.style == "arabic" and marker.number == next_attachment:
            next_attachment += 1
        else:
            next_attachment = 0
            if marker and marker.end < line.end:
                found.append((line, marker))
    return found

"""Series inside the text: 一是/二是, 一要/二要, 首先/其次, （1）（2）, ①②; only where there are two or more of them."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from zhijia.lib.numerals import read_number
from zhijia.services.plans.parsing.model import Heading, Item
from zhijia.services.plans.parsing.outline.markers import CHINESE
from zhijia.services.plans.parsing.source import Source

_EDGE: Final = r"(?:(?<=[。；：，！？:;,\n）”])|^) {0,4}"
_SERIES: Final = (
    ("is", re.compile(rf"{_EDGE}(?P<marker>(?P<n>[{CHINESE}]{{1,2}})是)(?!一)[，、：]?", re.MULTILINE)),
    ("must", re.compile(rf"{_EDGE}(?P<marker>(?P<n>[{CHINESE}]{{1,2}})要)[，、：]?", re.MULTILINE)),
    (
        "order",
        re.compile(
            rf"{_EDGE}(?P<marker>(?P<n>首先|其次|再次|再者|最后|第[{CHINESE}]{{1,2}}(?=[，、])))[，、：]?", re.MULTILINE
        ),
    ),
    ("among", re.compile(rf"{_EDGE}(?P<marker>其(?P<n>[{CHINESE}]))[，、：]", re.MULTILINE)),
    ("number", re.compile(r"(?P<marker>（ ?(?P<n>\d{1,2}) ?）)[、.]? *")),
    ("paren", re.compile(rf"{_EDGE}(?P<marker>(?P<n>\d{{1,2}}) ?）)[、.]? *", re.MULTILINE)),
    ("circle", re.compile(r"(?P<marker>(?P<n>[①-⑳]))[、.]? *")),
)
_ORDER: Final = {"首先": 1, "其次": 2, "再次": 3, "再者": 4, "最后": 99}
_ITEM_END = re.compile(r"[。；！？\n]")


@dataclass(frozen=True, slots=True)
class _Found:
    family: str
    number: int
    marker: tuple[int, int]
    body: int
    heading: int


def build_items(source: Source, headings: tuple[Heading, ...]) -> tuple[Item, ...]:
    """All items in order; each reaches to the next of its series or of an outer one, or to the next heading."""
    starts = [heading.start for heading in headings]
    found: list[_Found] = []
    for family, pattern in _SERIES:
        found += _members(_candidates(source, family=family, pattern=pattern, headings=starts))
    found.sort(key=lambda entry: entry.marker)
    return tuple(
        _item(source, entry, number=number, following=following, headings=headings)
        for number, (entry, following) in enumerate(zip(found, _nexts(found), strict=True), 1)
    )


def _candidates(source: Source, *, family: str, pattern: re.Pattern[str], headings: list[int]) -> list[_Found]:
    found = []
    index = -1
    for match in pattern.finditer(source.face):
        while index + 1 < len(headings) and headings[index + 1] <= match.end():
            index += 1
        number = _number(match["n"])
        if number is None or source.quotes.over(*match.span("marker")):
            continue
        found.append(_Found(family, number, match.span("marker"), match.end(), index))
    return found


def _number(word: str) -> int | None:
    if word in _ORDER:
        return _ORDER[word]
    if "①" <= word <= "⑳":
        return ord(word) - ord("①") + 1
    value = read_number(word.removeprefix("第"))
    return None if value is None else int(value)


def _members(candidates: list[_Found]) -> list[_Found]:
    """Those that stand in a series under one heading: numbers rise by one, or end with 最后."""
    kept = set()
    for first, second in pairwise(range(len(candidates))):
        one, two = candidates[first], candidates[second]
        follows = two.number == one.number + 1 or (two.number == _ORDER["最后"] and one.number < two.number)
        if one.heading == two.heading and follows:
            kept |= {first, second}
    return [candidates[index] for index in sorted(kept)]


def _item(
    source: Source, entry: _Found, *, number: int, following: _Found | None, headings: tuple[Heading, ...]
) -> Item:
    extent_end = _extent_end(source, entry, following=following, headings=headings)
    stop = _ITEM_END.search(source.face, entry.body, extent_end)
    end = stop.start() if stop else extent_end
    while end > entry.body and source.face[end - 1] in "，、：,":
        end -= 1
    start, end = (entry.body, end) if end > entry.body else entry.marker
    return Item(
        id=f"i{number}",
        parent=headings[entry.heading].id if entry.heading >= 0 else None,
        text=source.text[start:end],
        start=start,
        end=end,
        marker=source.text[slice(*entry.marker)].strip(),
        marker_start=entry.marker[0],
        extent_end=extent_end,
    )


def _extent_end(source: Source, entry: _Found, *, following: _Found | None, headings: tuple[Heading, ...]) -> int:
    """To the next of the same series; the last one ends with its paragraph; no further than the next heading."""
    end = following.marker[0] if following else max(source.line(entry.body).end, entry.body)
    if entry.heading + 1 < len(headings):
        end = min(end, headings[entry.heading + 1].marker_start)
    return max(end, entry.marker[1])


def _nexts(found: list[_Found]) -> list[_Found | None]:
    """For each member the next one of its own series."""
    nexts: list[_Found | None] = [None] * len(found)
    latest: dict[tuple[str, int], _Found] = {}
    for at in range(len(found) - 1, -1, -1):
        key = (found[at].family, found[at].heading)
        nexts[at] = latest.get(key)
        latest[key] = found[at]
    return nexts

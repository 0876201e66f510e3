"""Two texts of a contract clause by clause: what was added, removed, moved, and within a clause which words changed. Pure.

Clauses are the same when they carry the same code; what is left over is paired where the words are much alike. A clause
is moved when it stands in another chapter, or no longer in the order in which the most others still stand.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?%?|[A-Za-z]+|＿+|.", re.DOTALL)
"""Figures and foreign words change as a whole, Chinese by the character."""
ISLAND = 1
"""So few kept characters between two changes make a text harder to read, and change with them."""
STOPS = "、，。；："
"""Stops are kept between changes: they hold a row of figures apart."""
ALIKE = 0.6
BLANK = "＿＿＿＿"
"""A term that nobody has filled in yet."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause to compare: its text with everything filled in. `number` counts through the contract."""

    code: str
    number: int
    chapter: str
    title: str
    text: str


class Fate(StrEnum):
    """What became of a clause. Filled: only what was left open has been written in."""

    SAME = "same"
    FILLED = "filled"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Op(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that were kept, added or removed together."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause before and after; one of them is None where it was added or removed."""

    before: Passage | None
    after: Passage | None
    fate: Fate
    is_moved: bool
    runs: Sequence[Run]


def compare(before: Sequence[Passage], after: Sequence[Passage]) -> list[Pair]:
    """The clauses of both texts in the order of the later one; a removed one stands where it stood."""
    partner = _matched(before, after)
    steady = _steady(before, after, partner)
    pairs = [_pair(partner.get(clause.code), clause, steady) for clause in after]
    kept = {old.code for old in partner.values()}
    for at, clause in enumerate(before):
        if clause.code not in kept:
            pairs.insert(_place_of(before[:at], pairs), _removed(clause))
    return pairs


def word_runs(before: str, after: str) -> list[Run]:
    """The words of both texts as runs; what was removed stands before what replaces it."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    runs: list[Run] = []
    for removed, added, kept in _joined(steps, old, new):
        runs += [
            Run(op, text)
            for op, text in ((Op.REMOVED, removed.replace(BLANK, "")), (Op.ADDED, added), (Op.KEPT, kept))
            if text
        ]
    return runs


def _joined(
    steps: Sequence[tuple[str, int, int, int, int]], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """Changes with the kept words after each; islands of kept words are drowned in the changes around them."""
    removed = added = ""
    for at, (what, a, b, c, d) in enumerate(steps):
        kept = "".join(old[a:b])
        is_island = 0 < at < len(steps) - 1 and b - a <= ISLAND and kept not in STOPS
        if what == "equal" and not is_island:
            yield removed, added, kept
            removed = added = ""
        else:
            removed, added = removed + kept, added + "".join(new[c:d])
    if removed or added:
        yield removed, added, ""


def _matched(before: Sequence[Passage], after: Sequence[Passage]) -> dict[str, Passage]:
    """For the code of a later clause the earlier one that it is."""
    earlier = {clause.code: clause for clause in before}
    found = {clause.code: earlier[clause.code] for clause in after if clause.code in earlier}
    loose = [clause for clause in before if clause.code not in found]
    for clause in (clause for clause in after if clause.code not in found):
        likeness = {id(old): SequenceMatcher(None, old.text, clause.text).ratio() for old in loose}
        best = max(loose, key=lambda old: likeness[id(old)], default=None)
        if best is not None and likeness[id(best)] >= ALIKE:
            found[clause.code] = best
            loose.remove(best)
    return found


def _steady(before: Sequence[Passage], after: Sequence[Passage], partner: dict[str, Passage]) -> set[str]:
    """Codes of the later clauses that keep their order: the longest rising run of their earlier places."""
    place = {clause.code: at for at, clause in enumerate(before)}
    matched = [(clause.code, place[partner[clause.code].code]) for clause in after if clause.code in partner]
    ends: list[int] = []
    links: list[tuple[str, int]] = []
    for code, at in matched:
        length = bisect_left(ends, at)
        ends[length : length + 1] = [at]
        links.append((code, length))
    steady: set[str] = set()
    wanted = len(ends) - 1
    ceiling = len(before)
    for (code, length), (_code, at) in zip(reversed(links), reversed(matched), strict=True):
        if length == wanted and at < ceiling:
            steady.add(code)
            wanted, ceiling = wanted - 1, at
    return steady


def _pair(before: Passage | None, after: Passage, steady: set[str]) -> Pair:
    if before is None:
        return Pair(None, after, Fate.ADDED, is_moved=False, runs=[Run(Op.ADDED, after.text)])
    is_moved = after.code not in steady or before.chapter != after.chapter
    return Pair(before, after, _fate(before, after), is_moved, word_runs(before.text, after.text))


def _fate(before: Passage, after: Passage) -> Fate:
    if (before.text, before.title) == (after.text, after.title):
        return Fate.SAME
    form = ".+?".join(re.escape(words) for words in before.text.split(BLANK))
    is_filled = BLANK in before.text and re.fullmatch(form, after.text) and before.title == after.title
    return Fate.FILLED if is_filled else Fate.CHANGED


def _removed(clause: Passage) -> Pair:
    return Pair(clause, None, Fate.REMOVED, is_moved=False, runs=[Run(Op.REMOVED, clause.text)])


def _place_of(earlier: Sequence[Passage], pairs: Sequence[Pair]) -> int:
    """Where a removed clause is shown: after the nearest clause that stood before it and is shown."""
    shown = {pair.before.code: at for at, pair in enumerate(pairs) if pair.before}
    places = [shown[clause.code] for clause in reversed(earlier) if clause.code in shown]
    return places[0] + 1 if places else 0

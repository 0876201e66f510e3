"""Which unions are paired, and with which cadre (services §E2, proposals of the product).

Pure: the same candidates, helpers, wishes and seed give the same proposal. All counties and all kinds of ownership are
covered, at least a share of the firms is small, all unions of the organising year are in, and no cadre gets more than
the least that is possible.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heapify, heappop, heappush
from random import Random

from zhijia.lib.sentences import Refused, Sentence, gettext_noop

NEW = gettext_noop("当年新建的企业工会，全部挂钩")
COUNTY = gettext_noop("保证每个县（市、区）都有挂钩企业")
OWNERSHIP = gettext_noop("保证每种登记注册类型都有挂钩企业")
SMALL = gettext_noop("保证小企业不少于规定比例")
DRAWN = gettext_noop("按种子随机抽取，向挂钩少的县（市、区）倾斜")
LEAST = gettext_noop("这名干部当时挂钩{load}家，是可选干部中最少的")
NO_COUNTY = gettext_noop("有{n}个县（市、区）没有挂钩企业")
NO_OWNERSHIP = gettext_noop("有{n}种登记注册类型没有挂钩企业")
NEAR = gettext_noop("这名干部已经联系同一县（市、区）的企业")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A union of an enterprise that could be paired. `headcount` None: not known, so it does not count as small."""

    id: int
    county: str
    ownership: str
    headcount: int | None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Helper:
    """A cadre's post and how many unions it is paired with already."""

    id: int
    load: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """How many pairs, and what of them must hold."""

    count: int
    small_share: Fraction
    small_headcount: int


@dataclass(frozen=True, slots=True)
class Paired:
    """One pair with the reasons for union and cadre."""

    union: int
    helper: int
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True)
class Proposed:
    """The pairs in the order of their unions' ids; `shortfalls` are the wishes that the candidates cannot meet."""

    pairs: Sequence[Paired]
    shortfalls: Sequence[Sentence] = field(default=())


def propose(candidates: Iterable[Candidate], helpers: Iterable[Helper], wishes: Wishes, *, seed: int) -> Proposed:
    """Choose unions and give each a cadre. Raises `Refused` where the count is too small for what must be in."""
    pool = sorted(candidates, key=lambda one: one.id)
    posts = sorted(helpers, key=lambda one: one.id)
    if not posts:
        raise Refused("没有可以挂钩的干部。请先登记工会干部岗位和任职。")
    random = Random(seed)  # noqa: S311 - a draw that everybody can repeat
    random.shuffle(pool)
    chosen = _choose(pool, wishes)
    order = sorted(chosen, key=lambda pk: (chosen[pk][0].county, pk))
    given = _assign([chosen[pk][0] for pk in order], posts)
    pairs = [Paired(pk, given[pk][0], (chosen[pk][1], *given[pk][1])) for pk in sorted(chosen)]
    return Proposed(pairs, find_shortfalls([chosen[pk][0] for pk in chosen], pool, wishes))


Chosen = dict[int, tuple[Candidate, Sentence]]


def _choose(pool: Sequence[Candidate], wishes: Wishes) -> Chosen:
    """What must be in, then small firms up to their share, then the rest from the counties that have fewest."""
    chosen: Chosen = {one.id: (one, Sentence(NEW)) for one in pool if one.is_new}
    small_first = sorted(pool, key=lambda one: not is_small(one, wishes))
    _cover(chosen, small_first, "county", COUNTY)
    _cover(chosen, small_first, "ownership", OWNERSHIP)
    if len(chosen) > wishes.count:
        words = {"least": len(chosen), "count": wishes.count}
        raise Refused(Sentence("新建工会、各县（市、区）和各种类型都要有，至少要挂钩{least}家，现为{count}家。", words))
    room = wishes.count - len(chosen)
    owed = small_owed(wishes) - sum(is_small(one, wishes) for one, _ in chosen.values())
    small = [one for one in pool if is_small(one, wishes)]
    _fill(chosen, small, min(room, max(owed, 0)), SMALL)
    _fill(chosen, pool, wishes.count - len(chosen), DRAWN)
    return chosen


def _cover(chosen: Chosen, pool: Sequence[Candidate], kind: str, reason: str) -> None:
    """One of each county, or of each ownership, that has none yet."""
    covered = {getattr(one, kind) for one, _ in chosen.values()}
    for one in pool:
        if getattr(one, kind) not in covered:
            covered.add(getattr(one, kind))
            chosen[one.id] = (one, Sentence(reason))


def _fill(chosen: Chosen, pool: Sequence[Candidate], count: int, reason: str) -> None:
    """So many more, always from the county that has fewest, in the order of the draw."""
    waiting: dict[str, list[Candidate]] = {}
    for one in reversed(pool):
        if one.id not in chosen:
            waiting.setdefault(one.county, []).append(one)
    has = Counter(one.county for one, _ in chosen.values())
    heap = [(has[county], county) for county in waiting]
    heapify(heap)
    for _round in range(count):
        if not heap:
            return
        number, county = heappop(heap)
        one = waiting[county].pop()
        chosen[one.id] = (one, Sentence(reason))
        if waiting[county]:
            heappush(heap, (number + 1, county))


def _assign(unions: Sequence[Candidate], posts: Sequence[Helper]) -> Mapping[int, tuple[int, tuple[Sentence, ...]]]:
    """Each union to one of those with the least load, of them to who already goes to its county.

    Every union weighs the same, so that always filling the lowest gives the least maximal load that there is.
    """
    by_load: dict[int, dict[int, None]] = {}
    for post in posts:
        by_load.setdefault(post.load, {})[post.id] = None
    goes_to: dict[str, dict[int, None]] = {}
    given: dict[int, tuple[int, tuple[Sentence, ...]]] = {}
    lowest = min(by_load)
    for union in unions:
        while not by_load.get(lowest):
            lowest += 1
        free, known = by_load[lowest], goes_to.setdefault(union.county, {})
        near = next((pk for pk in known if pk in free), None)
        pk = near if near is not None else next(iter(free))
        reasons = (Sentence(LEAST, {"load": lowest}), *((Sentence(NEAR),) if near is not None else ()))
        given[union.id] = (pk, reasons)
        del free[pk]
        known[pk] = None
        by_load.setdefault(lowest + 1, {})[pk] = None
    return given


def is_small(one: Candidate, wishes: Wishes) -> bool:
    return one.headcount is not None and one.headcount < wishes.small_headcount


def small_owed(wishes: Wishes) -> int:
    """How many of the pairs must be small firms, rounded up."""
    share = wishes.small_share * wishes.count
    return -(-share.numerator // share.denominator)


def find_shortfalls(chosen: Sequence[Candidate], pool: Sequence[Candidate], wishes: Wishes) -> list[Sentence]:
    """Which wishes a choice does not meet, in words; asked again after every change by hand."""
    found = []
    if len(chosen) < wishes.count:
        words = {"count": wishes.count, "found": len(chosen)}
        found.append(Sentence("要求挂钩{count}家，可以挂钩的企业工会只有{found}家", words))
    small = sum(is_small(one, wishes) for one in chosen)
    if small < wishes.small_share * len(chosen):
        share = {"small": small, "whole": len(chosen), "percent": int(wishes.small_share * 100)}
        found.append(Sentence("{whole}家中小企业{small}家，不到{percent}%", share))
    for kind, words_of in (("county", NO_COUNTY), ("ownership", NO_OWNERSHIP)):
        missing = {getattr(one, kind) for one in pool} - {getattr(one, kind) for one in chosen}
        if missing:
            found.append(Sentence(words_of, {"n": len(missing)}))
    left = {one.id for one in pool if one.is_new} - {one.id for one in chosen}
    if left:
        found.append(Sentence("有{n}家当年新建的企业工会没有挂钩", {"n": len(left)}))
    return found

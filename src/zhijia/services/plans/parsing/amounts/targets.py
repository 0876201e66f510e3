"""Targets: quantities that no pitfall explains away, and coverage words; with comparator, baseline, per, object."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from zhijia.services.plans.parsing.amounts.place import Place
from zhijia.services.plans.parsing.amounts.quantities import Quantity, find_quantities
from zhijia.services.plans.parsing.amounts.target_words import (
    baseline_of,
    comparator_of,
    hedge_of,
    kind_of,
    object_of,
    per_of,
)
from zhijia.services.plans.parsing.amounts.traps import reason_against
from zhijia.services.plans.parsing.amounts.units import SHARES
from zhijia.services.plans.parsing.doubts import DoubtCode
from zhijia.services.plans.parsing.model import SetAside, Target
from zhijia.services.plans.parsing.source import Source, Span, Spans

_COVERAGE = re.compile(r"全覆盖|全面覆盖|全部")
_PART_OF_WORD = re.compile(r"(?:健|安|保|完|齐|占|成)$")
_ALL_DO = re.compile(
    r"^(?:[^，。；]{0,30}?(?:均|都)(?!衡|市|匀)|(?:要|应|须|必须)?(?:纳入|实现|达到|完成|建成|建立|落实|签订|接入|开通|实行|覆盖|到位|公开|取消|办理|上线|"
    r"建会|入会|脱困|脱贫|解困|达标|配备|设立|推行|执行|清零|销号|整改))"
)


@dataclass(frozen=True, slots=True)
class TargetReading:
    targets: list[Target]
    set_aside: list[SetAside]


def read_targets(source: Source, blocked: Spans, stale: Spans) -> TargetReading:
    """Targets and near misses in order.

    Nothing is read inside `blocked` (dates, markers, owners, titles), and no target inside `stale` (what was done).
    """
    found: list[Target | SetAside] = [*_quantities(source, blocked, stale), *_coverages(source, blocked)]
    found.sort(key=lambda node: node.start)
    targets = [node for node in found if isinstance(node, Target)]
    aside = [node for node in found if isinstance(node, SetAside)]
    numbered = [replace(target, id=f"g{index}") for index, target in enumerate(targets, 1)]
    return TargetReading(
        targets=_related(source, numbered),
        set_aside=[replace(node, id=f"s{index}") for index, node in enumerate(aside, 1)],
    )


def _quantities(source: Source, blocked: Spans, stale: Spans) -> Iterable[Target | SetAside]:
    for quantity in find_quantities(source):
        if blocked.over(quantity.start, quantity.end):
            continue
        place = Place.of(source, quantity)
        reason = reason_against(place)
        if reason is None and stale.over(quantity.start, quantity.end):
            reason = DoubtCode.REFERENCE
        if reason is None:
            yield _target(place, since=blocked.end_before(quantity.start))
        elif quantity.unit or (reason.is_question and reason is not DoubtCode.BARE_NUMERAL and quantity.value > 1):
            yield _set_aside(source, quantity.start, quantity.end, reason)


def _set_aside(source: Source, start: int, end: int, reason: DoubtCode) -> SetAside:
    return SetAside(id="", parent=None, text=source.text[start:end], start=start, end=end, doubts=(reason,))


def _target(place: Place, *, since: int) -> Target:
    quantity, source = place.quantity, place.source
    is_in_name = quantity.is_chinese and not quantity.unit
    comparator = comparator_of(place)
    return Target(
        id="",
        parent=None,
        text=source.text[quantity.start : quantity.end],
        start=quantity.start,
        end=quantity.end,
        doubts=_doubts(quantity, is_in_name=is_in_name),
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        comparator=comparator,
        kind=kind_of(place, comparator=comparator, is_in_name=is_in_name),
        object=object_of(place, since=since),
        hedge=hedge_of(place),
        per=per_of(place),
        baseline=None,
        is_in_name=is_in_name,
        part_of=None,
        deadline_id=None,
    )


def _doubts(quantity: Quantity, *, is_in_name: bool) -> tuple[DoubtCode, ...]:
    doubts = []
    if is_in_name:
        doubts.append(DoubtCode.IN_NAME_SCALE)
    elif not quantity.unit:
        doubts.append(DoubtCode.UNIT_MISSING)
    if quantity.number in ("百", "千", "万"):
        doubts.append(DoubtCode.BARE_NUMERAL)
    elif quantity.is_chinese and quantity.value <= 10 and quantity.unit in ("个", "项", "件", "条"):
        doubts.append(DoubtCode.NUMERAL_IN_WORDS)
    return tuple(doubts)


def _coverages(source: Source, blocked: Spans) -> Iterable[Target | SetAside]:
    for match in _COVERAGE.finditer(source.face):
        start, end = match.span()
        if blocked.over(start, end):
            continue
        head, tail = source.before(start), source.after(end)
        if source.quotes.over(start, end):
            yield _set_aside(source, start, end, DoubtCode.QUOTED_NAME)
        elif match[0] == "全部" and _PART_OF_WORD.search(head):
            yield _set_aside(source, start, end, DoubtCode.PART_OF_WORD)
        elif match[0] != "全部" or _ALL_DO.match(tail):
            yield _coverage(source, Span(start, end), since=blocked.end_before(start))


def _coverage(source: Source, span: Span, *, since: int) -> Target:
    quantity = Quantity(
        start=span.start,
        end=span.end,
        value=Decimal(100),
        value_max=None,
        unit="%",
        tail="",
        number="全",
        is_chinese=False,
        is_more=False,
    )
    target = _target(Place.of(source, quantity), since=since)
    comparator = "~" if target.hedge == "基本实现" else "="
    return replace(target, kind="coverage", comparator=comparator)


def _related(source: Source, targets: list[Target]) -> list[Target]:
    """Baselines, sub-targets after 其中, and comparators that a list may share: what needs the target before."""
    related: list[Target] = []
    for target in targets:
        before = related[-1] if related else None
        sentence = source.full_sentence(target.start)
        is_near = before is not None and before.start >= sentence.start
        related.append(_relate(source, target, before=before if is_near else None, siblings=related))
    return related


def _relate(source: Source, target: Target, *, before: Target | None, siblings: list[Target]) -> Target:
    doubts = list(target.doubts)
    part_of = None
    if before:
        if "其中" in source.face[before.end : target.start]:
            part_of, doubts = before.id, [*doubts, DoubtCode.SUB_TARGET]
        if _may_share(source, before, target):
            doubts.append(DoubtCode.SHARED_COMPARATOR)
    return replace(
        target, part_of=part_of, doubts=tuple(doubts), baseline=baseline_of(source, target, siblings=siblings)
    )


def _may_share(source: Source, before: Target, target: Target) -> bool:
    """至少100个行业、100个区域: the gold gives >= to the first only and leaves the rest to the cadre."""
    between = source.face[before.end : target.start]
    is_listed = "、" in between and len(between) <= 24 and not re.search(r"[，。；]", between)
    leads = before.comparator in (">=", "<=") or DoubtCode.SHARED_COMPARATOR in before.doubts
    return is_listed and leads and target.comparator == "=" and before.unit == target.unit and target.unit not in SHARES

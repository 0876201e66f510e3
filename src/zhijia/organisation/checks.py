"""What is wrong with an entry, as findings with the rule of the catalogue (services §J: ID-, OR-)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from zhijia.law.resolver import Override, parameter
from zhijia.lib.divisions import SYNTHETIC_DIVISION, could_exist, find_division, successors_on
from zhijia.lib.findings import SENSE, Finding, Severity
from zhijia.lib.identifiers import check_credit_code
from zhijia.lib.sentences import Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.cities import is_demo_city
from zhijia.organisation.entries import UnionEntry
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.overrides import law_place, parameter_overrides
from zhijia.organisation.rules import find_place_in_tree, find_term, is_federation


@dataclass(frozen=True)
class CheckContext:
    """What the checks need to know beside the entry: the day, the kind of city, its own corrections of the law."""

    today: date
    allows_synthetic: bool

    @classmethod
    def at(cls, now: datetime) -> "CheckContext":
        return cls(local_day(now), is_demo_city())

    @cached_property
    def overrides(self) -> list[Override]:
        return parameter_overrides()


def find_union_problems(entry: UnionEntry, *, parent_kind: str | None, context: CheckContext) -> list[Finding]:
    """Every rule that a union to be entered below `parent_kind` does not keep."""
    if entry.kind not in UnionKind.values:
        return [_block("OR-32", Sentence("没有“{kind}”这种工会类别，请按模板填写。", {"kind": entry.kind}))]
    return [
        *_name_problems(entry.name),
        *filter(None, [find_place_in_tree(entry.kind, parent_kind=parent_kind)]),
        *find_place_problems(entry.place, context=context),
        *_code_problems(entry.credit_code, context=context),
        *_life_problems(entry.founded_on, entry.closed_on, today=context.today),
        *_term_problems(entry, context=context),
    ]


def find_place_problems(place: str, *, context: CheckContext) -> Iterator[Finding]:
    """ID-08: a division that exists; the demonstration county only in a demonstration city."""
    if place == SYNTHETIC_DIVISION and context.allows_synthetic:
        return
    if not could_exist(place):
        yield _block("ID-08", Sentence("没有“{place}”这个行政区划代码，请填六位代码，例如 320505。", {"place": place}))
        return
    known = find_division(place)
    if known and not known.may_be_used_on(context.today):
        names = "、".join(f"{d.name}（{d.code}）" for d in successors_on(place, context.today))
        values = {"name": known.name, "place": place, "names": names}
        yield _block("ID-08", Sentence("{name}（{place}）已经撤并，请改用{names}。", values))


def _name_problems(name: str) -> Iterator[Finding]:
    if len(name) < 2:
        yield _block(SENSE, Sentence("名称至少两个字。"))


def _code_problems(code: str, *, context: CheckContext) -> tuple[Finding, ...]:
    if not code:
        return ()
    return check_credit_code(code, of_union=True, allow_synthetic=context.allows_synthetic)


def _life_problems(begun_on: date | None, ended_on: date | None, *, today: date) -> Iterator[Finding]:
    if begun_on and begun_on > today:
        yield _block(SENSE, Sentence("成立日期 {day} 还没有到，请核对。", {"day": begun_on}))
    if begun_on and ended_on and ended_on < begun_on:
        yield _block(SENSE, Sentence("撤销或注销日期不能早于成立日期。"))


def _term_problems(entry: UnionEntry, *, context: CheckContext) -> Iterator[Finding]:
    """OR-16, with the law's number of years on the day the term began."""
    if entry.term_from is None and entry.term_to is None:
        return
    if entry.term_from is None or entry.term_to is None:
        yield _block("OR-16", Sentence("本届任期的起止日期要么都填，要么都不填。"))
        return
    if entry.term_to <= entry.term_from:
        yield _block("OR-16", Sentence("本届截止日期必须晚于起始日期。"))
        return
    key = "union.term.federation" if is_federation(entry.kind) else "union.term.basic"
    law = parameter(key, place=law_place(entry.place), on=entry.term_from, overrides=context.overrides)
    found = find_term(entry.term_from, entry.term_to, years=law.choices, severity=law.severity)
    if found:
        yield found


def _block(rule: str, sentence: Sentence) -> Finding:
    return Finding(rule, Severity.BLOCK, sentence)

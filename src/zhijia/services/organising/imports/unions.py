"""Rows of unions: matched by credit code, or by name below the same parent; parents may stand in earlier rows."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from zhijia.engines.imports.desk import Applied, Desk, Judgement, Values, blocking, refuse, text, warnings
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.actions import NewCoverage, PlacedUnion, change_union, cover_enterprises, enter_unions
from zhijia.organisation.actions.unions import entry_of
from zhijia.organisation.actions.withdrawing import withdraw_coverages, withdraw_union
from zhijia.organisation.checks import find_union_problems
from zhijia.organisation.entries import UnionEntry
from zhijia.organisation.matching import ELSEWHERE, match_unions
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.imports import ImportVerdict
from zhijia.organisation.permissions import WHO_ADMINISTERS, can_administer
from zhijia.organisation.queries import enterprises_by_code, pairs_covered, unions_visible_to
from zhijia.organisation.rules import is_grassroots
from zhijia.services.organising.imports.stored import as_entry, entry_as_stored, merged

CODE_TAKEN = gettext_noop("统一社会信用代码 {code} 已在其他工会登记，请联系上级工会核实。")
UNKNOWN_ENTERPRISE = gettext_noop("在您的范围内没有信用代码为 {code} 的用人单位，请先导入用人单位。")
COVERS_NOTHING = gettext_noop("只有企业工会和联合工会直接覆盖用人单位，这一行的“覆盖单位信用代码”应留空。")
MOVED = gettext_noop("这个工会现在的上级是“{name}”，表格不能改隶属。")
DISSOLVED = gettext_noop("这个工会已于 {day} 撤销，导入不改变这一点；确已恢复的，请在工会页面变更。")
WILL_COVER = gettext_noop("将从 {day} 起登记覆盖 {n} 家单位。")
CHANGED_SINCE = gettext_noop("导入以后又有人变更过，不能撤销这一行。")
NOT_ENTRY = ("parent", "covers")


@dataclass(frozen=True, slots=True)
class Register:
    """What the register holds of the unions and enterprises that rows name. `covered` are pairs of their ids."""

    known: Mapping[tuple[str, str], Union]
    enterprises: Mapping[str, Enterprise]
    covered: Container[tuple[int, int]]

    @classmethod
    def of(cls, rows: Sequence[Values], desk: Desk) -> "Register":
        known, enterprises = _known(rows, desk), enterprises_by_code(desk.actor, _codes(rows))
        covered = pairs_covered(known.values(), enterprises.values(), today=local_day(desk.now))
        return cls(known, enterprises, covered)

    def union(self, row: Values) -> Union | None:
        """The union that a row is about, if it is known: by its code, else by its name below that parent."""
        by_code = self.known.get(("code", text(row, "credit_code")))
        return by_code or self.known.get((text(row, "parent"), text(row, "name")))

    def uncovered(self, union: Union, row: Values) -> list[Enterprise]:
        """The enterprises that a row names and this union does not cover yet."""
        named = [self.enterprises[code] for code in _covers(row)]
        return [enterprise for enterprise in named if (union.pk, enterprise.pk) not in self.covered]


def judge(rows: Sequence[Values], desk: Desk) -> list[Judgement]:
    """One judgement a row, in order."""
    desk.learn([text(row, "parent") for row in rows])
    matches = match_unions(text(row, "credit_code") for row in rows)
    elsewhere = {code for code, match in matches.items() if match.verdict == ELSEWHERE}
    register = Register.of(rows, desk)
    judgements = []
    for row in rows:
        judgement = _judge(row, desk, register, elsewhere)
        if judgement.verdict == ImportVerdict.NEW:
            desk.ahead.setdefault(text(row, "name"), text(row, "kind"))
        judgements.append(judgement)
    return judgements


def apply(rows: Sequence[tuple[Values, Judgement]], desk: Desk) -> list[Applied]:
    """Enter level by level, so that a row may stand below another of the same piece; change the known."""
    done: dict[int, Applied] = {}
    waiting = [(at, row) for at, (row, judgement) in enumerate(rows) if judgement.verdict == ImportVerdict.NEW]
    while waiting:
        desk.learn(text(row, "parent") for _, row in waiting)
        ready = [(at, row) for at, row in waiting if desk.union(text(row, "parent"))[0]]
        if not ready:
            raise Refused(desk.union(text(waiting[0][1], "parent"))[1] or "")
        done |= _enter(ready, desk)
        waiting = [entry for entry in waiting if entry not in ready]
        desk.forget(text(row, "name") for _, row in ready)
        desk.forget(text(row, "parent") for _, row in waiting)
    known = [(at, row) for at, (row, judgement) in enumerate(rows) if judgement.verdict == ImportVerdict.CHANGED]
    register = Register.of([row for _, row in known], desk)
    done |= {at: _change(row, register, desk) for at, row in known}
    return [done[at] for at in range(len(rows))]


def undo(record_id: int, before: Values, desk: Desk) -> None:
    """Take back or restore one record. Raises `Refused` when it was changed since, or something hangs on it."""
    union = unions_visible_to(desk.actor).select_related("parent").filter(pk=record_id).first()
    if union is None or entry_of(union) != as_entry(UnionEntry, before["entry"]):
        raise Refused(CHANGED_SINCE)
    kept = before.get("coverages")
    coverages = list(kept) if isinstance(kept, list) else []
    if "restore" not in before:
        withdraw_union(desk.actor, union, coverages=coverages, now=desk.now)
        return
    withdraw_coverages(desk.actor, union, coverages, now=desk.now)
    change_union(desk.actor, union, entry=as_entry(UnionEntry, before["restore"]), now=desk.now)


def _judge(row: Values, desk: Desk, register: Register, elsewhere: Container[str]) -> Judgement:
    reference, found = text(row, "parent"), register.union(row)
    entry = _entry(row, found)
    parent, problem = desk.union(reference)
    kind = parent.kind if parent else desk.ahead.get(reference)
    findings = find_union_problems(entry, parent_kind=kind, context=desk.checks) if kind else []
    reasons = [
        *([problem] if problem and kind is None else []),
        *([Sentence(WHO_ADMINISTERS)] if parent and not can_administer(desk.actor, parent.path) else []),
        *([Sentence(CODE_TAKEN, {"code": entry.credit_code})] if entry.credit_code in elsewhere else []),
        *blocking(findings),
        *_coverage_problems(row, entry, register.enterprises),
    ]
    if reasons:
        return refuse(*reasons)
    if found is None:
        return Judgement(ImportVerdict.NEW, warnings(findings))
    if parent is None or found.parent_id != parent.pk:
        return refuse(Sentence(MOVED, {"name": found.parent.name if found.parent else ""}))
    return _judge_known(found, entry, register.uncovered(found, row), desk)


def _judge_known(union: Union, entry: UnionEntry, uncovered: Sequence[Enterprise], desk: Desk) -> Judgement:
    is_same = entry == entry_of(union) and not uncovered
    notes = [
        *([Sentence(DISSOLVED, {"day": union.closed_on})] if union.closed_on else []),
        *([Sentence(WILL_COVER, {"day": local_day(desk.now), "n": len(uncovered)})] if uncovered else []),
    ]
    return Judgement(ImportVerdict.SAME if is_same else ImportVerdict.CHANGED, notes, record_id=union.pk)


def _known(rows: Sequence[Values], desk: Desk) -> dict[tuple[str, str], Union]:
    """Unions in scope by credit code, and by what a row calls the parent and their name."""
    visible = unions_visible_to(desk.actor).select_related("parent")
    codes = [code for row in rows if (code := text(row, "credit_code"))]
    found = {("code", union.credit_code): union for union in visible.filter(credit_code__in=codes)}
    parents = {union.pk: ref for row in rows if (union := desk.union(ref := text(row, "parent"))[0])}
    named = visible.filter(parent__in=parents, name__in=[text(row, "name") for row in rows])
    return found | {(parents[union.parent_id or 0], union.name): union for union in named}


def _coverage_problems(row: Values, entry: UnionEntry, enterprises: Mapping[str, Enterprise]) -> list[Sentence]:
    codes = _covers(row)
    if codes and not is_grassroots(entry.kind):
        return [Sentence(COVERS_NOTHING)]
    return [Sentence(UNKNOWN_ENTERPRISE, {"code": code}) for code in codes if code not in enterprises]


def _enter(rows: Sequence[tuple[int, Values]], desk: Desk) -> dict[int, Applied]:
    placed = [PlacedUnion(_parent(row, desk), _entry(row)) for _, row in rows]
    unions = enter_unions(desk.actor, placed, now=desk.now)
    enterprises = enterprises_by_code(desk.actor, _codes([row for _, row in rows]))
    wanted = [
        (at, NewCoverage(union, enterprises[code], union.founded_on or local_day(desk.now)))
        for (at, row), union in zip(rows, unions, strict=True)
        for code in _covers(row)
    ]
    made = cover_enterprises(desk.actor, [coverage for _, coverage in wanted], now=desk.now)
    coverages: dict[int, list[int]] = {}
    for (at, _), coverage in zip(wanted, made, strict=True):
        coverages.setdefault(at, []).append(coverage.pk)
    return {
        at: Applied(union.pk, {"entry": entry_as_stored(_entry(row)), "coverages": coverages.get(at, [])})
        for (at, row), union in zip(rows, unions, strict=True)
    }


def _change(row: Values, register: Register, desk: Desk) -> Applied:
    """A known union begins to cover on the day of the import: the numbers of earlier days stay as they were."""
    union = register.union(row)
    if union is None:
        raise Refused(CHANGED_SINCE)
    before, entry, today = entry_of(union), _entry(row, union), local_day(desk.now)
    change_union(desk.actor, union, entry=entry, now=desk.now)
    uncovered = [NewCoverage(union, enterprise, today) for enterprise in register.uncovered(union, row)]
    made = cover_enterprises(desk.actor, uncovered, now=desk.now)
    stored = {"entry": entry_as_stored(entry), "restore": entry_as_stored(before)}
    return Applied(union.pk, {**stored, "coverages": [coverage.pk for coverage in made]})


def _parent(row: Values, desk: Desk) -> Union:
    union, problem = desk.union(text(row, "parent"))
    if union is None:
        raise Refused(problem or "")
    return union


def _codes(rows: Sequence[Values]) -> list[str]:
    return [code for row in rows for code in _covers(row)]


def _covers(row: Values) -> tuple[str, ...]:
    codes = row.get("covers")
    return tuple(dict.fromkeys(map(str, codes))) if isinstance(codes, list | tuple) else ()


def _entry(row: Values, stored: Union | None = None) -> UnionEntry:
    """What the row says, over what is `stored` of the union."""
    given = {key: value for key, value in row.items() if key not in NOT_ENTRY}
    return merged(entry_of(stored), given) if stored else UnionEntry(**given)  # type: ignore[arg-type]


def identities(row: Values) -> list[tuple[str, ...]]:
    """What no other row of the sheet may share."""
    code = text(row, "credit_code")
    return [("name", text(row, "parent"), text(row, "name")), *([("code", code)] if code else [])]

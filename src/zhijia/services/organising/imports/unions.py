"""Rows of unions: matched by credit code, or by name below the same parent; parents may stand in earlier rows."""

from collections.abc import Mapping, Sequence
from datetime import date

from zhijia.engines.imports.desk import Applied, Desk, Judgement, Values, blocking, refuse, text, warnings
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.actions import NewCoverage, PlacedUnion, change_union, cover_enterprises, enter_unions
from zhijia.organisation.actions.unions import entry_of
from zhijia.organisation.actions.withdrawing import withdraw_union
from zhijia.organisation.checks import find_union_problems
from zhijia.organisation.entries import UnionEntry
from zhijia.organisation.matching import ELSEWHERE, match_unions
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.imports import ImportVerdict
from zhijia.organisation.permissions import WHO_ADMINISTERS, can_administer
from zhijia.organisation.queries import enterprises_by_code, unions_visible_to
from zhijia.organisation.rules import is_grassroots
from zhijia.services.organising.imports.stored import as_entry, entry_as_stored

CODE_TAKEN = gettext_noop("统一社会信用代码 {code} 已在其他工会登记，请联系上级工会核实。")
UNKNOWN_ENTERPRISE = gettext_noop("在您的范围内没有信用代码为 {code} 的用人单位，请先导入用人单位。")
COVERS_NOTHING = gettext_noop("只有企业工会和联合工会直接覆盖用人单位，这一行的“覆盖单位信用代码”应留空。")
MOVED = gettext_noop("这个工会现在的上级是“{name}”，表格不能改隶属。")
CHANGED_SINCE = gettext_noop("导入以后又有人变更过，不能撤销这一行。")
NOT_ENTRY = ("parent", "covers")


def judge(rows: Sequence[Values], desk: Desk) -> list[Judgement]:
    """One judgement a row, in order."""
    desk.learn([text(row, "parent") for row in rows])
    matches = match_unions(text(row, "credit_code") for row in rows)
    elsewhere = {code for code, match in matches.items() if match.verdict == ELSEWHERE}
    known = _known(rows, desk)
    enterprises = enterprises_by_code(desk.actor, _codes(rows))
    judgements = []
    for row in rows:
        judgement = _judge(row, desk, known=known, enterprises=enterprises, elsewhere=elsewhere)
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
    ids = [judgement.record_id for _, judgement in rows if judgement.record_id]
    known = unions_visible_to(desk.actor).select_related("parent").in_bulk(ids)
    for at, (row, judgement) in enumerate(rows):
        if judgement.verdict == ImportVerdict.CHANGED:
            done[at] = _change(known[judgement.record_id or 0], row, desk)
    return [done[at] for at in range(len(rows))]


def undo(record_id: int, before: Values, desk: Desk) -> None:
    """Take back or restore one record. Raises `Refused` when it was changed since, or something hangs on it."""
    union = unions_visible_to(desk.actor).select_related("parent").filter(pk=record_id).first()
    if union is None or entry_of(union) != as_entry(UnionEntry, before["entry"]):
        raise Refused(CHANGED_SINCE)
    if "restore" in before:
        change_union(desk.actor, union, entry=as_entry(UnionEntry, before["restore"]), now=desk.now)
        return
    coverages = before.get("coverages")
    withdraw_union(desk.actor, union, coverages=list(coverages) if isinstance(coverages, list) else [], now=desk.now)


def _judge(
    row: Values,
    desk: Desk,
    *,
    known: Mapping[tuple[str, str], Union],
    enterprises: Mapping[str, Enterprise],
    elsewhere: set[str],
) -> Judgement:
    reference, entry = text(row, "parent"), _entry(row)
    parent, problem = desk.union(reference)
    kind = parent.kind if parent else desk.ahead.get(reference)
    findings = find_union_problems(entry, parent_kind=kind, context=desk.checks) if kind else []
    reasons = [
        *([problem] if problem and kind is None else []),
        *([Sentence(WHO_ADMINISTERS)] if parent and not can_administer(desk.actor, parent.path) else []),
        *([Sentence(CODE_TAKEN, {"code": entry.credit_code})] if entry.credit_code in elsewhere else []),
        *blocking(findings),
        *_coverage_problems(row, entry, enterprises),
    ]
    if reasons:
        return refuse(*reasons)
    found = known.get(("code", entry.credit_code)) or known.get((reference, entry.name))
    if found is None:
        return Judgement(ImportVerdict.NEW, warnings(findings))
    if parent is None or found.parent_id != parent.pk:
        return refuse(Sentence(MOVED, {"name": found.parent.name if found.parent else ""}))
    verdict = ImportVerdict.SAME if _merged(found, entry) == entry_of(found) else ImportVerdict.CHANGED
    return Judgement(verdict, record_id=found.pk)


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
        (at, NewCoverage(union, enterprises[code], _covered_from(union, desk)))
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


def _change(union: Union, row: Values, desk: Desk) -> Applied:
    restore, entry = entry_as_stored(entry_of(union)), _merged(union, _entry(row))
    change_union(desk.actor, union, entry=entry, now=desk.now)
    return Applied(union.pk, {"entry": entry_as_stored(entry), "restore": restore})


def _merged(union: Union, entry: UnionEntry) -> UnionEntry:
    """A sheet has no column for the day of closing: it stays as it is."""
    stored = entry_as_stored(entry) | {"closed_on": union.closed_on}
    return as_entry(UnionEntry, stored)


def _covered_from(union: Union, desk: Desk) -> date:
    return union.founded_on or local_day(desk.now)


def _parent(row: Values, desk: Desk) -> Union:
    union, problem = desk.union(text(row, "parent"))
    if union is None:
        raise Refused(problem or "")
    return union


def _codes(rows: Sequence[Values]) -> list[str]:
    return [code for row in rows for code in _covers(row)]


def _covers(row: Values) -> tuple[str, ...]:
    codes = row.get("covers")
    return tuple(map(str, codes)) if isinstance(codes, list | tuple) else ()


def _entry(row: Values) -> UnionEntry:
    return UnionEntry(**{key: value for key, value in row.items() if key not in NOT_ENTRY})  # type: ignore[arg-type]


def identities(row: Values) -> list[tuple[str, ...]]:
    """What no other row of the sheet may share."""
    code = text(row, "credit_code")
    return [("name", text(row, "parent"), text(row, "name")), *([("code", code)] if code else [])]

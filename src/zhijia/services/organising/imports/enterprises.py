"""Rows of enterprises: matched by credit code as new, mine or elsewhere."""

from collections.abc import Sequence

from zhijia.engines.imports.desk import Applied, Desk, Judgement, Values, blocking, refuse, text, warnings
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation.actions import PlacedEnterprise, change_enterprise, enter_enterprises
from zhijia.organisation.actions.enterprises import TAKEN_ELSEWHERE, entry_of
from zhijia.organisation.actions.withdrawing import withdraw_enterprise
from zhijia.organisation.enterprise_checks import find_enterprise_problems
from zhijia.organisation.entries import EnterpriseEntry
from zhijia.organisation.matching import ELSEWHERE, MINE, Match, match_enterprises
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.imports import ImportVerdict
from zhijia.organisation.permissions import WHO_ADMINISTERS, can_administer
from zhijia.organisation.queries import enterprises_visible_to
from zhijia.organisation.rules import is_territorial
from zhijia.services.organising.imports.industry import find_doubt, with_letter
from zhijia.services.organising.imports.stored import as_entry, entry_as_stored, merged

NOT_TERRITORIAL = gettext_noop("“{name}”不是属地工会，请填市、县（市、区）、开发区或乡镇（街道）工会。")
MOVED = gettext_noop("这个单位的属地是“{name}”，表格不能改属地。")
CLOSED = gettext_noop("这个单位已于 {day} 注销，导入不改变这一点；确已恢复的，请在单位页面变更。")
CHANGED_SINCE = gettext_noop("导入以后又有人变更过，不能撤销这一行。")


def judge(rows: Sequence[Values], desk: Desk) -> list[Judgement]:
    """One judgement a row, in order."""
    desk.learn(text(row, "territory") for row in rows)
    matches = match_enterprises(text(row, "credit_code") for row in rows)
    mine = [match.record_id for match in matches.values() if match.verdict == MINE and match.record_id]
    known = enterprises_visible_to(desk.actor).select_related("territory").in_bulk(mine)
    return [_judge(row, desk, matches, known) for row in rows]


def apply(rows: Sequence[tuple[Values, Judgement]], desk: Desk) -> list[Applied]:
    """Enter the new and change the known; what they were before is kept."""
    new = [row for row, judgement in rows if judgement.verdict == ImportVerdict.NEW]
    placed = [PlacedEnterprise(_territory(row, desk), _entry(row)) for row in new]
    entered = iter(enter_enterprises(desk.actor, placed, now=desk.now))
    ids = [judgement.record_id for _, judgement in rows if judgement.record_id]
    known = enterprises_visible_to(desk.actor).in_bulk(ids)
    return [
        Applied(next(entered).pk, {"entry": entry_as_stored(_entry(row))})
        if judgement.verdict == ImportVerdict.NEW
        else _change(known[judgement.record_id or 0], row, desk)
        for row, judgement in rows
    ]


def undo(record_id: int, before: Values, desk: Desk) -> None:
    """Take back or restore one record. Raises `Refused` when it was changed since."""
    enterprise = enterprises_visible_to(desk.actor).filter(pk=record_id).first()
    written = as_entry(EnterpriseEntry, before["entry"])
    if enterprise is None or entry_of(enterprise) != written:
        raise Refused(CHANGED_SINCE)
    if "restore" not in before:
        withdraw_enterprise(desk.actor, enterprise, now=desk.now)
        return
    change_enterprise(desk.actor, enterprise, entry=as_entry(EnterpriseEntry, before["restore"]), now=desk.now)


def _judge(row: Values, desk: Desk, matches: dict[str, Match], known: dict[int, Enterprise]) -> Judgement:
    code = text(row, "credit_code")
    match = matches.get(code)
    if match and match.verdict == ELSEWHERE:
        return refuse(Sentence(TAKEN_ELSEWHERE, {"code": code}))
    enterprise = known.get(match.record_id or 0) if match else None
    stored = entry_of(enterprise) if enterprise else None
    entry = _entry(row, stored)
    findings = find_enterprise_problems(entry, context=desk.checks)
    reasons = [*_territory_problems(row, desk), *find_doubt(row, stored), *blocking(findings)]
    if reasons:
        return refuse(*reasons)
    if enterprise is None:
        return Judgement(ImportVerdict.NEW, warnings(findings))
    return _judge_known(enterprise, row, entry, desk)


def _judge_known(enterprise: Enterprise, row: Values, entry: EnterpriseEntry, desk: Desk) -> Judgement:
    if enterprise.territory_id != _territory(row, desk).pk:
        return refuse(Sentence(MOVED, {"name": enterprise.territory.name}))
    closed = [Sentence(CLOSED, {"day": enterprise.closed_on})] if enterprise.closed_on else []
    verdict = ImportVerdict.SAME if entry_of(enterprise) == entry else ImportVerdict.CHANGED
    return Judgement(verdict, closed, record_id=enterprise.pk)


def _territory_problems(row: Values, desk: Desk) -> list[Sentence]:
    union, problem = desk.union(text(row, "territory"))
    if union is None:
        return [problem] if problem else []
    if not is_territorial(union.kind):
        return [Sentence(NOT_TERRITORIAL, {"name": union.name})]
    return [] if can_administer(desk.actor, union.path) else [Sentence(WHO_ADMINISTERS)]


def _territory(row: Values, desk: Desk) -> Union:
    union, problem = desk.union(text(row, "territory"))
    if union is None:
        raise Refused(problem or NOT_TERRITORIAL)
    return union


def _change(enterprise: Enterprise, row: Values, desk: Desk) -> Applied:
    before = entry_of(enterprise)
    entry = _entry(row, before)
    change_enterprise(desk.actor, enterprise, entry=entry, now=desk.now)
    return Applied(enterprise.pk, {"entry": entry_as_stored(entry), "restore": entry_as_stored(before)})


def _entry(row: Values, stored: EnterpriseEntry | None = None) -> EnterpriseEntry:
    """What the row says, over what is `stored` of the enterprise."""
    given = {key: value for key, value in with_letter(row, stored).items() if key != "territory"}
    return merged(stored, given) if stored else EnterpriseEntry(**given)  # type: ignore[arg-type]


def identities(row: Values) -> list[tuple[str, ...]]:
    """What no other row of the sheet may share."""
    return [("code", text(row, "credit_code"))]

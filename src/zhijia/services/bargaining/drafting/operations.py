"""Edits of a draft, one after another; what two people write at once is lost by neither.

An edit locks the draft, is refused when a clause that it touches was changed since its maker looked, writes what it
changes under its own number, and leaves its record with the words of before and after.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from zhijia.engines.cases.flow import Turn, get_flow
from zhijia.engines.cases.opening import begin
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.services.bargaining.checks.drafts import check_writes
from zhijia.services.bargaining.drafting.edits import take_back
from zhijia.services.bargaining.drafting.sheet import (
    Change,
    ClauseText,
    Edited,
    Sheet,
    changes_between,
    places_of,
)
from zhijia.services.bargaining.events import DRAFT_EDITED
from zhijia.services.bargaining.models import Clause, ClauseTerm, Draft, DraftEdit
from zhijia.trail.record import NewEvent, Subject, record

CHANGED_SINCE = gettext_noop("您打开之后，这一条已被别人改过。请对照两种写法，再决定是否按您的写法保存。")
NEVER_SEEN = gettext_noop("这个页面的版本不对，请刷新后再改。")
NOBODY = gettext_noop("编写草案须通过岗位办理，请切换岗位。")
NOT_YOURS = gettext_noop("上一次修改是{who}做的，只能撤销自己刚做的修改。")
TERM = "term"
"""The edit that changes the term of the contract and no clause."""
UNDO = "undo"

Edit = Callable[[Sheet], Edited]


@dataclass(frozen=True, slots=True)
class Clash:
    """A clause that was changed meanwhile: as it was seen, as it is now (None: removed), and who changed it when."""

    seen: ClauseText
    current: ClauseText | None
    who: str
    at: datetime


class Outdated(Refused):
    """Somebody changed what the edit touches. Nothing was written; `clashes` shows both texts."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = clashes
        super().__init__(CHANGED_SINCE)


def load_sheet(draft: Draft) -> list[ClauseText]:
    """The clauses of a draft in order, with their values, in one query."""
    rows = draft.clauses.order_by("chapter", "position", "terms__field").values_list(
        "code", "chapter_title", "title", "body", "revision", "terms__field", "terms__value"
    )
    clauses = groupby(rows, key=lambda row: row[:5])
    return [
        ClauseText(code, chapter, title, body, {field: value for *_, field, value in terms if field}, revision)
        for (code, chapter, title, body, revision), terms in clauses
    ]


def sheet_from(clauses: Iterable[Clause], terms: Iterable[ClauseTerm]) -> list[ClauseText]:
    """The same from clauses in order and their terms, which were read together with something else."""
    values: dict[int, dict[str, int]] = {}
    for term in terms:
        values.setdefault(term.clause_id, {})[term.field] = term.value
    return [
        ClauseText(row.code, row.chapter_title, row.title, row.body, values.get(row.pk, {}), row.revision)
        for row in clauses
    ]


def values_seen(draft: Draft, *, base: int) -> dict[str, Mapping[str, int]]:
    """The values of each clause as they stood after edit `base`: what its maker left as it was is nobody's change."""
    now = {clause.code: clause.values for clause in load_sheet(draft)}
    return now | {clash.seen.code: clash.seen.values for clash in _clashes(draft, base=base)}


def operate(draft_id: int, verb: str, edit: Edit, *, turn: Turn, base: int) -> list[str]:
    """Make one edit; returns the codes it touched, none when nothing differs.

    `base` is the number of the last edit that the actor had seen. Raises `Outdated` when a touched clause was changed
    after it, `Refused` when actor, state or edit do not allow it.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft_id)
        check_writes(turn, draft)
        if base > draft.revision:
            raise Refused(NEVER_SEEN)
        before = load_sheet(draft)
        edited = _edited(draft, edit, before, base=base)
        changes = changes_between(before, edited)
        _check_unseen(draft, changes, base=base)
        if changes:
            _keep(draft, verb, [change.to_json() for change in changes], turn=turn)
            write_sheet(draft, before, edited.sheet, touched={change.code for change in changes})
            begin(get_flow(turn.case.kind), [(turn.case, turn.record)], now=turn.now)
    return [change.code for change in changes]


def undo(draft_id: int, *, turn: Turn, base: int) -> None:
    """Take back the last edit of a draft, which the same person made: an edit like others, which can be taken back too.

    Raises `Refused` when there is none, when somebody else made it, or when it is not the one that `base` had seen.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft_id)
        check_writes(turn, draft)
        last: DraftEdit | None = draft.edits.order_by("-seq").first()
        if last is None or base > draft.revision:
            raise Refused(NEVER_SEEN)
        if last.person_id != turn.actor.person_id:
            raise Refused(Sentence(NOT_YOURS, {"who": last.made_by}))
        if last.seq != base:
            raise Refused("您打开之后草案又有修改，请看过现在的写法再撤销。")
        if last.verb == TERM:
            days = {name: date.fromisoformat(day) for name, day in last.changes[0]["before"].items()}
            keep_term(draft, **days, turn=turn)
        else:
            operate(draft.pk, UNDO, lambda sheet: take_back(sheet, last.changes), turn=turn, base=base)


def write_sheet(draft: Draft, before: Sheet, after: Sheet, *, touched: Iterable[str]) -> None:
    """Bring the rows of a draft from one sheet to another; touched clauses carry the draft's revision."""
    changed = set(touched)
    places, old = places_of(after), places_of(before)
    draft.clauses.filter(code__in=[code for code in old if code not in places]).delete()
    rows = {row.code: row for row in draft.clauses.all()}
    for clause in after:
        if clause.code in changed or places[clause.code] != old.get(clause.code):
            row = rows.get(clause.code) or Clause(draft=draft, code=clause.code)
            row.chapter, row.position = places[clause.code]
            row.chapter_title, row.title, row.body = clause.chapter, clause.title, clause.body
            row.revision = draft.revision if clause.code in changed else clause.revision
            row.save()
            _write_values(row, clause)


def _write_values(row: Clause, clause: ClauseText) -> None:
    row.terms.exclude(field__in=clause.values).delete()
    ClauseTerm.objects.bulk_create(
        [ClauseTerm(clause=row, field=field, value=value) for field, value in clause.values.items()],
        update_conflicts=True,
        unique_fields=["clause", "field"],
        update_fields=["value"],
    )


def _edited(draft: Draft, edit: Edit, before: Sheet, *, base: int) -> Edited:
    """What the edit makes of the sheet; of a clause that is gone, who removed it and what it was."""
    try:
        return edit(before)
    except Refused as refused:
        gone = [clash for clash in _clashes(draft, base=base) if clash.current is None]
        if gone and draft.revision > base:
            raise Outdated(gone) from refused
        raise


def removed_since(draft: Draft, *, base: int) -> list[Clash]:
    """The clauses that were taken out after edit `base` and are not there now."""
    here = {clause.code for clause in load_sheet(draft)}
    return [clash for clash in _clashes(draft, base=base) if clash.current is None and clash.seen.code not in here]


def _check_unseen(draft: Draft, changes: Sequence[Change], *, base: int) -> None:
    outdated = {change.code for change in changes if change.before and change.before.revision > base}
    if outdated:
        raise Outdated([clash for clash in _clashes(draft, base=base) if clash.seen.code in outdated])


def _clashes(draft: Draft, *, base: int) -> list[Clash]:
    """Every clause that was changed after `base`: first as it was then, with its latest change."""
    found: dict[str, Clash] = {}
    for edit in draft.edits.filter(seq__gt=base).exclude(verb=TERM).order_by("seq"):
        for change in edit.changes:
            code = change["code"]
            after = ClauseText.of_content(code, change["after"]) if change["after"] else None
            seen = found[code].seen if code in found else _seen(code, change)
            if seen is not None:
                found[code] = Clash(seen, after, edit.made_by, edit.at)
    return list(found.values())


def _seen(code: str, change: dict[str, Any]) -> ClauseText | None:
    return ClauseText.of_content(code, change["before"]) if change["before"] else None


def keep_term(draft: Draft, *, term_from: date, term_to: date, turn: Turn) -> None:
    """Write another term down, as an edit that touches no clause."""
    before = {"term_from": draft.term_from.isoformat(), "term_to": draft.term_to.isoformat()}
    after = {"term_from": term_from.isoformat(), "term_to": term_to.isoformat()}
    if before == after:
        return
    draft.term_from, draft.term_to = term_from, term_to
    draft.save(update_fields=["term_from", "term_to"])
    _keep(draft, TERM, [{"code": "", "before": before, "after": after}], turn=turn)


def _keep(draft: Draft, verb: str, changes: Sequence[dict[str, Any]], *, turn: Turn) -> None:
    """The edit's record and its event; the words stay in the record, the log names the clauses."""
    if turn.actor.person_id is None or turn.actor.post is None:
        raise Refused(NOBODY)
    draft.revision += 1
    draft.save(update_fields=["revision"])
    DraftEdit.objects.create(
        draft=draft,
        seq=draft.revision,
        verb=verb,
        person_id=turn.actor.person_id,
        made_by=f"{turn.actor.name} · {turn.actor.post.label}"[:200],
        at=turn.now,
        changes=changes,
    )
    data = {"draft": draft.pk, "version": draft.version, "edit": draft.revision, "verb": verb}
    record(
        NewEvent(
            kind=DRAFT_EDITED.code,
            at=turn.now,
            doer=turn.actor.doer,
            subject=Subject("cases.case", turn.case.pk, str(turn.case)),
            from_state=turn.case.state,
            to_state=turn.case.state,
            data=data | {"clauses": [change["code"] for change in changes]},
        )
    )

"""Writing a draft: each act is one edit that names what its maker had seen. What a clause promises keeps the law's floor.

A promise below a floor that blocks is refused with the article, at its field; one that only warns is written, and shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.flow import Turn
from zhijia.law.verdicts import refuse
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.checks.drafts import check_writes
from zhijia.services.bargaining.checks.law import law_of_draft
from zhijia.services.bargaining.drafting import edits
from zhijia.services.bargaining.drafting.edits import Written
from zhijia.services.bargaining.drafting.operations import TERM, keep_term, load_sheet, operate, undo, values_seen
from zhijia.services.bargaining.drafting.sheet import Sheet
from zhijia.services.bargaining.models import Bargaining, Draft
from zhijia.services.bargaining.rules.floors import judge_promises


@dataclass(frozen=True)
class Hand:
    """Who writes which draft when, and the number of the last edit that was seen."""

    draft: Draft
    bargaining: Bargaining
    actor: Actor
    now: datetime
    base: int

    @property
    def turn(self) -> Turn:
        return Turn(self.bargaining.case, self.bargaining, self.actor, self.now, local_day(self.now))


def can_write(draft: Draft, bargaining: Bargaining, *, actor: Actor, now: datetime) -> bool:
    """Whether this actor may change this draft now."""
    try:
        check_writes(Hand(draft, bargaining, actor, now, 0).turn, draft)
    except Refused:
        return False
    return True


def write_clause(hand: Hand, code: str, written: Written) -> None:
    """Change the words and values of a clause."""
    before = {clause.code: clause.values for clause in load_sheet(hand.draft)}.get(code, {})
    _refuse_below_floor(hand, before, written.values)
    operate(hand.draft.pk, "write", lambda sheet: edits.rewrite(sheet, code, written), turn=hand.turn, base=hand.base)


def fill_terms(hand: Hand, values: Mapping[str, Mapping[str, int]]) -> None:
    """Fill in the terms of many clauses in one edit: all of them or none. What was left as it was is not touched."""
    for refused in _fill(hand, values, keeps_rest=False):
        raise refused


def fill_what_holds(hand: Hand, values: Mapping[str, Mapping[str, int]]) -> list[Refused]:
    """Fill in the terms that keep the law's floor; the others stay as they were and come back, each refused at its field."""
    return _fill(hand, values, keeps_rest=True)


def _fill(hand: Hand, values: Mapping[str, Mapping[str, int]], *, keeps_rest: bool) -> list[Refused]:
    seen = values_seen(hand.draft, base=hand.base)
    changed = {code: dict(filled) for code, filled in values.items() if dict(seen.get(code, {})) != dict(filled)}
    refusals: list[Refused] = []
    for code, filled in changed.items():
        before = seen.get(code, {})
        for field, refused in _below_floor(hand, before, filled, prefix=f"{code}__").items():
            refusals.append(refused)
            del filled[field]
            filled |= {field: before[field]} if field in before else {}
    if keeps_rest or not refusals:
        operate(hand.draft.pk, "fill", lambda sheet: edits.fill(sheet, changed), turn=hand.turn, base=hand.base)
    return refusals


def add_clause(hand: Hand, after: str, written: Written) -> str:
    """A new clause; returns its code."""
    _refuse_below_floor(hand, {}, written.values)
    done = operate(hand.draft.pk, "add", lambda sheet: edits.add(sheet, after, written), turn=hand.turn, base=hand.base)
    return done[0]


def take_clause(hand: Hand, source: Sheet, code: str) -> None:
    """Bring a clause of another text in."""
    operate(hand.draft.pk, "take", lambda sheet: edits.take(sheet, source, code), turn=hand.turn, base=hand.base)


def remove_clause(hand: Hand, code: str) -> None:
    operate(hand.draft.pk, "remove", lambda sheet: edits.remove(sheet, code), turn=hand.turn, base=hand.base)


def shift_clause(hand: Hand, code: str, by: int) -> None:
    operate(hand.draft.pk, "shift", lambda sheet: edits.shift(sheet, code, by), turn=hand.turn, base=hand.base)


def undo_last(hand: Hand) -> None:
    """Take back the last edit, one's own."""
    undo(hand.draft.pk, turn=hand.turn, base=hand.base)


def change_term(hand: Hand, *, term_from: date, term_to: date) -> None:
    """Another first or last day of the contract. The clauses are judged by the law of the new dates from then on."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=hand.draft.pk)
        check_writes(hand.turn, draft)
        if draft.edits.filter(seq__gt=hand.base, verb=TERM).exists():
            words = {"first": draft.term_from, "last": draft.term_to}
            raise Refused(Sentence("合同期限刚被别人改为{first}至{last}，请核对后再改。", words))
        keep_term(draft, term_from=term_from, term_to=term_to, turn=hand.turn)


def _refuse_below_floor(hand: Hand, before: Mapping[str, int], values: Mapping[str, int]) -> None:
    for refused in _below_floor(hand, before, values).values():
        raise refused


def _below_floor(
    hand: Hand, before: Mapping[str, int], values: Mapping[str, int], *, prefix: str = ""
) -> dict[str, Refused]:
    """FL-01 … FL-10 for the values that this edit changes: the refusal of each that breaks one, by field."""
    law = law_of_draft(hand.draft, place=hand.bargaining.case.place, today=hand.turn.today)
    changed = {field: value for field, value in values.items() if before.get(field) != value}
    refusals = {}
    for field, verdicts in judge_promises(changed, law).items():
        try:
            refuse(verdicts, field=f"t_{prefix}{field}")
        except Refused as refused:
            refusals[field] = refused
    return refusals

"""One row by itself: whether something may still be done with it, and its verdict as the register stands now."""

from datetime import datetime

import polars as pl

from zhijia.organisation.models import Roster, RosterPiece, RosterRow
from zhijia.organisation.models.rosters import RosterState, RosterVerdict
from zhijia.organisation.rosters.findings import Told
from zhijia.organisation.rosters.judging import judge_one
from zhijia.organisation.rosters.staging import staged
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.intake.examining import Examiner
from zhijia.services.organising.intake.reading import ROW
from zhijia.services.organising.intake.steps import JUDGED, mark_given_addresses

OPEN = (RosterState.CHECKED, RosterState.APPLIED)
"""Where a roster stands whose rows are dealt with one by one."""


def is_mendable(row: RosterRow, state: str) -> bool:
    """Whether it went back and the roster stands where it may be tried again."""
    return state in OPEN and row.verdict == RosterVerdict.REFUSED and not row.is_done


def is_decidable(row: RosterRow, state: str) -> bool:
    """Whether it is in conflict and may be decided: until the entry also anew, afterwards once."""
    is_open = state == RosterState.CHECKED or (state == RosterState.APPLIED and not row.decision)
    return is_open and row.verdict == RosterVerdict.CONFLICT and not row.is_done


def has_cells(roster: Roster, row: RosterRow) -> bool:
    """Whether what stands in it is still kept."""
    return roster.pieces.filter(number=row.piece).exclude(content=None).exists()


def judge_anew(
    roster: Roster, piece: RosterPiece, one: pl.DataFrame, actor: Actor, *, most: int, now: datetime
) -> pl.DataFrame:
    """Judge the one row of this frame; answers what was read in it. Raises the database's refusal: allowance used up."""
    number = one[ROW].item()
    examined = Examiner.of(roster, actor, now=now).examine(one)
    with staged(examined.select(JUDGED)):
        judge_one(roster, piece.number, number, most=most)
    mark_given_addresses(roster, one, examined)
    _refuse_twin(roster, number)
    return examined


def _refuse_twin(roster: Roster, number: int) -> None:
    """Another row with its number was there before it, unless that one went back because of this one."""
    row = RosterRow.objects.get(roster=roster, row_no=number)
    if row.id_index is None:
        return
    others = RosterRow.objects.filter(roster=roster, id_index=bytes(row.id_index)).exclude(row_no=number)
    twin = others.exclude(verdict=RosterVerdict.REFUSED, twin=number).order_by("row_no").first()
    if twin is not None:
        told = Told.TWICE if twin.name == row.name else Told.TWO_NAMES
        row.verdict, row.twin, row.findings = RosterVerdict.REFUSED, twin.row_no, row.findings | told.bit
        row.save(update_fields=["verdict", "twin", "findings"])

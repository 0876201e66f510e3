"""One row that went back, corrected on the page and tried again: its cells are replaced, and it is judged as if it had come so.

Before the roster is entered the row waits with the others; afterwards it is entered at once.
"""

from collections.abc import Mapping
from datetime import datetime

import polars as pl
from django.db import DatabaseError, transaction

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.charge import check_in_charge
from zhijia.organisation.models import Roster, RosterPiece, RosterRow
from zhijia.organisation.models.rosters import RosterState
from zhijia.organisation.recording import event_about
from zhijia.organisation.rosters.quota import USED_UP, matches_a_day
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.intake.columns import BY_KEY
from zhijia.services.organising.intake.pieces import HELD, frame_of, piece_of, replace_frame, span_of
from zhijia.services.organising.intake.reading import ROW
from zhijia.services.organising.intake.singly import has_cells, is_mendable, judge_anew
from zhijia.services.organising.intake.steps import enter_rows
from zhijia.trail.record import record

GONE = gettext_noop("这一行已经不是退回的行，请刷新页面。")


def row_to_mend(roster: Roster, number: int) -> RosterRow | None:
    """The row with this number, if it went back, may be tried again and its cells are still kept."""
    row = RosterRow.objects.filter(roster=roster, row_no=number).first()
    return row if row is not None and is_mendable(row, roster.state) and has_cells(roster, row) else None


def cells_of(roster: Roster, row: RosterRow) -> dict[str, str]:
    """What stands in the row, by the keys that the roster's columns have."""
    piece = RosterPiece.objects.defer(*HELD).get(roster=roster, number=row.piece)
    (cells,) = frame_of(piece).filter(pl.col(ROW) == row.row_no).iter_rows(named=True)
    return {key: cells[f"c{at}"] or "" for key, at in roster.mapping.items()}


def amend_row(roster: Roster, actor: Actor, number: int, given: Mapping[str, str], *, now: datetime) -> RosterRow:
    """Replace the cells of a row that went back and judge it again; answers it as it stands now.

    Raises `Refused`: who is in charge, state, the day's allowance used up.
    """
    try:
        with transaction.atomic():
            return _amend(roster.pk, actor, number, given, now=now)
    except DatabaseError as error:
        if USED_UP not in str(error):
            raise
    most = matches_a_day(actor.post.place if actor.post else "", now=now)
    raise Refused(Sentence("一个岗位一天最多比对 {n} 个证件号码，今天已用完；请明天继续核对。", {"n": most}))


def _amend(roster_id: int, actor: Actor, number: int, given: Mapping[str, str], *, now: datetime) -> RosterRow:
    roster = Roster.objects.select_for_update().get(pk=roster_id)
    check_in_charge(actor, roster)
    row = row_to_mend(roster, number)
    if row is None:
        raise Refused(GONE)
    piece = piece_of(roster, row.piece)
    before = frame_of(piece)
    frame = _with_cells(before, number, {roster.mapping[key]: text for key, text in given.items()})
    replace_frame(piece, frame)
    one = frame.filter(pl.col(ROW) == number)
    most = matches_a_day(actor.post.place if actor.post else "", now=now)
    examined = judge_anew(roster, piece, one, actor, most=most, now=now)
    was, is_now = (cells.filter(pl.col(ROW) == number).row(0, named=True) for cells in (before, frame))
    changed = [BY_KEY[key].label for key, at in roster.mapping.items() if was[f"c{at}"] != is_now[f"c{at}"]]
    record(event_about(roster, events.ROSTER_AMENDED, actor=actor, now=now, data={"row": number, "columns": changed}))
    if roster.state == RosterState.APPLIED:
        enter_rows(roster, piece.number, span_of(one), lambda: examined, actor, now=now)
    return RosterRow.objects.get(roster=roster, row_no=number)


def _with_cells(frame: pl.DataFrame, number: int, cells: Mapping[int, str]) -> pl.DataFrame:
    is_it = pl.col(ROW) == number
    return frame.with_columns(
        pl.when(is_it).then(pl.lit(text)).otherwise(pl.col(f"c{at}")).alias(f"c{at}") for at, text in cells.items()
    )

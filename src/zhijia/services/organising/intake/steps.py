"""The steps of a piece, each a transaction: check it, enter it. Done again after a kill, a finished step does nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import polars as pl

from zhijia.organisation import events
from zhijia.organisation.actions.memberships.joining import new_card_numbers
from zhijia.organisation.charge import check_in_charge
from zhijia.organisation.models import Person, Roster, RosterPiece, RosterRow
from zhijia.organisation.models.rosters import PieceState, RosterVerdict
from zhijia.organisation.rosters.entering import (
    Entry,
    change_known,
    employ_known,
    enter_new,
    finish_rows,
    open_memberships,
)
from zhijia.organisation.rosters.findings import REFUSING, Told
from zhijia.organisation.rosters.judging import judge_again, judge_staged, mark_addresses
from zhijia.organisation.rosters.quota import matches_a_day
from zhijia.organisation.rosters.spans import Span, Wanted, announce, rows_elsewhere, wanted_rows
from zhijia.organisation.rosters.staging import staged
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.searching import sort_key_of
from zhijia.organisation.writing import commit_without_waiting, reserve_ids
from zhijia.services.organising.intake.examining import Examiner
from zhijia.services.organising.intake.pieces import examined_of, frame_of, keep_examined, piece_of, span_of
from zhijia.services.organising.intake.reading import ROW
from zhijia.services.organising.intake.sealing import sealed
from zhijia.services.organising.intake.telling import told_of
from zhijia.services.organising.intake.tidying import FINDINGS
from zhijia.services.organising.intake.transferring import transfer_rows
from zhijia.services.organising.joining.inviting import Invited, invite
from zhijia.trail.alike import Alike, Subjects, record_alike

Examine = Callable[[], pl.DataFrame]
JUDGED = (
    "row_no", "findings", "name", "id_kind", "id_index", "phone_index", "sex", "born_on", "ethnicity",
    "political_status", "education", "household_kind", "is_migrant", "is_dispatched", "is_new_form", "union_id",
    "group_id", "enterprise_id", "from_on",
)  # fmt: skip
ENTERED = (
    *JUDGED, "is_new", "person_id", "sort_key", "card", "id_number", "phone", "address", "employed_on", "approved_on",
    "joined_on",
)  # fmt: skip
WANTED = {ROW: pl.Int64, "is_new": pl.Boolean, "person_id": pl.Int64, FINDINGS: pl.Int64}
BASIS = "会员名册导入 {number}"
ALREADY_COUNTED = 2**31 - 1
"""The allowance for numbers that were counted against the day's when they were checked."""


def check_piece(roster_id: int, number: int, actor: Actor, *, now: datetime) -> None:
    """Give every row of a piece its verdict."""
    with scoped(actor):
        roster, piece = _claim(roster_id, number, actor)
        if piece.state != PieceState.READ:
            return
        frame, examiner = frame_of(piece), Examiner.of(roster, actor, now=now)
        rows = examiner.examine(frame)
        with staged(rows.select(JUDGED)):
            known = judge_staged(roster, number, most=matches_a_day(_place(actor), now=now))
        if known:
            mark_given_addresses(roster, frame, rows)
        keep_examined(piece, rows, str(examiner.yardstick))
        _finish(piece, PieceState.CHECKED)


def enter_piece(roster_id: int, number: int, actor: Actor, *, now: datetime) -> None:
    """Enter the rows of a piece that are new, changed, or in conflict and decided for."""
    with scoped(actor):
        roster, piece = _claim(roster_id, number, actor)
        if piece.state != PieceState.CHECKED:
            return
        examiner = Examiner.of(roster, actor, now=now)
        kept = examined_of(piece, str(examiner.yardstick))
        rows = frame_of(piece) if kept is None else kept
        examine = partial(examiner.examine if kept is None else examiner.examine_again, rows)
        enter_rows(roster, number, span_of(rows), examine, actor, now=now)
        _finish(piece, PieceState.APPLIED, examined=None)


def enter_rows(roster: Roster, number: int, span: Span, examine: Examine, actor: Actor, *, now: datetime) -> None:
    """Enter of these rows of a piece those that are to be entered, and ask those who are kept elsewhere.

    `examine` says what stands in the rows, if there is any to enter or to ask.
    """
    wanted = wanted_rows(roster.pk, span)
    if wanted or rows_elsewhere(roster.pk, span):
        examined = examine()
        _enter(roster, number, examined, wanted, actor, now=now)
        _invite(roster, rows_elsewhere(roster.pk, span), examined, actor, now=now)


def mark_given_addresses(roster: Roster, frame: pl.DataFrame, rows: pl.DataFrame) -> None:
    """Of these rows, examined, note those that change an address."""
    given = rows.filter((pl.col("address") != "") & pl.col("id_index").is_not_null())
    mark_addresses(roster, span_of(frame), dict(given.select(ROW, "address").iter_rows()))


def _enter(
    roster: Roster, number: int, examined: pl.DataFrame, wanted: Sequence[Wanted], actor: Actor, *, now: datetime
) -> None:
    """What was found when the rows were checked stands; what would refuse a row today makes it stale."""
    table = pl.DataFrame(wanted, schema=WANTED, orient="row")
    today = examined.rename({FINDINGS: "today"}).with_columns(pl.col("today") & REFUSING)
    rows = today.join(table, on=ROW, how="inner")
    stale = rows.filter(pl.col("today") != 0)[ROW].to_list()
    basis = BASIS.format(number=roster.pk)
    stale += transfer_rows(rows.filter(pl.col("today") == 0), actor, basis=basis, now=now)
    rows = _with_ids(rows.filter(~pl.col(ROW).is_in(stale)))
    with staged(sealed(rows).select(ENTERED)):
        entries = enter_new(basis=basis)
        known = rows.filter(~pl.col("is_new"))["person_id"].to_list()
        if known:
            change_known(roster.pk, basis=basis)
            memberships, employments = open_memberships(known), employ_known()
            entries |= {person: Entry(memberships.get(person), employments.get(person)) for person in known}
    came_in = pl.col("person_id").is_in(list(entries))
    _record(roster, rows.filter(came_in), entries, actor, now=now)
    _refuse(roster, stale)
    _judge_again(roster, number, rows.filter(~came_in))


def _judge_again(roster: Roster, number: int, taken: pl.DataFrame) -> None:
    """The numbers of these rows were registered after the check: they are matched once more."""
    if not taken.is_empty():
        with staged(taken.select(JUDGED)):
            judge_again(roster, number, taken[ROW].to_list(), most=ALREADY_COUNTED)


def _with_ids(rows: pl.DataFrame) -> pl.DataFrame:
    """New people get their ids now, because ciphertexts are bound to them, and cards for those who may have none.

    Cards go by the order of the sheet, ids by the order in which the door writes people, so that indexes grow at their end.
    """
    cards = pl.Series("card", list(new_card_numbers(rows.height)), dtype=pl.String)
    rows = rows.with_columns(cards).sort("id_index")
    is_new = rows["is_new"].to_list()
    ids = iter(reserve_ids(Person, sum(is_new)))
    people = [next(ids) if new else known for new, known in zip(is_new, rows["person_id"].to_list(), strict=True)]
    names = {name: sort_key_of(name) for name in rows["name"].unique()}
    return rows.with_columns(
        pl.Series("person_id", people, dtype=pl.Int64),
        pl.col("name").replace_strict(names, default="", return_dtype=pl.String).alias("sort_key"),
    )


def _record(roster: Roster, rows: pl.DataFrame, entries: Mapping[int, Entry], actor: Actor, *, now: datetime) -> None:
    """One event about each person who came in or was changed; the row keeps which."""
    if rows.is_empty():
        return
    people = rows["person_id"].to_list()
    memberships, employments = zip(*(entries[person] for person in people), strict=True)
    told = rows.with_columns(pl.Series("membership", memberships, dtype=pl.Int64))
    subjects = Subjects(people, rows["name"].to_list(), told_of(told, roster).to_list())
    alike = Alike(events.MEMBER_IMPORTED, now, actor.doer, "organisation.person")
    finish_rows(roster.pk, rows[ROW].to_list(), people, employments, record_alike(alike, subjects))


def _invite(roster: Roster, numbers: Sequence[int], rows: pl.DataFrame, actor: Actor, *, now: datetime) -> None:
    """Whoever is kept by a union elsewhere is asked herself, once."""
    named = rows.filter(pl.col(ROW).is_in(numbers) & pl.col("id_index").is_not_null())
    invited = [Invited(*row) for row in named.select("union_id", "id_kind", "id_index").iter_rows()]
    invite(roster, invited, actor, now=now)
    RosterRow.objects.filter(roster=roster, row_no__in=numbers).update(is_done=True)


def _refuse(roster: Roster, numbers: Sequence[int]) -> None:
    """Rows whose ground has changed since they were checked go back."""
    rows = RosterRow.objects.filter(roster=roster, row_no__in=numbers)
    for row in rows:
        row.verdict, row.findings, row.is_done = RosterVerdict.REFUSED, row.findings | Told.CHANGED_SINCE.bit, False
    RosterRow.objects.bulk_update(rows, ["verdict", "findings", "is_done"], batch_size=1000)


def _claim(roster_id: int, number: int, actor: Actor) -> tuple[Roster, RosterPiece]:
    """The piece, locked: whoever comes second finds its step done."""
    roster = Roster.objects.select_related("union").get(pk=roster_id)
    check_in_charge(actor, roster)
    commit_without_waiting()
    announce(roster_id)
    return roster, piece_of(roster, number)


def _finish(piece: RosterPiece, state: str, **other: Any) -> None:
    RosterPiece.objects.filter(pk=piece.pk).update(state=state, **other)


def _place(actor: Actor) -> str:
    return actor.post.place if actor.post else ""

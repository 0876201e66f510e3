"""The steps of a piece, each a transaction: check it, enter it. Done again after a kill, a finished step does nothing."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl
from django.db import connection
from django.db.models import F

from zhijia.organisation import events
from zhijia.organisation.actions.memberships.joining import new_card_numbers
from zhijia.organisation.models import Person, Roster, RosterPiece, RosterRow
from zhijia.organisation.models.rosters import Decision, PieceState, RosterVerdict
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.rosters.entering import change_known, employ_staged, enter_new, open_memberships
from zhijia.organisation.rosters.findings import REFUSING, Told, changes_in
from zhijia.organisation.rosters.judging import judge_again, judge_staged, mark_addresses
from zhijia.organisation.rosters.quota import matches_a_day
from zhijia.organisation.rosters.staging import staged
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.searching import sort_key_of
from zhijia.organisation.writing import reserve_ids
from zhijia.services.organising.intake.examining import Examiner
from zhijia.services.organising.intake.pieces import frame_of
from zhijia.services.organising.intake.reading import ROW
from zhijia.services.organising.intake.sealing import sealed
from zhijia.services.organising.intake.tidying import FINDINGS
from zhijia.services.organising.intake.transferring import transfer_rows
from zhijia.services.organising.joining.inviting import Invited, invite
from zhijia.trail.alike import About, Alike, record_alike

JUDGED = (
    "row_no", "findings", "name", "id_kind", "id_index", "phone_index", "sex", "born_on", "ethnicity",
    "political_status", "education", "household_kind", "is_migrant", "is_dispatched", "is_new_form", "union_id",
    "group_id", "enterprise_id", "from_on",
)  # fmt: skip
ENTERED = (
    *JUDGED, "is_new", "person_id", "sort_key", "card", "id_number", "phone", "address", "employed_on", "approved_on",
    "joined_on",
)  # fmt: skip
BASIS = "会员名册导入 {number}"
ALREADY_COUNTED = 2**31 - 1
"""The allowance for numbers that were counted against the day's when they were checked."""


def check_piece(roster_id: int, number: int, actor: Actor, *, now: datetime) -> None:
    """Give every row of a piece its verdict."""
    with scoped(actor):
        roster, piece = _claim(roster_id, number, actor)
        if piece.state != PieceState.READ:
            return
        rows = Examiner.of(roster, actor, now=now).examine(frame_of(piece))
        with staged(rows.select(JUDGED)):
            judge_staged(roster, number, most=matches_a_day(_place(actor), now=now))
        given = rows.filter((pl.col("address") != "") & pl.col("id_index").is_not_null())
        mark_addresses(roster, dict(given.select(ROW, "address").iter_rows()))
        _finish(piece, PieceState.CHECKED)


def enter_piece(roster_id: int, number: int, actor: Actor, *, now: datetime) -> None:
    """Enter the rows of a piece that are new, changed, or in conflict and decided for."""
    with scoped(actor):
        roster, piece = _claim(roster_id, number, actor)
        if piece.state != PieceState.CHECKED:
            return
        wanted = _wanted(roster, number)
        examined = Examiner.of(roster, actor, now=now).examine(frame_of(piece))
        rows = (
            examined.drop(FINDINGS)
            .join(wanted, on=ROW, how="inner")
            .join(examined.select(ROW, fresh=pl.col(FINDINGS) & REFUSING), on=ROW)
        )
        stale = rows.filter(pl.col("fresh") != 0)[ROW].to_list()
        _enter(roster, number, rows.filter(pl.col("fresh") == 0), stale, actor, now=now)
        _invite(roster, number, examined, actor, now=now)
        _finish(piece, PieceState.APPLIED)


def _enter(roster: Roster, number: int, rows: pl.DataFrame, stale: list[int], actor: Actor, *, now: datetime) -> None:
    basis = BASIS.format(number=roster.pk)
    stale += transfer_rows(rows, actor, basis=basis, now=now)
    rows = _with_ids(rows.filter(~pl.col(ROW).is_in(stale)))
    with staged(sealed(rows).select(ENTERED)):
        memberships = enter_new(basis=basis)
        known = rows.filter(~pl.col("is_new"))["person_id"].to_list()
        if known:
            change_known(roster.pk, basis=basis)
            memberships |= open_memberships(known)
        people = sorted({*memberships, *known})
        if rows["enterprise_id"].count():
            employ_staged(roster.pk, people)
    came_in = pl.col("person_id").is_in(people)
    _record(roster, rows.filter(came_in), memberships, actor, now=now)
    _refuse(roster, stale)
    _judge_again(roster, number, rows.filter(~came_in))


def _judge_again(roster: Roster, number: int, taken: pl.DataFrame) -> None:
    """The numbers of these rows were registered after the check: they are matched once more."""
    if not taken.is_empty():
        with staged(taken.select(JUDGED)):
            judge_again(roster, number, taken[ROW].to_list(), most=ALREADY_COUNTED)


def _with_ids(rows: pl.DataFrame) -> pl.DataFrame:
    """New people get their ids now, because ciphertexts are bound to them, and cards for those who may have none."""
    is_new = rows["is_new"].to_list()
    ids = iter(reserve_ids(Person, sum(is_new)))
    cards = iter(new_card_numbers(rows.height))
    people = [next(ids) if new else known for new, known in zip(is_new, rows["person_id"].to_list(), strict=True)]
    names = {name: sort_key_of(name) for name in rows["name"].unique()}
    return rows.with_columns(
        pl.Series("person_id", people, dtype=pl.Int64),
        pl.Series("card", list(cards), dtype=pl.String),
        pl.col("name").replace_strict(names, default="", return_dtype=pl.String).alias("sort_key"),
    )


def _record(roster: Roster, rows: pl.DataFrame, memberships: dict[int, int], actor: Actor, *, now: datetime) -> None:
    """One event about each person who came in or was changed; the row keeps which."""
    alike = Alike(events.MEMBER_IMPORTED, now, actor.doer, "organisation.person")
    told = rows.select("person_id", "name", ROW, "is_new", FINDINGS, "union_id", "union", "group", "from_on")
    subjects = [_about(roster, memberships, *row) for row in told.iter_rows()]
    ids = record_alike(alike, subjects)
    with connection.cursor() as cursor:
        cursor.execute(DONE, [rows[ROW].to_list(), rows["person_id"].to_list(), ids, roster.pk])


DONE = """
    UPDATE organisation_rosterrow r SET is_done = true, person_id = w.person, event_id = w.event
      FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS w (row_no, person, event)
     WHERE r.roster_id = %s AND r.row_no = w.row_no
"""


def _about(roster: Roster, memberships: dict[int, int], *row: object) -> About:
    person, name, number, is_new, findings, union_id, union, group, since = row
    data = {
        "roster": roster.pk,
        "row": number,
        "membership": memberships.get(person),  # type: ignore[call-overload]
        "union": union_id,
        "union_name": union or (roster.union.name if roster.union else ""),
        "group_name": group,
        "from_on": str(since),
        "fields": [] if is_new else changes_in(findings),  # type: ignore[arg-type]
    }
    return About(person, name, {key: value for key, value in data.items() if value not in (None, "", [])})  # type: ignore[arg-type]


def _invite(roster: Roster, number: int, rows: pl.DataFrame, actor: Actor, *, now: datetime) -> None:
    """Whoever is kept by a union elsewhere is asked herself, once."""
    elsewhere = RosterRow.objects.annotate(bits=F("findings").bitand(Told.ELSEWHERE.bit)).exclude(bits=0)
    waiting = elsewhere.filter(roster=roster, piece=number, verdict=RosterVerdict.REFUSED, is_done=False, twin=None)
    numbers = list(waiting.order_by("row_no").values_list("row_no", flat=True))
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


def _wanted(roster: Roster, number: int) -> pl.DataFrame:
    rows = RosterRow.objects.filter(roster=roster, piece=number, is_done=False)
    taken = rows.filter(verdict__in=(RosterVerdict.NEW, RosterVerdict.CHANGED)) | rows.filter(
        verdict=RosterVerdict.CONFLICT, decision=Decision.TAKE
    )
    found = list(taken.values_list("row_no", "verdict", "person_id", "findings"))
    return pl.DataFrame(
        [(row_no, person is None, person, findings) for row_no, _, person, findings in found],
        schema={ROW: pl.Int64, "is_new": pl.Boolean, "person_id": pl.Int64, FINDINGS: pl.Int64},
        orient="row",
    )


def _claim(roster_id: int, number: int, actor: Actor) -> tuple[Roster, RosterPiece]:
    """The piece, locked: whoever comes second finds its step done."""
    roster = Roster.objects.select_related("union").get(pk=roster_id)
    check_administer(actor, roster.path)
    return roster, RosterPiece.objects.select_for_update().get(roster=roster, number=number)


def _finish(piece: RosterPiece, state: str) -> None:
    piece.state = state
    piece.save(update_fields=["state"])


def _place(actor: Actor) -> str:
    return actor.post.place if actor.post else ""

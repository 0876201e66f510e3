"""Rosters in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.masks import mask_id_number, mask_phone
from zhijia.lib.normalise import half_width
from zhijia.lib.phrases import listed
from zhijia.lib.typed import whole_number
from zhijia.organisation.models import Roster, RosterRow
from zhijia.organisation.models.rosters import Decision, PieceState, RosterState, RosterVerdict
from zhijia.organisation.models.unions import GRASSROOTS_KINDS
from zhijia.organisation.rosters.findings import CONFLICTS, REFUSING, UNREAD, Told, changes_in, sentences_of
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.intake.columns import MOST_OF_HEAD
from zhijia.services.organising.intake.deciding import SEVERAL, conflicts_of
from zhijia.services.organising.intake.queries import (
    PAGE,
    counts_of,
    erased_at,
    first_cells,
    page_of,
    registered_of,
    rows_in,
)
from zhijia.services.organising.intake.singly import is_decidable, is_mendable
from zhijia.services.organising.intake.undoing import is_undoable
from zhijia.ui.components import Chip, Column, Step, url_with

BADGES = {
    RosterVerdict.NEW: "ok",
    RosterVerdict.CHANGED: "near",
    RosterVerdict.SAME: "",
    RosterVerdict.CONFLICT: "behind",
    RosterVerdict.REFUSED: "late",
}
BUSY = (RosterState.UPLOADED, RosterState.CHECKING, RosterState.APPLYING, RosterState.UNDOING)
JUDGED = (
    RosterState.CHECKED, RosterState.APPLYING, RosterState.APPLIED, RosterState.UNDOING, RosterState.UNDONE,
)  # fmt: skip
DONE_IN = {
    RosterState.CHECKING: PieceState.CHECKED,
    RosterState.APPLYING: PieceState.APPLIED,
    RosterState.UNDOING: PieceState.UNDONE,
}
CELLS = {
    Told.NO_NAME: "name",
    Told.NOT_YET_BORN: "born_on",
    Told.TOO_OLD: "born_on",
    Told.BORN_DIFFERS: "born_on",
    Told.DAY_AHEAD: "from_on",
    Told.BEFORE_APPROVAL: "from_on",
    Told.NO_DAY: "from_on",
    Told.OVERLAPS: "from_on",
    Told.NO_UNION: "union",
    Told.SEVERAL_UNIONS: "union",
    Told.TAKES_NOBODY: "union",
    Told.NOT_YOURS: "union",
    Told.NO_GROUP: "group",
    Told.CREDIT_CODE: "employer_code",
    Told.CHANGED_SINCE: "",
}
"""Which cell a refusal is about, where it is not the number."""
LONG_NUMBER = re.compile(r"[0-9]{14,17}[0-9Xx]")
PHONE_NUMBER = re.compile(r"1[0-9]{10}")


@dataclass(frozen=True)
class RosterLine:
    """A roster in the list."""

    pk: int
    filename: str
    state: str
    who: str
    at: datetime


@dataclass(frozen=True)
class RowLine:
    """A row with its verdict."""

    number: int
    name: str
    verdict: str
    badge: str
    reasons: Sequence[str]
    decision: str
    is_open: bool
    person_url: str
    amend_url: str


@dataclass(frozen=True)
class ConflictLine:
    """Undecided rows of one kind of conflict. Without `kind` no rule decides them."""

    kind: str
    words: str
    count: int


@dataclass(frozen=True)
class RosterPage:
    """Everything on the page of a roster. `state` is the state's value; `done` of `total` rows have had the present step."""

    line: RosterLine
    state: str
    steps: Sequence[Step]
    problem: str
    is_busy: bool
    may_undo: bool
    total: int
    done: int
    to_do: int
    back: int
    kept: int
    undone_at: datetime | None
    erased_at: datetime | None
    chips: Sequence[Chip]
    conflicts: Sequence[ConflictLine]
    undecided: int
    columns: Sequence[Column]
    rows: Sequence[RowLine]
    next_url: str
    sample_columns: Sequence[Column]
    sample: Sequence[tuple[int, Sequence[str]]]


def present_rosters(rosters: Sequence[Roster]) -> list[RosterLine]:
    return [_line(roster) for roster in rosters]


def present_roster(roster: Roster, *, verdict: str, after: str, now: datetime) -> RosterPage:
    """Read the page."""
    state, known = RosterState(roster.state), verdict if verdict in RosterVerdict.values else ""
    counts = counts_of(roster) if state in JUDGED else {}
    rows = page_of(roster, verdict=known, after=whole_number(after) or 0) if counts else []
    registered = registered_of(rows[:PAGE])
    progress = rows_in(roster)
    is_read = state in (RosterState.READ, RosterState.CHECKED)
    has_time = state == RosterState.CHECKED or is_undoable(roster, now=now)
    return RosterPage(
        line=_line(roster),
        state=state.value,
        steps=_steps(state),
        problem=roster.problem,
        is_busy=state in BUSY and not roster.problem,
        may_undo=state == RosterState.APPLIED and has_time,
        total=roster.total,
        done=progress.get(DONE_IN[state], 0) if state in DONE_IN else 0,
        to_do=counts.get(RosterVerdict.NEW, 0) + counts.get(RosterVerdict.CHANGED, 0) + _decided(roster, state),
        back=counts.get(RosterVerdict.REFUSED, 0) + counts.get(RosterVerdict.CONFLICT, 0),
        kept=roster.rows.filter(is_done=True, event_id__isnull=False).count() if state == RosterState.UNDONE else 0,
        undone_at=roster.undone_at if state == RosterState.UNDONE else None,
        erased_at=erased_at(roster) if _may_be_erased(state, has_time=has_time) else None,
        chips=_chips(roster, counts, known) if counts else [],
        conflicts=_conflicts(roster) if state == RosterState.CHECKED and counts.get(RosterVerdict.CONFLICT) else [],
        undecided=roster.rows.filter(verdict=RosterVerdict.CONFLICT, decision="", is_done=False).count()
        if state == RosterState.APPLIED and has_time and counts.get(RosterVerdict.CONFLICT)
        else 0,
        columns=[
            Column(_("行号"), "num", is_number=True),
            Column(_("姓名"), "name"),
            Column(_("结果"), "short"),
            Column(_("情况")),
            Column(_("处理"), "long"),
        ],
        rows=[_row(row, state, registered, has_cells=has_time) for row in rows[:PAGE]],
        next_url=_next(roster, rows, known),
        sample_columns=[Column(head[:MOST_OF_HEAD], "name") for head in roster.header],
        sample=_sample(roster) if is_read else [],
    )


def initial_mapping(roster: Roster, actor: Actor) -> dict[str, object]:
    """The form of the columns as they were guessed or confirmed; who works for an enterprise's union brings people in there."""
    chosen: dict[str, object] = {f"column_{key}": str(at) for key, at in roster.mapping.items()}
    own = actor.post.union_id if actor.post and actor.post.union_kind in GRASSROOTS_KINDS else None
    return chosen | {"union": roster.union_id or own, "approved_on": roster.approved_on}


def _line(roster: Roster) -> RosterLine:
    return RosterLine(
        pk=roster.pk,
        filename=roster.filename,
        state=str(roster.get_state_display()),
        who=f"{roster.uploaded_by.union.name} · {roster.uploaded_by.title}",
        at=roster.uploaded_at,
    )


def _steps(state: RosterState) -> list[Step]:
    words = [_("上传"), _("确认各列"), _("核对"), _("入库")]
    reached = {
        RosterState.UPLOADED: 0, RosterState.READ: 1, RosterState.CHECKING: 2, RosterState.CHECKED: 3, RosterState.APPLYING: 3,
    }.get(state, 4)  # fmt: skip
    return [
        Step(label, "done" if at < reached else "now" if at == reached else "ahead") for at, label in enumerate(words)
    ]


def _chips(roster: Roster, counts: dict[str, int], current: str) -> list[Chip]:
    path = reverse("organising:intake", args=[roster.pk])
    every = [Chip(_("全部"), path, sum(counts.values()), is_current=not current)]
    return every + [
        Chip(str(verdict.label), url_with(path, {"verdict": verdict.value}), counts.get(verdict, 0), current == verdict)
        for verdict in RosterVerdict
    ]


def _conflicts(roster: Roster) -> list[ConflictLine]:
    counts = conflicts_of(roster)
    lines = [
        ConflictLine(saying.told.name.lower(), _(saying.words), counts[saying.told.name.lower()])
        for saying in CONFLICTS
    ]
    lines.append(ConflictLine("", _("有几类冲突，请在下面逐行处理。"), counts[SEVERAL]))
    return [line for line in lines if line.count]


def _decided(roster: Roster, state: RosterState) -> int:
    if state != RosterState.CHECKED:
        return 0
    return roster.rows.filter(verdict=RosterVerdict.CONFLICT, decision=Decision.TAKE).count()


def reasons_of(row: RosterRow) -> list[str]:
    """What is said of a row, in the language of the request."""
    return [s.said_in(_) for s in sentences_of(row.findings, twin=row.twin, is_done=row.is_done)]


def faults_of(row: RosterRow) -> list[tuple[str, str]]:
    """Why it goes back, each reason with the key of the cell at fault."""
    told = [told for told in Told if row.findings & told.bit & REFUSING]
    return [(_cell_of(each, row.findings), _why(each, row)) for each in told]


def _why(told: Told, row: RosterRow) -> str:
    """One reason in the language of the request."""
    findings = row.findings & ~REFUSING | told.bit
    return next(sentences_of(findings, twin=row.twin, is_done=row.is_done)).said_in(_)


def _cell_of(told: Told, findings: int) -> str:
    unread = [key for key, (bit, _words) in UNREAD.get(told, {}).items() if findings & bit.bit]
    return unread[0] if unread else CELLS.get(told, "id_number")


def _row(
    row: RosterRow, state: RosterState, registered: Mapping[int | None, tuple[str, str]], *, has_cells: bool
) -> RowLine:
    """`has_cells`: what stands in it is still kept, so that something can be done with it."""
    verdict = RosterVerdict(row.verdict)
    said = reasons_of(row)
    if row.person_id in registered:
        name, union = registered[row.person_id]
        said.append(_("现登记：%(name)s，%(union)s") % {"name": name, "union": union or _("没有会籍")})
    changes = [_(words) for words in changes_in(row.findings)] if verdict != RosterVerdict.REFUSED else []
    if changes:
        said.append(_("变更：%(what)s") % {"what": listed(changes, _)})
    return RowLine(
        number=row.row_no,
        name=row.name,
        verdict=str(verdict.label),
        badge=BADGES[verdict],
        reasons=said,
        decision=str(Decision(row.decision).label) if row.decision else "",
        is_open=has_cells and is_decidable(row, state),
        person_url=reverse("organising:person", args=[row.person_id]) if _is_known(row) else "",
        amend_url=reverse("organising:amend_intake", args=[row.roster_id, row.row_no])
        if has_cells and is_mendable(row, state)
        else "",
    )


def _may_be_erased(state: RosterState, *, has_time: bool) -> bool:
    return state in (RosterState.UNDONE, RosterState.FAILED) or (state == RosterState.APPLIED and not has_time)


def _is_known(row: RosterRow) -> bool:
    """Whether the register holds the person of a row."""
    return row.person_id is not None and (row.is_done or row.verdict != RosterVerdict.NEW)


def _next(roster: Roster, rows: Sequence[RosterRow], verdict: str) -> str:
    if len(rows) <= PAGE:
        return ""
    path = reverse("organising:intake", args=[roster.pk])
    return url_with(path, {"verdict": verdict, "after": rows[PAGE - 1].row_no})


def _sample(roster: Roster) -> list[tuple[int, Sequence[str]]]:
    """The first rows. What looks like a number of a document or a phone is masked, whatever its column is called."""
    return [(number, [_masked(cell) for cell in cells]) for number, cells in first_cells(roster)]


def _masked(cell: str) -> str:
    number = re.sub(r"[\s-]", "", half_width(cell)).removeprefix("+86")
    if LONG_NUMBER.fullmatch(number):
        return mask_id_number(number)
    return mask_phone(number) if PHONE_NUMBER.fullmatch(number) else cell

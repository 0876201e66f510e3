"""Pairs as rows of lists, filtered by level and state, cut by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.registers import PAGE_SIZE, Listed, group_chips, read_newest
from zhijia.engines.visits.models import PlannedVisit
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.actions.opinions import can_say
from zhijia.services.contacts.flow import PAIR_FLOW
from zhijia.services.contacts.models import Pair
from zhijia.services.contacts.models.pairs import Level
from zhijia.services.contacts.presenting.lists import late_chip
from zhijia.services.contacts.queries import pairs_of_post, pairs_of_union, pairs_visible_to
from zhijia.ui.components import Chip, Column, toggles, url_with

MINE = {"notified": "begin", "handed_over": "take_over"}
"""By state the step that is the paired cadre's own."""
STANDING, WAITING, ENDED = "standing", "waiting", "ended"
GROUPS: Mapping[str, frozenset[str]] = {
    WAITING: frozenset({"draft", "confirmed", "notified"}),
    STANDING: frozenset({"active", "handed_over"}),
    ENDED: frozenset({"closed", "dropped"}),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of the list. `before` is the id of the last row of the page before."""

    group: str = ""
    level: str = ""
    is_late: bool = False
    before: int | None = None

    @property
    def query(self) -> dict[str, object]:
        return {"group": self.group or None, "level": self.level or None, "late": "1" if self.is_late else None}


@dataclass(frozen=True, slots=True)
class Row:
    """One pair. `owes` is the day by which the next visit is owed, `act` the reader's own next step."""

    pair: Pair
    url: str
    state: str
    owes: date | None = None
    is_late: bool = False
    visit_url: str = ""
    act: str = ""
    act_url: str = ""


def read_pairs(actor: Actor, chosen: Chosen, *, today: date) -> Listed[Row]:
    """Pairs in sight, newest first, at most PAGE_SIZE at once."""
    found = _found(actor, chosen, today=today)
    pairs, page = read_newest(found, reverse("contacts:pairs"), chosen.query, before=chosen.before)
    sheet = url_with(reverse("contacts:pairs_sheet"), chosen.query)
    return Listed(_rows(pairs, today=today), _chips(chosen), pair_columns(), page, sheet)


def my_pairs(actor: Actor, *, today: date) -> Sequence[Row]:
    """The pairs of the acting post, those whose visit is due first on top; to a union of an enterprise its own."""
    rows = _rows(list(pairs_of_post(actor)[: PAGE_SIZE * 2]), today=today)
    own = [_of_union(row, actor) for row in _rows(list(pairs_of_union(actor)), today=today)]
    mine = [_of_cadre(row, actor) for row in rows]
    return [*own, *sorted(mine, key=lambda row: (row.owes is None, row.owes or date.max, row.pair.pk))]


def _of_cadre(row: Row, actor: Actor) -> Row:
    """With the step by which the cadre begins, or takes over."""
    verb = MINE.get(row.pair.case.state, "")
    if not verb or actor.post is None or actor.post.id != row.pair.cadre_id:
        return row
    return replace(row, act=_(PAIR_FLOW.move(verb).label), act_url=reverse("cases:move", args=[row.pair.case_id, verb]))


def _of_union(row: Row, actor: Actor) -> Row:
    """The union does not visit: it says how it finds its cadre."""
    if not can_say(actor, row.pair.case):
        return replace(row, visit_url="")
    return replace(
        row, visit_url="", act=_("评价挂钩干部"), act_url=reverse("contacts:opinion", args=[row.pair.case_id])
    )


def pairs_sheet(actor: Actor, chosen: Chosen, *, today: date) -> tuple[SheetToWrite, Sequence[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    rows = _rows(list(_found(actor, chosen, today=today)[:MOST_ROWS]), today=today)
    body = [
        [
            row.pair.case.number,
            row.pair.union.name,
            row.pair.get_level_display(),
            row.pair.cadre_label,
            row.state,
            row.owes,
        ]
        for row in rows
    ]
    return SheetToWrite(_("挂钩联系"), [str(column.label) for column in pair_columns()], body), rows


def pair_columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("企业工会"), "long"),
        Column(_("层级"), "mid"),
        Column(_("挂钩干部"), "long"),
        Column(_("状态"), "mid"),
        Column(_("下次走访期限"), "name"),
    ]


def _found(actor: Actor, chosen: Chosen, *, today: date) -> QuerySet[Pair]:
    found = pairs_visible_to(actor)
    if chosen.group in GROUPS:
        found = found.filter(case__state__in=GROUPS[chosen.group])
    if chosen.level in Level.values:
        found = found.filter(level=chosen.level)
    if chosen.is_late:
        late = PlannedVisit.objects.filter(about=OuterRef("case"), visit=None, dropped_on=None, due_on__lt=today)
        found = found.filter(Exists(late))
    return found


def _rows(pairs: Sequence[Pair], *, today: date) -> list[Row]:
    owed = PlannedVisit.objects.filter(about__in=[pair.case_id for pair in pairs], visit=None, dropped_on=None)
    owes: dict[int, date] = dict(owed.order_by("-due_on", "pk").values_list("about_id", "due_on"))
    visit_url = reverse("contacts:visit")
    return [
        Row(
            pair,
            reverse("cases:case", args=[pair.case_id]),
            _(PAIR_FLOW.state(pair.case.state).label),
            owes.get(pair.case_id),
            pair.case_id in owes and owes[pair.case_id] < today,
            url_with(visit_url, {"pair": pair.case_id}) if pair.case.state == "active" else "",
        )
        for pair in pairs
    ]


def _chips(chosen: Chosen) -> list[Chip]:
    url = reverse("contacts:pairs")
    words = [("", _("全部")), (WAITING, _("待确认和通知")), (STANDING, _("挂钩中")), (ENDED, _("已结束"))]
    levels = [(level.value, str(level.label)) for level in Level]
    return [
        *group_chips(url, chosen.query, words),
        *toggles(url, chosen.query, "level", levels, chosen=chosen.level),
        late_chip(url, chosen.query, _("走访逾期")),
    ]

"""The targets of a campaign as a list: filtered by what became of them, by place and by who follows up; cut by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.campaigns.models import Campaign, Result, Target
from zhijia.engines.campaigns.queries import targets_of, with_answers
from zhijia.engines.cases.flow import get_flow
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.models import Union
from zhijia.organisation.queries.keyset import Cut, cut
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.actions.campaigning import AGREED, ON_TIME, SIGNED, STAGES
from zhijia.services.bargaining.presenting.shares import (
    ALREADY,
    ANSWERED,
    MADE,
    SILENT,
    UNMADE,
    WANTED,
    targets_url,
)
from zhijia.ui.components import Chip, Column, Page

PAGE_SIZE = 100
OPENED = "opened"
SHOWN: Mapping[str, Q] = {
    WANTED: ~Q(result=Result.ALREADY),
    MADE: Q(result=Result.MADE),
    ANSWERED: Q(result=Result.MADE, has_answered=True),
    SILENT: Q(result=Result.MADE, has_answered=False),
    **{code: Q(result=Result.MADE, **{f"has_{code}": True}) for code in STAGES},
    ALREADY: Q(result=Result.ALREADY),
    OPENED: Q(result=Result.OPENED),
    UNMADE: Q(result=Result.REFUSED),
}
"""What each list shows: the very conditions that `engines/campaigns` counts."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to leave of the list. `cadre` 0 means nobody follows up, None everybody."""

    show: str = ""
    place: Union | None = None
    cadre: int | None = None
    after: int = 0
    before: int = 0

    def query(self, **changes: object) -> dict[str, object]:
        place, cadre = self.place.pk if self.place else None, self.cadre
        return {"show": self.show or None, "place": place, "cadre": None if cadre is None else str(cadre)} | changes


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in the list."""

    target: Target
    result: str
    badge: str
    reasons: Sequence[str]
    url: str
    number: str
    state: str
    cadre: str
    may_remind: bool


@dataclass(frozen=True, slots=True)
class TargetList:
    rows: Sequence[TargetLine]
    chips: Sequence[Chip]
    page: Page
    columns: Sequence[Column]


def target_list(actor: Actor, campaign: Campaign, wanted: Wanted) -> TargetList:
    """At most a hundred targets in the order of the tree."""
    stages = [wanted.show] if wanted.show in STAGES else []
    rows = _filtered(with_answers(campaign, targets_of(campaign, actor), *stages), wanted)
    rows = rows.select_related("enterprise", "case", "cadre", "cadre__union")
    page: Cut[Target] = cut(rows, keys=("path", "pk"), after=wanted.after, before=wanted.before, size=PAGE_SIZE)
    return TargetList(
        rows=[_line(target) for target in page.rows],
        chips=_chips(campaign, wanted),
        page=Page(
            shown=len(page.rows),
            previous_url=targets_url(campaign, **wanted.query(before=page.before)) if page.before else "",
            next_url=targets_url(campaign, **wanted.query(after=page.after)) if page.after else "",
        ),
        columns=[
            Column(is_check=True, width="check"),
            Column(_("用人单位")),
            Column(_("结果"), "short"),
            Column(_("事项"), "mid"),
            Column(_("状态"), "mid"),
            Column(_("跟进岗位"), "name"),
            Column(_("催促"), "date"),
        ],
    )


def _filtered(rows: "QuerySet[Target]", wanted: Wanted) -> "QuerySet[Target]":
    if wanted.show in SHOWN:
        rows = rows.filter(SHOWN[wanted.show])
    if wanted.place:
        rows = rows.filter(path__gte=wanted.place.path, path__lt=wanted.place.upper_bound)
    if wanted.cadre is not None:
        rows = rows.filter(cadre=wanted.cadre or None) if wanted.cadre else rows.filter(cadre=None)
    return rows


def _line(target: Target) -> TargetLine:
    case, cadre = target.case, target.cadre
    has_answered: bool = target.has_answered  # type: ignore[attr-defined]
    return TargetLine(
        target=target,
        result=_("已答复") if has_answered else str(target.get_result_display()),
        badge={Result.REFUSED: "late", Result.OPENED: "near", Result.MADE: "ok" if has_answered else "near"}.get(
            Result(target.result), ""
        ),
        reasons=[sentence.said_in(_) for sentence in as_sentences(target.reasons)],
        url=reverse("cases:case", args=[case.pk]) if case else "",
        number=case.number if case else "",
        state=_(get_flow(case.kind).state(case.state).label) if case else "",
        cadre=f"{cadre.union.short_name or cadre.union.name} · {cadre.title}" if cadre else "",
        may_remind=target.result == Result.MADE and not has_answered,
    )


def _chips(campaign: Campaign, wanted: Wanted) -> list[Chip]:
    words = [
        ("", _("全部")),
        (WANTED, _("应要约")),
        (MADE, _("已发要约")),
        (SILENT, _("未答复")),
        (ANSWERED, _("已答复")),
        (AGREED, _("已应约")),
        (ON_TIME, _("按期答复")),
        (SIGNED, _("已签合同")),
        (ALREADY, _("已在协商")),
        (OPENED, _("已立项，待推选代表")),
        (UNMADE, _("未办成")),
    ]
    return [
        Chip(label, targets_url(campaign, **wanted.query(show=code or None)), is_current=wanted.show == code)
        for code, label in words
    ]

"""Lists of targets as pages show them: what the reasons choose, and what became of each line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.campaigns.models import Campaign, Result, Target
from zhijia.engines.campaigns.planning import can_campaign, can_lead
from zhijia.engines.campaigns.queries import campaigns_visible_to, count_results, targets_of
from zhijia.engines.campaigns.selecting import Criteria, choose
from zhijia.engines.indicators.follow_ups import FollowUp, offer_follow_up
from zhijia.lib.phrases import clauses
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.queries.keyset import Cut, cut
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.actions.targeting import (
    CONTRACTS,
    KIND,
    NO_CONTRACT,
    NO_WAGES,
    WAGES,
    asked_of,
    codes_of,
    is_in_hand,
    reasons_of,
    with_reasons,
)
from zhijia.ui.components import Chip, Column, Page, url_with
from zhijia.ui.wording import full_date

PREVIEWED = 50
PAGE_SIZE = 100
MOST_LISTS = 20
SHOWN: Mapping[str, Q] = {result.value: Q(result=result) for result in (Result.NOTED, Result.ALREADY, Result.REFUSED)}


@dataclass(frozen=True, slots=True)
class ChosenLine:
    """An enterprise that would be on the list, and why."""

    name: str
    place: str
    headcount: int | None
    why: str
    is_in_hand: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What the reasons choose today: how many, how many of them are in hand already, and the first."""

    chosen: int
    going: int
    rows: Sequence[ChosenLine]
    columns: Sequence[Column]

    @property
    def in_hand(self) -> int:
        return self.chosen - self.going


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list that was made before."""

    name: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A line of a list, and what became of it."""

    target: Target
    why: str
    result: str
    badge: str
    state: str
    url: str
    cadre: str


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """Everything on the page of a list."""

    campaign: Campaign
    problem: Sequence[str]
    may_go_on: bool
    done: int
    total: int
    chips: Sequence[Chip]
    rows: Sequence[TargetLine]
    columns: Sequence[Column]
    page: Page


def preview_of(actor: Actor, criteria: Criteria, *, today: date) -> Preview:
    """Two queries."""
    chosen = choose(actor, kind=KIND, criteria=criteria, today=today)
    codes, asked = codes_of(criteria.more), asked_of(criteria.more, on=today)
    held = chosen.order_by().annotate(in_hand=is_in_hand())
    counts = held.aggregate(chosen=Count("pk"), going=Count("pk", filter=Q(in_hand=False)))
    rows = with_reasons(chosen, codes, asked).annotate(in_hand=is_in_hand()).select_related("territory")[:PREVIEWED]
    return Preview(
        **counts,
        rows=[
            ChosenLine(
                name=row.name,
                place=row.territory.short_name or row.territory.name,
                headcount=row.headcount,
                why=clauses(map(_, reasons_of(row, codes)), _),
                is_in_hand=row.in_hand,
            )
            for row in rows
        ],
        columns=[
            Column(_("用人单位")),
            Column(_("属地工会"), "name"),
            Column(_("职工人数"), "num", is_number=True),
            Column(_("列入名单的情形"), "long"),
        ],
    )


def lists_before(actor: Actor) -> list[ListLine]:
    """The newest lists in sight."""
    language = get_language() or "zh-hans"
    return [
        ListLine(row.name, list_url(row), f"{row.union.name} · {full_date(row.from_on, language=language)}")
        for row in campaigns_visible_to(actor, KIND)[:MOST_LISTS]
    ]


def list_url(campaign: Campaign) -> str:
    return reverse("supervision:target_list", args=[campaign.pk])


def targets_page(actor: Actor, campaign: Campaign, *, show: str, after: int, before: int) -> TargetsPage:
    """At most a hundred lines, in the order of the tree."""
    counts = count_results(campaign)
    rows = _with_clues(targets_of(campaign, actor), show)
    found: Cut[Target] = cut(rows, keys=("path", "pk"), after=after, before=before, size=PAGE_SIZE)
    url, kept, total = list_url(campaign), {"show": show or None}, sum(counts.values())
    return TargetsPage(
        campaign=campaign,
        problem=[sentence.said_in(_) for sentence in as_sentences(campaign.problem)],
        may_go_on=bool(campaign.problem) and can_lead(actor, campaign),
        done=total - counts.get(Result.WAITING, 0),
        total=total,
        chips=_chips(url, show, counts, total),
        rows=[_line(target) for target in found.rows],
        columns=[
            Column(_("用人单位")),
            Column(_("列入名单的情形"), "long"),
            Column(_("结果"), "mid"),
            Column(_("线索"), "mid"),
            Column(_("跟进岗位"), "name"),
        ],
        page=Page(
            shown=len(found.rows),
            previous_url=url_with(url, kept, before=found.before) if found.before else "",
            next_url=url_with(url, kept, after=found.after) if found.after else "",
        ),
    )


def _with_clues(rows: "QuerySet[Target]", show: str) -> "QuerySet[Target]":
    shown = rows.filter(SHOWN[show]) if show in SHOWN else rows
    return shown.select_related("enterprise", "case", "cadre__union", "clue__supervision")


def _chips(url: str, show: str, counts: Mapping[str, int], total: int) -> list[Chip]:
    words = [
        ("", _("全部"), total),
        (Result.NOTED.value, _("已登记线索"), counts.get(Result.NOTED, 0)),
        (Result.ALREADY.value, _("已在办理"), counts.get(Result.ALREADY, 0)),
        (Result.REFUSED.value, _("没有登记"), counts.get(Result.REFUSED, 0)),
    ]
    return [Chip(label, url_with(url, {"show": code}), n, is_current=show == code) for code, label, n in words]


def _line(target: Target) -> TargetLine:
    words, badge = {
        Result.NOTED: (_("已登记线索"), "ok"),
        Result.ALREADY: (_("已在办理"), ""),
        Result.REFUSED: (_("没有登记"), "behind"),
    }.get(Result(target.result), (_("待办理"), "near"))
    state, url = _clue_state(target)
    cadre = target.cadre
    return TargetLine(
        target=target,
        why=clauses((sentence.said_in(_) for sentence in as_sentences(target.reasons)), _),
        result=words,
        badge=badge,
        state=state,
        url=url,
        cadre=f"{cadre.union.short_name or cadre.union.name} · {cadre.title}" if cadre else "",
    )


def _clue_state(target: Target) -> tuple[str, str]:
    """How the clue of a line stands, and where it leads."""
    if target.case:
        return target.case.number, reverse("cases:case", args=[target.case.pk])
    clue = getattr(target, "clue", None)
    if clue is None:
        return "", ""
    if supervision := getattr(clue, "supervision", None):
        return _("已立案"), reverse("cases:case", args=[supervision.case_id])
    return (_("不予立案"), "") if clue.dropped_on else (_("待立案"), reverse("supervision:clues"))


def _offer_door(code: str, reason: str) -> None:
    """From the gap of a number to the list of the same enterprises."""

    def url_of(union: int) -> str:
        return url_with(reverse("supervision:targets"), {"why": reason, "place": union})

    offer_follow_up(FollowUp(code, gettext_noop("从名单生成监督线索"), url_of, can_campaign))


_offer_door(CONTRACTS, NO_CONTRACT)
_offer_door(WAGES, NO_WAGES)

"""How a campaign of offers fares (bargaining-congress §A9): its funnel and its rates, by place and by who follows up.

Every number leads to the list that it counts (`presenting/targets`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.campaigns.models import Campaign
from zhijia.engines.campaigns.queries import Share, Shares
from zhijia.organisation.models import Post, Union
from zhijia.services.bargaining.actions.campaigning import AGREED, ON_TIME, SIGNED
from zhijia.ui.charts import BarChart, BarItem
from zhijia.ui.components import Column, Stat, url_with
from zhijia.ui.wording import grouped, percent

MOST_CADRES = 60
WANTED, MADE, ANSWERED, SILENT, ALREADY, UNMADE = "wanted", "made", "answered", "silent", "already", "refused"
UrlOf = Callable[[str], str]
"""The address of a list, by what it shows."""


@dataclass(frozen=True, slots=True)
class ShareCell:
    """A number of a line, what share it is of the number that it came from, and the list behind it."""

    shown: str
    share: str
    url: str


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One line of a table of rates: a place or a post."""

    label: str
    url: str
    cells: Sequence[ShareCell]


def campaign_url(campaign: Campaign) -> str:
    return reverse("bargaining:campaign", args=[campaign.pk])


def targets_url(campaign: Campaign, **query: object) -> str:
    return url_with(reverse("bargaining:targets", args=[campaign.pk]), query)


def funnel_of(campaign: Campaign, share: Share, place: Union) -> BarChart:
    """From whom an offer is due to the contract that was signed."""
    url_of = _lists(campaign, place=place.pk)
    steps = [
        (WANTED, _("应要约"), share.wanted),
        (MADE, _("已发要约"), share[MADE]),
        (ANSWERED, _("已答复"), share[ANSWERED]),
        (AGREED, _("已应约"), share[AGREED]),
        (SIGNED, _("已签合同"), share[SIGNED]),
    ]
    items = tuple(BarItem(label, count, url=url_of(show)) for show, label, count in steps)
    return BarChart(_("从要约到签约"), items, _("家"), _("应要约是选定的单位中还没有在协商的"))


def stats_of(campaign: Campaign, share: Share, place: Union) -> list[Stat]:
    """What was chosen, the four rates of §A9 with the rate of answers, and what is left to follow up."""
    url_of = _lists(campaign, place=place.pk)
    firms = _("家")
    return [
        Stat(_("选定单位"), grouped(share["total"]), firms, url_of("")),
        _rate_stat(_("要约率"), share[MADE], share.wanted, url_of(MADE)),
        _rate_stat(_("答复率"), share[ANSWERED], share[MADE], url_of(ANSWERED)),
        _rate_stat(_("应约率"), share[AGREED], share[MADE], url_of(AGREED)),
        _rate_stat(_("按期答复率"), share[ON_TIME], share[MADE], url_of(ON_TIME)),
        _rate_stat(_("签约率"), share[SIGNED], share[AGREED], url_of(SIGNED)),
        Stat(_("未答复"), grouped(share.silent), firms, url_of(SILENT)),
        Stat(_("已在协商"), grouped(share[ALREADY]), firms, url_of(ALREADY)),
        Stat(_("未办成"), grouped(share[UNMADE]), firms, url_of(UNMADE)),
    ]


def _rate_stat(label: str, part: int, whole: int, url: str) -> Stat:
    value = percent(part / whole, places=0).removesuffix("%") if whole else None
    return Stat(label, value, "%", url, note=f"{grouped(part)} / {grouped(whole)}")


def place_lines(campaign: Campaign, shares: Shares) -> list[ShareLine]:
    """A line for each union right below, which leads to its own page of the campaign."""
    page = campaign_url(campaign)
    return [
        ShareLine(
            label=union.short_name or union.name,
            url=url_with(page, {"place": union.pk}),
            cells=_cells(share, _lists(campaign, place=union.pk)),
        )
        for union, share in shares.by_place
    ]


def cadre_lines(campaign: Campaign, shares: Shares, place: Union) -> list[ShareLine]:
    """The posts with the most silent targets first."""
    ordered = sorted(shares.by_cadre, key=lambda line: (-line[1].silent, line[1].key))
    lines = []
    for post, share in ordered[:MOST_CADRES]:
        url_of = _lists(campaign, place=place.pk, cadre=share.key or "0")
        label = _post(post) if share.key else _("没有跟进岗位")
        lines.append(ShareLine(label, url_of(""), _cells(share, url_of)))
    return lines


def share_columns() -> list[Column]:
    numbers = (_("选定"), _("要约"), _("答复"), _("应约"), _("按期答复"), _("签约"), _("未答复"))
    return [Column(_("名称"), "long"), *(Column(label, is_number=True) for label in numbers)]


def _cells(share: Share, url_of: UrlOf) -> list[ShareCell]:
    agreed, on_time, signed = (share[code] for code in (AGREED, ON_TIME, SIGNED))
    parts = [
        ("", share["total"], None),
        (MADE, share[MADE], share.wanted),
        (ANSWERED, share[ANSWERED], share[MADE]),
        (AGREED, agreed, share[MADE]),
        (ON_TIME, on_time, share[MADE]),
        (SIGNED, signed, agreed),
        (SILENT, share.silent, None),
    ]
    return [
        ShareCell(grouped(part), percent(part / whole, places=0) if whole else "", url_of(show) if part else "")
        for show, part, whole in parts
    ]


def _lists(campaign: Campaign, **query: object) -> UrlOf:
    """Where each list of the campaign stands, cut down to a place or a post."""
    return lambda show: targets_url(campaign, show=show, **query)


def _post(post: Post | None) -> str:
    return f"{post.union.short_name or post.union.name} · {post.title}" if post else _("上级工会岗位")

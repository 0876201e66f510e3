"""Campaigns of offers as pages show them: the list, the preview of a draft, progress and reply rates, the targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.campaigns.models import Campaign, Result
from zhijia.engines.campaigns.planning import can_lead
from zhijia.engines.campaigns.queries import Share, Shares, count_results, shares_below
from zhijia.engines.campaigns.selecting import choose, coverages_on, criteria_of
from zhijia.engines.documents.models import IssuedDocument
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.models import Enterprise, Post, Union
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.actions.campaigning import KIND, known_of, read_facts
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import OfferCampaign
from zhijia.services.bargaining.rules.merging import merge
from zhijia.ui.components import Action, Column, Fact, Stat, url_with
from zhijia.ui.wording import full_date

PREVIEWED = 20
MOST_CADRES = 60
LETTERS_A_FILE = 500


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in the list."""

    campaign: Campaign
    url: str
    state: str
    badge: str


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One line of a table of reply rates, each number with the list behind it."""

    label: str
    note: str
    share: Share
    url: str
    silent_url: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft would choose and send: how many, the first of them, one letter in full."""

    count: int
    without_union: int
    """How many of them have no union that could make the offer."""
    rows: Sequence[Enterprise]
    sample: Sequence[Fact]

    @property
    def going(self) -> int:
        """How many get an offer."""
        return self.count - self.without_union


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """Everything on the page of a campaign."""

    campaign: Campaign
    facts: Sequence[Fact]
    state: str
    badge: str
    problem: Sequence[str]
    may_lead: bool
    preview: Preview | None
    stats: Sequence[Stat]
    done: int
    total: int
    places: Sequence[ShareLine]
    cadres: Sequence[ShareLine]
    letters: Sequence[Action]
    share_columns: Sequence[Column]


def campaign_lines(campaigns: Sequence[Campaign]) -> list[CampaignLine]:
    return [CampaignLine(row, campaign_url(row), *state_of(row)) for row in campaigns]


def campaign_url(campaign: Campaign) -> str:
    return reverse("bargaining:campaign", args=[campaign.pk])


def state_of(campaign: Campaign) -> tuple[str, str]:
    """The state in a word, and its badge."""
    if campaign.is_draft:
        return _("草稿"), ""
    if campaign.problem:
        return _("已中断"), "late"
    return (_("办理中"), "near") if campaign.is_running else (_("已发出"), "ok")


def campaign_page(
    actor: Actor, campaign: Campaign, offers: OfferCampaign, *, place: Union, today: date
) -> CampaignPage:
    """Read the page: about ten queries, whatever the number of targets."""
    state, badge = state_of(campaign)
    counts = {} if campaign.is_draft else count_results(campaign)
    waiting = counts.get(Result.WAITING, 0)
    shares = Shares((), ()) if campaign.is_draft else shares_below(campaign, actor, below=place.path)
    places = _places(campaign, shares)
    total = sum(counts.values())
    return CampaignPage(
        campaign=campaign,
        facts=_facts(campaign, offers),
        state=state,
        badge=badge,
        problem=[sentence.said_in(_) for sentence in as_sentences(campaign.problem)],
        may_lead=can_lead(actor, campaign),
        preview=_preview(actor, campaign, offers, today=today) if campaign.is_draft else None,
        stats=[] if campaign.is_draft else _stats(campaign, counts, places),
        done=total - waiting,
        total=total,
        places=places,
        cadres=_cadres(campaign, shares, place),
        letters=_letters(campaign, actor) if counts.get(Result.MADE) else [],
        share_columns=_share_columns(),
    )


def targets_url(campaign: Campaign, **query: object) -> str:
    return url_with(reverse("bargaining:targets", args=[campaign.pk]), query)


def _facts(campaign: Campaign, offers: OfferCampaign) -> list[Fact]:
    language = get_language() or "zh-hans"
    days = (full_date(day, language=language) for day in (campaign.from_on, campaign.to_on))
    return [
        Fact(_("组织工会"), campaign.union.name),
        Fact(_("时间"), " – ".join(days)),
        Fact(_("合同类型"), offers.get_contract_type_display()),
        Fact(_("协商内容"), offers.topics),
    ]


def _preview(actor: Actor, campaign: Campaign, offers: OfferCampaign, *, today: date) -> Preview:
    chosen = choose(actor, kind=KIND, criteria=criteria_of(campaign), today=today)
    count = chosen.count()
    covered = coverages_on(today).values("enterprise_id")
    rows = list(chosen.select_related("territory")[:PREVIEWED])
    sample = _sample(rows, offers, today=today)
    return Preview(count, count - chosen.filter(pk__in=covered).count(), rows, sample)


def _sample(rows: Sequence[Enterprise], offers: OfferCampaign, *, today: date) -> list[Fact]:
    """The letter of the first enterprise that has a union."""
    facts = read_facts([row.pk for row in rows], offers.contract_type, today=today)
    first = next((row for row in rows if row.pk in facts.unions), None)
    if first is None:
        return []
    known = known_of(first, facts.unions[first.pk], facts.contracts.get(first.pk), year=today.year)
    parts = (
        (_("致"), first.name),
        (_("要约工会"), known.union),
        (_("协商内容"), merge(offers.topics, known)),
        (_("诉求、理由和依据"), merge(offers.claims, known)),
        (_("拟定协商地点"), merge(offers.proposed_place, known)),
        (_("请对方提供的资料"), merge(offers.data_requested, known)),
    )
    return [Fact(label, text) for label, text in parts if text]


def _stats(campaign: Campaign, counts: dict[str, int], places: Sequence[ShareLine]) -> list[Stat]:
    answered, made = (sum(getattr(line.share, name) for line in places) for name in ("answered", "made"))
    rate = f"{100 * answered / made:.0f}" if made else None
    return [
        Stat(_("选定单位"), sum(counts.values()), _("家"), targets_url(campaign)),
        Stat(_("已发要约"), counts.get(Result.MADE, 0), _("份"), targets_url(campaign, show="made")),
        Stat(_("已答复"), answered, _("家"), targets_url(campaign, show="answered")),
        Stat(_("答复率"), rate, "%", targets_url(campaign, show="answered")),
        Stat(_("未答复"), made - answered, _("家"), targets_url(campaign, show="silent")),
        Stat(_("已在协商"), counts.get(Result.ALREADY, 0), _("家"), targets_url(campaign, show="already")),
        Stat(_("未办成"), counts.get(Result.REFUSED, 0), _("家"), targets_url(campaign, show="refused")),
    ]


def _places(campaign: Campaign, shares: Shares) -> list[ShareLine]:
    page = campaign_url(campaign)
    return [
        ShareLine(
            label=union.short_name or union.name,
            note=union.get_kind_display(),
            share=share,
            url=url_with(page, {"place": union.pk}),
            silent_url=targets_url(campaign, show="silent", place=union.pk),
        )
        for union, share in shares.by_place
    ]


def _cadres(campaign: Campaign, shares: Shares, place: Union) -> list[ShareLine]:
    """The posts with the most silent targets first."""
    ordered = sorted(shares.by_cadre, key=lambda line: (-line[1].silent, line[1].key))
    return [
        ShareLine(
            label=_post(post) if share.key else _("没有跟进岗位"),
            note="",
            share=share,
            url=targets_url(campaign, cadre=share.key or "0", place=place.pk),
            silent_url=targets_url(campaign, show="silent", cadre=share.key or "0", place=place.pk),
        )
        for post, share in ordered[:MOST_CADRES]
    ]


def _share_columns() -> list[Column]:
    numbers = (_("选定"), _("已发"), _("已答复"), _("答复率"), _("未答复"))
    return [Column(_("名称")), *(Column(label, "short", is_number=True) for label in numbers)]


def _post(post: Post | None) -> str:
    return f"{post.union.short_name or post.union.name} · {post.title}" if post else _("上级工会岗位")


def letters_of(campaign: Campaign, actor: Actor) -> "QuerySet[IssuedDocument]":
    """The letters of offer that a campaign sent, as far as the actor sees their cases, in the order they went out."""
    ordered = BARGAINING_FLOW.move("send_offer").document
    made = campaign.targets.filter(actor.reach(), result=Result.MADE)
    documents = IssuedDocument.objects.filter(
        case__in=made.values("case"), template=ordered.template if ordered else ""
    )
    return documents.order_by("case", "pk")


def _letters(campaign: Campaign, actor: Actor) -> list[Action]:
    """One file for each five hundred letters."""
    count = letters_of(campaign, actor).count()
    url = reverse("bargaining:letters", args=[campaign.pk])
    return [
        Action(
            _("打印要约书（第%(first)d–%(last)d份）") % {"first": at + 1, "last": min(at + LETTERS_A_FILE, count)},
            url_with(url, {"from": at}),
            icon="download",
        )
        for at in range(0, count, LETTERS_A_FILE)
    ]

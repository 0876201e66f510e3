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
from zhijia.engines.campaigns.queries import count_results, shares_below
from zhijia.engines.campaigns.selecting import choose, criteria_of
from zhijia.engines.documents.models import IssuedDocument
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.actions.campaigning import KIND, Expected, expect, known_of, read_facts
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import OfferCampaign
from zhijia.services.bargaining.presenting.shares import (
    ShareLine,
    cadre_lines,
    campaign_url,
    funnel_of,
    place_lines,
    share_columns,
    stats_of,
)
from zhijia.services.bargaining.rules.merging import merge
from zhijia.ui.charts import BarChart
from zhijia.ui.components import Action, Column, Fact, Stat, url_with
from zhijia.ui.wording import full_date, grouped

PREVIEWED = 20
LETTERS_A_FILE = 500


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in the list."""

    campaign: Campaign
    url: str
    state: str
    badge: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft would choose and send: how many get an offer and why others do not, the first of them, one letter in full."""

    expected: Expected
    kept: Sequence[str]
    rows: Sequence[Enterprise]
    sample: Sequence[Fact]


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
    funnel: BarChart | None
    done: int
    total: int
    places: Sequence[ShareLine]
    cadres: Sequence[ShareLine]
    letters: Sequence[Action]
    share_columns: Sequence[Column]


def campaign_lines(campaigns: Sequence[Campaign]) -> list[CampaignLine]:
    return [CampaignLine(row, campaign_url(row), *state_of(row)) for row in campaigns]


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
    shares = None if campaign.is_draft else shares_below(campaign, actor, below=place.path)
    total = sum(counts.values())
    return CampaignPage(
        campaign=campaign,
        facts=_facts(campaign, offers),
        state=state,
        badge=badge,
        problem=[sentence.said_in(_) for sentence in as_sentences(campaign.problem)],
        may_lead=can_lead(actor, campaign),
        preview=_preview(actor, campaign, offers, today=today) if campaign.is_draft else None,
        stats=stats_of(campaign, shares.whole, place) if shares else [],
        funnel=funnel_of(campaign, shares.whole, place) if shares else None,
        done=total - waiting,
        total=total,
        places=place_lines(campaign, shares) if shares else [],
        cadres=cadre_lines(campaign, shares, place) if shares else [],
        letters=_letters(campaign, actor) if counts.get(Result.MADE) else [],
        share_columns=share_columns(),
    )


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
    rows = list(chosen.select_related("territory")[:PREVIEWED])
    expected = expect(chosen, offers, today=today)
    return Preview(expected, _kept(expected), rows, _sample(rows, offers, today=today))


def _kept(expected: Expected) -> list[str]:
    """Why some of the chosen get no offer; each is told so in the list afterwards."""
    return [
        words % {"n": grouped(count)}
        for count, words in (
            (
                expected.without_union,
                _("其中 %(n)s 家没有工会：由属地工会立项，指导职工推选代表，登记推选结果后再发出要约。"),
            ),
            (expected.in_talks, _("其中 %(n)s 家已在协商这类合同，不再重复要约。")),
            (expected.lacking, _("其中 %(n)s 家资料不全，模板里的合成字段没有内容，会逐家说明。")),
        )
        if count
    ]


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

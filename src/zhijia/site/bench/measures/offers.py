"""How long a campaign of offers takes: a bargaining opened, its letter issued and sent, whoever is awaited told."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from zhijia.engines.campaigns.models import Campaign, Result
from zhijia.engines.campaigns.planning import CampaignFacts, start
from zhijia.engines.campaigns.running import PIECE, run_piece
from zhijia.engines.campaigns.selecting import Criteria
from zhijia.organisation.models import Union, User
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.services.bargaining.actions.campaigning import KIND, OfferTemplate, draw_up_offers
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times, timed_ms

WHO = "c7.organising"
PIECES, STATED = 8, 10_000
LIMIT_MS = 300_000.0


def measure_offers(run: Run) -> Iterator[Figure]:
    """Some pieces of a campaign over a town's enterprises, as its job works them off; stated for ten thousand."""
    actor = load_actor(User.objects.get(username=WHO), today=run.today)
    campaign = _start_campaign(actor, run)
    pace, took = Pace(), 0.0
    for _ in range(PIECES):
        pace.take()
        took += timed_ms(lambda: run_piece(campaign.pk, actor, now=timezone.now()))
    with scoped(actor):
        made = campaign.targets.filter(result=Result.MADE).count()
    if made < PIECES * PIECE / 2:
        raise RuntimeError(f"{made} offers were made: build the city anew (--rebuild)")
    note = f"{took:,.0f} ms for {made}"
    yield Times((took / made * STATED,), pace.slowness).typical(f"{STATED:,} offers", limit_ms=LIMIT_MS, note=note)


def _start_campaign(actor: Actor, run: Run) -> Campaign:
    """Each campaign takes the next town, so that those of earlier runs are no longer bargained with."""
    template = OfferTemplate(
        contract_type=ContractType.WAGE,
        topics="工资增长",
        claims="职工工资两年没有调整",
        proposed_on=run.today + timedelta(days=30),
        proposed_place="公司会议室",
        negotiators_proposed=3,
    )
    with scoped(actor):
        earlier = Campaign.objects.count()
        towns = Union.objects.filter(actor.reach(), kind=UnionKind.TOWN).order_by("pk").values_list("pk", flat=True)
        facts = CampaignFacts(
            kind=KIND,
            name=f"集中要约{earlier}",
            from_on=run.today,
            to_on=run.today + timedelta(days=90),
            criteria=Criteria(
                places=(towns[earlier % len(towns)],),
                union_kinds=(UnionKind.ENTERPRISE,),
                more={"type": str(ContractType.WAGE), "contract": ""},
            ),
        )
        campaign = draw_up_offers(actor, facts, template, now=timezone.now())
        return start(actor, campaign, now=timezone.now())

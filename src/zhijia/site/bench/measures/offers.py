"""How long a campaign of offers takes: a bargaining opened, its letter issued and sent, whoever is awaited told."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter
from typing import Any

from django.db import connection
from django.utils import timezone

from zhijia.engines.campaigns.models import Campaign, Result
from zhijia.engines.campaigns.planning import CampaignFacts, start
from zhijia.engines.campaigns.running import run_piece
from zhijia.engines.campaigns.selecting import Criteria
from zhijia.organisation.models import Union, User
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.services.bargaining.actions.campaigning import KIND, OfferTemplate, draw_up_offers
from zhijia.services.bargaining.models.bargainings import JOINT_TYPES, ContractType
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times, timed_ms

WHO = "city.organising"
STATED = 10_000
LIMIT_MS = 300_000.0
COUNTIES = 2
"""Of each campaign: so many hold the enterprises that are stated, and not more than a campaign may have."""
TYPES = [kind for kind in ContractType if kind not in JOINT_TYPES]


@dataclass
class Sql:
    """What the statements take by themselves, and how many they are."""

    count: int = 0
    ms: float = field(default=0.0)

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        begun = perf_counter()
        try:
            return execute(*args)
        finally:
            self.count += 1
            self.ms += (perf_counter() - begun) * 1000


def measure_offers(run: Run) -> Iterator[Figure]:
    """A campaign over two counties as its job works it off, piece by piece, until ten thousand offers are made."""
    actor = load_actor(User.objects.get(username=WHO), today=run.today)
    campaign = _start_campaign(actor, run)
    pace, sql, pieces, made = Pace(), Sql(), [], 0
    while made < STATED:
        pace.take()
        with connection.execute_wrapper(sql):
            pieces.append(timed_ms(lambda: run_piece(campaign.pk, actor, now=timezone.now())))
        with scoped(actor):
            results = Counter(campaign.targets.values_list("result", flat=True))
        made = results[Result.MADE]
        if not results[Result.WAITING]:
            raise RuntimeError(f"{made} offers were made: build the city anew (--rebuild)")
    took = sum(pieces)
    note = f"{took / 1000:,.0f} s for {made:,}, {sql.count / made:.1f} statements each, × {took / sql.ms:.1f} of its SQL alone"
    yield Times((took / made * STATED,), pace.slowness).typical(f"{STATED:,} offers", limit_ms=LIMIT_MS, note=note)
    yield Times(tuple(sorted(pieces)), pace.slowness).figure("a piece of them (what others wait for)")


def _start_campaign(actor: Actor, run: Run) -> Campaign:
    """Each run takes the next two counties, then the next type of contract: what is bargained about is not offered again."""
    with scoped(actor):
        earlier = Campaign.objects.count()
        county_kinds = (UnionKind.COUNTY, UnionKind.ZONE)
        counties = list(Union.objects.filter(kind__in=county_kinds).order_by("path").values_list("pk", flat=True))
        rounds = len(counties) // COUNTIES
        first, kind = earlier % rounds * COUNTIES, TYPES[earlier // rounds % len(TYPES)]
        facts = CampaignFacts(
            kind=KIND,
            name=f"集中要约{earlier}",
            from_on=run.today,
            to_on=run.today + timedelta(days=90),
            criteria=Criteria(
                places=tuple(counties[first : first + COUNTIES]),
                union_kinds=(UnionKind.ENTERPRISE,),
                more={"type": str(kind), "contract": ""},
            ),
        )
        campaign = draw_up_offers(actor, facts, _template(kind, run), now=timezone.now())
        return start(actor, campaign, now=timezone.now())


def _template(kind: ContractType, run: Run) -> OfferTemplate:
    return OfferTemplate(
        contract_type=kind,
        topics="{单位}工资增长\n女职工特殊保护",
        claims="{单位}现有职工，工资两年没有调整",
        proposed_on=run.today + timedelta(days=30),
        proposed_place="公司会议室",
        negotiators_proposed=3,
    )

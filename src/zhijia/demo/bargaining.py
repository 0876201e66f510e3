"""Collective bargaining in the demo city: contracts taken over, a campaign of offers with its answers, rounds in every state.

All through the real actions and moves; what time brings about by itself is made on its day (`passing.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.demo.passing import pass_time
from zhijia.demo.structure import DemoStructure
from zhijia.demo.working import DemoDesk
from zhijia.engines.campaigns.models import Campaign
from zhijia.engines.campaigns.planning import CampaignFacts, start
from zhijia.engines.campaigns.running import run_piece
from zhijia.engines.campaigns.selecting import Criteria, choose
from zhijia.engines.cases.advance import advance
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.services.bargaining.actions.campaigning import KIND, OfferTemplate, draw_up_offers
from zhijia.services.bargaining.actions.opening import NewBargaining
from zhijia.services.bargaining.actions.taking_over import ExistingContract, take_over_contracts
from zhijia.services.bargaining.models.bargainings import ContractType

SHARE_TAKEN_OVER = 0.35
MOST_TAKEN_OVER = 250
MOST_IN_JOINT = 30
CATERING = "餐饮"
TAKEN_OVER_AGO, CAMPAIGN_AGO = 150, 45
CAMPAIGN_COUNTIES = (5, 7)
"""The counties whose cadres a visitor can log in as."""
LEAST_STAFF = 100
SHARE_SERVED, SHARE_AGREED, SHARE_REFUSED = 0.9, 0.5, 0.1
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
FIRMS_FOR_ROUNDS = 32
"""So many firms at most, too small for the campaign, are kept for what `lives.py` and `rounds.py` tell; of a small city a third."""
TYPES = (
    (0.3, ContractType.WAGE, 1),
    (0.4, ContractType.WOMEN, 3),
    (0.46, ContractType.SAFETY, 3),
    (0.48, ContractType.PLATFORM, 2),
    (1.0, ContractType.GENERAL, 3),
)
"""Which share of the contracts taken over is of which kind, up to each number, and for how many years such are made."""


@dataclass(frozen=True)
class Firm:
    """An enterprise with its own union and the account of its chair."""

    union: Union
    enterprise: Enterprise
    chair: Actor


def bargain(desk: DemoDesk, structure: DemoStructure) -> list[Firm]:
    """Take contracts over, run a campaign; returns the firms that are left for rounds of their own."""
    firms = _firms(desk, structure)
    small = [firm for firm in firms if (firm.enterprise.headcount or 0) < LEAST_STAFF]
    kept = small[: min(FIRMS_FOR_ROUNDS, len(firms) // 3)]
    _take_over(desk, [firm for firm in firms if firm not in kept])
    _take_over_joint(desk, structure, kept)
    _campaign(desk, structure)
    return kept


def scan(words: str) -> MultiValueDict[str, Any]:
    """A small file that stands for the scan of a paper."""
    return MultiValueDict({"scan": [SimpleUploadedFile(f"{words}.pdf", PDF + words.encode())]})


def move(desk: DemoDesk, actor: Actor, case_id: int, verb: str, data: Mapping[str, Any], *, now: datetime) -> None:
    """One move with its scan, where it takes one."""
    key = UUID(int=desk.rng.getrandbits(128), version=4)
    with scoped(actor):
        advance(case_id, verb, actor=actor, key=key, now=now, data=data, files=scan(f"{verb}-{case_id}-{now:%Y%m%d}"))


def _firms(desk: DemoDesk, structure: DemoStructure) -> list[Firm]:
    """Enterprise unions that stand since before the city's registers were loaded, in the order they were entered."""
    by_name = {f"{enterprise.name}工会委员会": enterprise for enterprise in structure.enterprises}
    chairs = zip(structure.unions, desk.people.chairs, strict=True)
    first_day = desk.timeline.day(TAKEN_OVER_AGO + 60)
    return [
        Firm(union, by_name[union.name], load_actor(chair.user, today=desk.timeline.as_of))
        for union, chair in chairs
        if union.kind == UnionKind.ENTERPRISE and union.founded_on and union.founded_on < first_day
    ]


def _take_over(desk: DemoDesk, firms: Sequence[Firm]) -> None:
    chosen = [firm for firm in firms if desk.rng.random() < SHARE_TAKEN_OVER][:MOST_TAKEN_OVER]
    entries = [_existing(desk, firm, number) for number, firm in enumerate(chosen, 1)]
    rights = desk.actor("city.rights")
    with scoped(rights):
        take_over_contracts(entries, actor=rights, now=desk.timeline.ago(TAKEN_OVER_AGO, hour=15))


def _existing(desk: DemoDesk, firm: Firm, number: int) -> ExistingContract:
    """Most general ones of three years, some wage agreements of one: a few of them lapsed since, others run out soon."""
    draw = desk.rng.random()
    kind, years = next((kind, years) for share, kind, years in TYPES if draw < share)
    effective = desk.timeline.day(TAKEN_OVER_AGO + desk.rng.randrange(5, 700 if years > 1 else 230))
    last = _years_after(effective, years) - timedelta(days=1)
    contract = existing(firm, kind, number=f"演示集合〔{effective.year}〕{number}号", effective=effective, last=last)
    if kind != ContractType.GENERAL:
        return contract
    has_wages, has_safety = desk.rng.random() < 0.4, desk.rng.random() < 0.5
    return replace(contract, has_women_chapter=True, has_wage_chapter=has_wages, has_safety_chapter=has_safety)


def existing(firm: Firm, kind: ContractType, *, number: str, effective: date, last: date) -> ExistingContract:
    """A contract of one firm as it stood before this system."""
    return ExistingContract(
        opening=NewBargaining(union=firm.union, enterprise=firm.enterprise, contract_type=kind),
        number=number,
        employer_side=firm.enterprise.name,
        signed_on=effective - timedelta(days=20),
        term_from=effective,
        term_to=last,
        effective_on=effective,
        headcount=firm.enterprise.headcount,
        women=firm.enterprise.women,
    )


def _take_over_joint(desk: DemoDesk, structure: DemoStructure, kept: Sequence[Firm]) -> None:
    """The regional contract of one town and the industry contract of the caterers, each recognised by up to thirty firms;
    those kept for rounds are not among them."""
    home = kept[0].enterprise.territory_id if kept else None
    town = next((town for town in structure.towns if town.pk == home), structure.towns[0])
    left = {firm.enterprise.pk for firm in kept}
    free = [row for row in structure.enterprises if row.pk not in left]
    in_town = [row for row in free if row.territory_id == town.pk]
    caterers = [row for row in free if CATERING in row.name and row not in in_town]
    entries = [
        _joint(desk, town, ContractType.REGIONAL, f"{town.short_name}区域", in_town, ago=90),
        _joint(desk, structure.federations[0], ContractType.INDUSTRY, "市餐饮行业", caterers, ago=20),
    ]
    rights = desk.actor("city.rights")
    with scoped(rights):
        take_over_contracts(entries, actor=rights, now=desk.timeline.ago(TAKEN_OVER_AGO, hour=16))


def _joint(
    desk: DemoDesk, union: Union, kind: ContractType, label: str, firms: Sequence[Enterprise], *, ago: int
) -> ExistingContract:
    effective = desk.timeline.day(TAKEN_OVER_AGO + ago)
    return ExistingContract(
        opening=NewBargaining(union=union, enterprise=None, contract_type=kind, scope_label=label),
        number=f"演示{label[-2:]}集合〔{effective.year}〕1号",
        employer_side=f"{label.removesuffix('区域').removesuffix('行业')}企业代表组织",
        signed_on=effective - timedelta(days=30),
        term_from=effective,
        term_to=_years_after(effective, 2) - timedelta(days=1),
        effective_on=effective,
        has_women_chapter=True,
        covers=firms[:MOST_IN_JOINT],
    )


def _campaign(desk: DemoDesk, structure: DemoStructure) -> None:
    """Offers to the larger firms without a wage contract in two counties; most answer, some refuse, some stay silent."""
    rights, begun = desk.actor("city.rights"), desk.timeline.day(CAMPAIGN_AGO)
    criteria = Criteria(
        places=tuple(structure.counties[number].pk for number in CAMPAIGN_COUNTIES),
        headcount_from=LEAST_STAFF,
        union_kinds=(UnionKind.ENTERPRISE.value,),
        more={"type": "wage", "contract": "none"},
    )
    facts = CampaignFacts(
        kind=KIND,
        name=f"{begun.year}年工资集体协商集中要约",
        from_on=begun,
        to_on=begun + timedelta(days=90),
        criteria=criteria,
    )
    template = OfferTemplate(
        contract_type=ContractType.WAGE,
        topics="{单位}{年份}年职工工资增长幅度、加班工资计算基数、工资支付办法。",
        claims="{单位}现有职工{职工人数}人，请双方依据生产经营情况和工资指导线协商。",
        proposed_on=begun + timedelta(days=40),
        proposed_place="{单位}会议室",
        negotiators_proposed=3,
        data_requested="上一年度工资总额、平均工资、劳动生产率。",
        contact="工会办公室",
    )
    now = desk.timeline.ago(CAMPAIGN_AGO, hour=9)
    with scoped(rights):
        campaign = draw_up_offers(rights, facts, template, now=now)
        if not choose(rights, kind=KIND, criteria=criteria, today=begun).exists():
            return  # a very small city has no such firm; the draft stays a draft
        start(rights, campaign, now=desk.timeline.ago(CAMPAIGN_AGO, hour=10))
    while run_piece(campaign.pk, rights, now=desk.timeline.ago(CAMPAIGN_AGO, hour=11)):
        continue
    _answer(desk, campaign, rights)


def _answer(desk: DemoDesk, campaign: Campaign, actor: Actor) -> None:
    with scoped(actor):
        made = campaign.targets.filter(result="made").order_by("pk").values_list("case_id", flat=True)
        case_ids = [pk for pk in made if pk]
    for case_id in case_ids:
        draw = desk.rng.random()
        if draw > SHARE_SERVED:
            continue
        served = CAMPAIGN_AGO - 1 - desk.rng.randrange(3)
        day = desk.timeline.day(served).isoformat()
        move(desk, actor, case_id, "record_service", {"day": day}, now=desk.timeline.ago(served, hour=15))
        ago = served - desk.rng.randrange(5, 19)
        replied = {"replied_on": desk.timeline.day(ago).isoformat(), "signer": "经办人"}
        if draw < SHARE_AGREED:
            move(desk, actor, case_id, "agree", replied | {"decision": "agree"}, now=desk.timeline.ago(ago, hour=14))
        elif draw < SHARE_AGREED + SHARE_REFUSED:
            reason = {"reason": "订单减少，希望明年再协商。"}
            move(desk, actor, case_id, "refuse", replied | reason, now=desk.timeline.ago(ago, hour=14))
    pass_time(desk, case_ids)


def _years_after(day: date, years: int) -> date:
    """The anniversary; of 29 February the 28th."""
    return date(day.year + years, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)

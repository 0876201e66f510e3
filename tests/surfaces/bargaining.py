"""A bargaining, a contract in force and two campaigns of one county, each text with the county's mark."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from zhijia.engines.campaigns.models import Campaign
from zhijia.engines.campaigns.planning import CampaignFacts, start
from zhijia.engines.campaigns.running import run_piece
from zhijia.engines.campaigns.selecting import Criteria
from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure
from zhijia.services.bargaining.actions.asking import ask_question
from zhijia.services.bargaining.actions.campaigning import KIND, OfferTemplate, draw_up_offers
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.flow.coordinating import COORDINATION_FLOW
from zhijia.services.bargaining.flow.disputing import DISPUTE_FLOW
from zhijia.services.bargaining.flow.recognition import RECOGNITION_FLOW
from zhijia.services.bargaining.models import (
    Bargaining,
    Clause,
    Contract,
    Coordination,
    CoverageLink,
    Draft,
    PerformanceDispute,
    PerformanceInspection,
    PerformanceItem,
    Recognition,
)
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.contracts import CoverageBasis, EffectBasis


@dataclass(frozen=True)
class Bargained:
    """Ids of a bargaining that waits for its reply, of a contract in force with its text, and of two campaigns: a draft and one
    that ran."""

    case: int
    contract: int
    inspection: int
    draft: int
    campaign_draft: int
    campaign: int


def bargain(mark: str, *, union: Union, enterprise: Enterprise, chair: Figure, cadre: Figure) -> Bargained:
    """An offer that was sent, a contract taken over, offers in bulk."""
    with scoped(chair.actor):
        wage = NewBargaining(union=union, enterprise=enterprise, contract_type=ContractType.WAGE)
        offered = open_bargaining(wage, actor=chair.actor, now=NOW)
        offer = {
            "topics": f"{mark}工资增长",
            "proposed_on": (TODAY + timedelta(days=30)).isoformat(),
            "proposed_place": f"{mark}会议室",
            "channel": "paper",
        }
        advance(offered.case_id, "send_offer", actor=chair.actor, key=uuid4(), now=NOW, data=offer)
        general = NewBargaining(union=union, enterprise=enterprise, contract_type=ContractType.GENERAL)
        taken = open_bargaining(general, actor=chair.actor, now=NOW)
    with scoped(BUILDER):
        term = (date(TODAY.year, 1, 1), date(TODAY.year + 2, 12, 31))
        draft = Draft.objects.create(bargaining=taken, version=1, made_on=term[0], term_from=term[0], term_to=term[1])
        Clause.objects.create(
            draft=draft, chapter=1, chapter_title=f"{mark}总则", position=1, code="basis", body=f"{mark}依据"
        )
        contract = Contract.objects.create(
            bargaining=taken,
            draft=draft,
            number=f"{mark}旧合同1号",
            contract_type=ContractType.GENERAL,
            union=union,
            enterprise=enterprise,
            employer_side=enterprise.name,
            signed_on=term[0],
            term_from=term[0],
            term_to=term[1],
            effective_on=term[0],
            effect_basis=EffectBasis.TAKEN_OVER,
        )
        CoverageLink.objects.create(
            contract=contract, enterprise=enterprise, basis=CoverageBasis.OWN, headcount=50, from_on=term[0]
        )
    with scoped(chair.actor):
        advance(taken.case_id, "take_over", actor=chair.actor, key=uuid4(), now=NOW)
        ask_question(contract, clause="basis", text=f"{mark}夜班津贴怎样算", actor=chair.actor, now=NOW)
    _open_beside(mark, offered, contract)
    draft_of_campaign, campaign = (_campaign(f"{mark}{name}", mark, by=cadre) for name in ("春季要约", "秋季要约"))
    with scoped(cadre.actor):
        start(cadre.actor, campaign, now=NOW)
    while run_piece(campaign.pk, cadre.actor, now=NOW):
        continue
    return Bargained(
        offered.case_id, contract.pk, _inspected(contract, mark), draft.pk, draft_of_campaign.pk, campaign.pk
    )


def _open_beside(mark: str, offered: Bargaining, contract: Contract) -> None:
    """What has a case of its own beside the bargaining: a coordination, a dispute over performance, a recognition."""
    entry = NewCase(
        title=f"{mark}争议",
        union_id=contract.union_id,
        place=contract.union.place,
        enterprise_id=contract.enterprise_id,
        line=offered.case.line,
    )
    with scoped(BUILDER):
        for flow, model, facts in (
            (
                COORDINATION_FLOW,
                Coordination,
                {
                    "bargaining": offered,
                    "kind": "interest",
                    "applicant": "workers",
                    "applied_on": TODAY,
                    "facts": f"{mark}三轮没有结果",
                },
            ),
            (
                DISPUTE_FLOW,
                PerformanceDispute,
                {"contract": contract, "raised_by": "workers", "facts": f"{mark}没有按合同发", "arose_on": TODAY},
            ),
            (
                RECOGNITION_FLOW,
                Recognition,
                {"contract": contract, "enterprise": contract.enterprise, "asked_on": TODAY},
            ),
        ):
            (case,) = open_cases(flow, [entry], actor=BUILDER, now=NOW)
            record = model.objects.create(case=case, **facts)
            begin(flow, [(case, record)], now=NOW)


def _campaign(name: str, mark: str, *, by: Figure) -> Campaign:
    criteria = Criteria(more={"type": "women", "contract": ""})
    facts = CampaignFacts(kind=KIND, name=name, from_on=TODAY, to_on=TODAY, criteria=criteria)
    template = OfferTemplate(contract_type=ContractType.WOMEN, topics=f"{mark}女职工保护")
    with scoped(by.actor):
        return draw_up_offers(by.actor, facts, template, now=NOW)


def _inspected(contract: Contract, mark: str) -> int:
    """A joint inspection that found one clause fulfilled."""
    with scoped(BUILDER):
        inspection = PerformanceInspection.objects.create(
            contract=contract,
            period_from=contract.term_from,
            period_to=TODAY,
            inspected_on=TODAY,
            workers_inspectors=f"{mark}周代表",
            employer_inspectors=f"{mark}柯经理",
        )
        PerformanceItem.objects.create(inspection=inspection, promise=f"{mark}按月发薪", status="fulfilled")
        return inspection.pk

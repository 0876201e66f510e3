"""Offers in bulk: drawing a campaign of offers up, and making the offer of one enterprise after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from zhijia.engines.campaigns.kinds import CampaignKind, Made, declare_campaign
from zhijia.engines.campaigns.models import Campaign, Result, Target
from zhijia.engines.campaigns.planning import CampaignFacts, change, draw_up
from zhijia.engines.campaigns.selecting import coverages_on
from zhijia.engines.cases.advance import InvalidInput, Submission, Unmade, advance_many
from zhijia.engines.cases.carrying import Step
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Mandate, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargainings
from zhijia.services.bargaining.flow.states import IS_OVER
from zhijia.services.bargaining.models import Bargaining, Contract, CoverageLink, OfferCampaign
from zhijia.services.bargaining.models.bargainings import BargainingKind, ContractType
from zhijia.services.bargaining.models.offers import Channel
from zhijia.services.bargaining.queries import (
    in_force_on,
    target_agreed,
    target_answered,
    target_answered_on_time,
    target_signed,
)
from zhijia.services.bargaining.rules.merging import (
    CONTRACT,
    CONTRACT_END,
    HEADCOUNT,
    WOMEN,
    Known,
    fields_in,
    merge,
    missing_fields,
)

KIND = "bargaining.offers"
SUBMISSIONS = UUID("5f7b8d6c-0a0e-4d5e-9a58-3f3b2a1f8f11")
"""The name space of the requests of campaigns: one for each target, so that none is sent twice whatever happens."""
MERGED = ("topics", "claims", "proposed_place", "data_requested", "contact")
NO_UNION = gettext_noop("还没有工会，已由{union}立项：先指导职工推选协商代表，登记推选结果后再发出要约。")
MISSING = gettext_noop("资料不全，模板里的“{fields}”没有内容。请补充单位资料，或者修改模板后单独要约。")
ANY, WITHOUT, WITH, EXPIRING = "", "none", "force", "expiring"
AGREED, ON_TIME, SIGNED = "agreed", "on_time", "signed"
"""How far a target has come after its offer (bargaining-congress §A9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTemplate:
    """What every enterprise of a campaign is offered."""

    contract_type: ContractType
    topics: str
    claims: str = ""
    proposed_on: date | None = None
    proposed_place: str = ""
    negotiators_proposed: int | None = None
    data_requested: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the enterprises of a piece, by their ids."""

    unions: Mapping[int, Union]
    running: Mapping[int, int]
    contracts: Mapping[int, Contract]
    online: frozenset[int]
    guides: Mapping[int, Union]
    """Of those that no union covers the one of their area."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A bargaining to open and the offer to send in it; `key` names the submission."""

    entry: NewBargaining
    data: Mapping[str, object]
    key: UUID


def draw_up_offers(actor: Actor, facts: CampaignFacts, template: OfferTemplate, *, now: datetime) -> Campaign:
    """A draft of a campaign of offers. Raises `Refused`."""
    with transaction.atomic():
        campaign = draw_up(actor, facts, now=now)
        OfferCampaign.objects.create(campaign=campaign, **asdict(template))
    return campaign


def change_offers(
    actor: Actor, campaign: Campaign, facts: CampaignFacts, template: OfferTemplate, *, now: datetime
) -> None:
    """Say anew what a draft is. Raises `Refused`: who, and once it was started."""
    with transaction.atomic():
        change(actor, campaign, facts, now=now)
        OfferCampaign.objects.filter(campaign=campaign).update(**asdict(template))


def narrow(rows: "QuerySet[Enterprise]", more: Mapping[str, str], today: date) -> "QuerySet[Enterprise]":
    """With or without a contract of the campaign's type in force, or with one that ends by a day."""
    contracts = in_force_on(today).filter(contract_type=more["type"])
    if more.get("contract") == EXPIRING:
        contracts = contracts.filter(term_to__lte=date.fromisoformat(more["until"]))
    links = CoverageLink.objects.filter(enterprise=OuterRef("pk"), contract__in=contracts)
    covered = Exists(links.filter(Q(to_on=None) | Q(to_on__gt=today)))
    if more.get("contract") == WITHOUT:
        return rows.filter(~covered)
    return rows.filter(covered) if more.get("contract") in (WITH, EXPIRING) else rows


@dataclass(frozen=True, slots=True)
class Expected:
    """What a draft would come to today: of those that it chooses, how many get an offer, and why the others do not."""

    chosen: int
    going: int
    without_union: int
    """For these a case is opened, in which the workers elect who makes the offer."""
    in_talks: int
    lacking: int
    """Of these the register does not know what a merge field stands for."""


def expect(chosen: "QuerySet[Enterprise]", template: OfferCampaign, *, today: date) -> Expected:
    """The same reasons as `_plan_one`, in its order, counted over everything that is chosen: one query."""
    has_union = Exists(coverages_on(today).filter(enterprise=OuterRef("pk")))
    in_talks = Exists(talks_under_way(template.contract_type).filter(case__enterprise=OuterRef("pk")))
    lacks = _lacks(fields_in(*(getattr(template, name) for name in MERGED)), template.contract_type, today=today)
    reason = Case(
        When(in_talks, then=Value("in_talks")),
        When(~has_union, then=Value("without_union")),
        When(lacks, then=Value("lacking")),
        default=Value("going"),
    )
    rows = chosen.order_by().annotate(reason=reason).values_list("reason").annotate(n=Count("pk")).order_by("reason")
    counts = {"going": 0, "without_union": 0, "in_talks": 0, "lacking": 0} | dict(rows)
    return Expected(chosen=sum(counts.values()), **counts)


def _lacks(fields: set[str], contract_type: str, *, today: date) -> Q:
    """Enterprises for which one of these merge fields has no value."""
    own = in_force_on(today).filter(contract_type=contract_type, enterprise=OuterRef("pk"))
    unknown = {HEADCOUNT: Q(headcount=None), WOMEN: Q(women=None)} | dict.fromkeys(
        (CONTRACT, CONTRACT_END), ~Q(Exists(own))
    )
    return reduce(or_, (condition for name, condition in unknown.items() if name in fields), Q(pk__in=()))


def make_offers(campaign: Campaign, targets: Sequence[Target], actor: Actor, now: datetime) -> Sequence[Made]:
    """Open a bargaining for each target that is not bargaining already, and send its offer where there is a union.

    Where there is none, the union of the area guides the workers: they elect who makes the offer (CB-018, CB-019).
    """
    template = campaign.offers
    facts = read_facts([target.enterprise_id for target in targets], template.contract_type, today=local_day(now))
    planned = [_plan_one(target, template, facts, year=local_day(now).year) for target in targets]
    sent = iter(_send_all([one for one in planned if isinstance(one, Planned)], actor=actor, now=now))
    guided = iter(_open_guided([one for one in planned if isinstance(one, NewBargaining)], actor=actor, now=now))
    return [
        next(sent) if isinstance(one, Planned) else next(guided) if isinstance(one, NewBargaining) else one
        for one in planned
    ]


def _open_guided(entries: Sequence[NewBargaining], *, actor: Actor, now: datetime) -> list[Made]:
    opened = open_bargainings(entries, actor=actor, now=now) if entries else []
    return [
        Made(Result.OPENED, bargaining.case_id, [Sentence(NO_UNION, {"union": entry.union.name})])
        for bargaining, entry in zip(opened, entries, strict=True)
    ]


def talks_under_way(contract_type: str) -> "QuerySet[Bargaining]":
    """Rounds for this type of contract that are not over: a new offer would be a second one."""
    rows = Bargaining.objects.filter(contract_type=contract_type, case__closed_at=None)
    return rows.exclude(case__state__in=IS_OVER).order_by("-pk")


def read_facts(ids: Sequence[int], contract_type: str, *, today: date) -> Facts:
    """Unions, open bargainings, contracts in force and contacts of some enterprises: five queries."""
    covering = coverages_on(today).filter(enterprise__in=ids).select_related("union").order_by("-union__kind", "-pk")
    by_rank = sorted(covering, key=lambda row: row.union.kind == UnionKind.ENTERPRISE)
    running = talks_under_way(contract_type).filter(case__enterprise__in=ids)
    own = in_force_on(today).filter(contract_type=contract_type, enterprise__in=ids).order_by("term_to", "pk")
    mandates = Mandate.objects.filter(enterprise__in=ids, from_on__lte=today)
    unions = {row.enterprise_id: row.union for row in by_rank}
    alone = Enterprise.objects.filter(pk__in=[pk for pk in ids if pk not in unions]).select_related("territory")
    return Facts(
        unions=unions,
        running=dict(running.values_list("case__enterprise_id", "case_id")),
        contracts={contract.enterprise_id or 0: contract for contract in own},
        guides={firm.pk: firm.territory for firm in alone},
        online=frozenset(mandates.filter(Q(to_on=None) | Q(to_on__gt=today)).values_list("enterprise_id", flat=True)),
    )


def _plan_one(target: Target, template: OfferCampaign, facts: Facts, *, year: int) -> Planned | NewBargaining | Made:
    """What to send to one target, what to open for it, or why neither is done."""
    enterprise = target.enterprise
    if case_id := facts.running.get(enterprise.pk):
        return Made(Result.ALREADY, case_id)
    union, contract = facts.unions.get(enterprise.pk), facts.contracts.get(enterprise.pk)
    if union is None:
        guide = facts.guides[enterprise.pk]
        return replace(_entry(template, enterprise, guide, contract), guided_by=guide)
    known = known_of(enterprise, union, contract, year=year)
    if missing := missing_fields(known, [getattr(template, name) for name in MERGED]):
        return Made(Result.REFUSED, reasons=[Sentence(MISSING, {"fields": "、".join(missing)})])
    channel = Channel.ONLINE if enterprise.pk in facts.online else Channel.PAPER
    key = uuid5(SUBMISSIONS, f"{target.campaign_id} {target.enterprise_id}")
    return Planned(_entry(template, enterprise, union, contract), offer_of(template, known) | {"channel": channel}, key)


def _send_all(planned: Sequence[Planned], *, actor: Actor, now: datetime) -> list[Made]:
    """All at once. Those of them that are refused go back with their cases, and the others are sent without them."""
    outcomes: dict[UUID, Made] = {}
    while rest := [one for one in planned if one.key not in outcomes]:
        with transaction.atomic():
            made = {one.key: row for one, row in zip(rest, _send(rest, actor=actor, now=now), strict=True)}
            refused = {key: row for key, row in made.items() if row.result == Result.REFUSED}
            transaction.set_rollback(bool(refused))
        outcomes |= refused or made
    return [outcomes[one.key] for one in planned]


def _send(planned: Sequence[Planned], *, actor: Actor, now: datetime) -> list[Made]:
    bargainings = open_bargainings([one.entry for one in planned], actor=actor, now=now)
    submissions = [
        Submission(bargaining.case_id, one.key, one.data) for bargaining, one in zip(bargainings, planned, strict=True)
    ]
    answers = advance_many(submissions, "send_offer", actor=actor, now=now)
    return [
        Made(Result.MADE, bargaining.case_id) if isinstance(answer, Step) else _refused(answer)
        for bargaining, answer in zip(bargainings, answers, strict=True)
    ]


def _refused(unmade: Unmade) -> Made:
    if isinstance(unmade, Refused):
        return Made(Result.REFUSED, reasons=[unmade.sentence])
    if isinstance(unmade, InvalidInput):
        faults = [str(text) for texts in unmade.form.errors.values() for text in texts]
        return Made(Result.REFUSED, reasons=[Sentence("{faults}", {"faults": "".join(faults)})])
    raise unmade


def known_of(enterprise: Enterprise, union: Union, contract: Contract | None, *, year: int) -> Known:
    """What fills the merge fields for one enterprise."""
    return Known(
        enterprise=enterprise.name,
        union=union.name,
        headcount=enterprise.headcount,
        women=enterprise.women,
        contract=contract.number if contract else None,
        contract_end=contract.term_to if contract else None,
        year=year,
    )


def offer_of(template: OfferCampaign, known: Known) -> dict[str, object]:
    """The fields of the offer for one enterprise, as its form takes them."""
    merged: dict[str, object] = {name: merge(getattr(template, name), known) for name in MERGED}
    return merged | {
        "proposed_on": template.proposed_on.isoformat() if template.proposed_on else "",
        "negotiators_proposed": template.negotiators_proposed or "",
    }


def _entry(template: OfferCampaign, enterprise: Enterprise, union: Union, contract: Contract | None) -> NewBargaining:
    """A renewal where a contract of its own is in force, else a new one."""
    return NewBargaining(
        union=union,
        enterprise=enterprise,
        contract_type=ContractType(template.contract_type),
        kind=BargainingKind.RENEWAL if contract else BargainingKind.NEW,
        previous=contract,
    )


STAGES = {AGREED: target_agreed, ON_TIME: target_answered_on_time, SIGNED: target_signed}
OFFERS = declare_campaign(
    CampaignKind(KIND, gettext_noop("集中要约"), make_offers, narrow, answered=target_answered, stages=STAGES)
)

"""An employer demands talks in its own face: the case is opened at the union that covers it, and its demand entered."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case, Request
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.sharing import share_with_party
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Union, UnionCoverage
from zhijia.organisation.models.outside import PartyKind
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import Bargaining
from zhijia.services.bargaining.models.bargainings import ContractType, OutcomeKind, Side


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What an employer wants to bargain about."""

    contract_type: str
    topics: str
    claims: str = ""
    proposed_on: date | None = None
    proposed_place: str = ""
    contact: str = ""


def demand_talks(demand: Demand, *, actor: Actor, key: UUID, now: datetime) -> int:
    """Open the bargaining and enter the demand, once for each `key`; returns the id of the case. Raises `Refused`."""
    party, enterprise_id = check_demands(actor)
    with transaction.atomic():
        done = Request.objects.filter(user_id=actor.user_id or 0, key=key).values_list("case_id", flat=True).first()
        if done is not None:
            return done
        with scoped(SYSTEM):
            case = _open(demand, enterprise_id, actor=actor, now=now)
            share_with_party(case, party)
        data = {
            "topics": demand.topics,
            "claims": demand.claims,
            "proposed_on": demand.proposed_on.isoformat() if demand.proposed_on else "",
            "proposed_place": demand.proposed_place,
            "contact": demand.contact,
        }
        advance(case.pk, "employer_offer", actor=actor, key=key, now=now, data=data)
    return case.pk


def check_demands(actor: Actor) -> tuple[str, int]:
    """The employer that the actor acts for: its name in cases, and its id. `Refused` for everybody else."""
    mandate = actor.mandate
    if mandate is None or mandate.kind != PartyKind.EMPLOYER:
        raise Refused("由用人单位的授权联系人提出。")
    return mandate.party, int(mandate.party.partition(":")[2])


def _open(demand: Demand, enterprise_id: int, *, actor: Actor, now: datetime) -> Case:
    enterprise = Enterprise.objects.get(pk=enterprise_id)
    union = _union_of(enterprise, now=now)
    _check_none_open(union, enterprise, demand)
    label = ContractType(demand.contract_type).label
    entry = NewCase(
        title=f"{enterprise.name} · {label}"[:300],
        union_id=union.pk,
        place=union.place,
        enterprise_id=enterprise_id,
        line=FunctionLine.RIGHTS,
        data={"type": demand.contract_type, "initiator": str(Side.EMPLOYER)},
    )
    (case,) = open_cases(BARGAINING_FLOW, [entry], actor=actor, now=now)
    bargaining = Bargaining.objects.create(
        case=case,
        contract_type=demand.contract_type,
        initiator=Side.EMPLOYER,
        outcome=OutcomeKind.CONTRACT,
        opened_on=local_day(now),
    )
    begin(BARGAINING_FLOW, [(case, bargaining)], now=now)
    return case


def _union_of(enterprise: Enterprise, *, now: datetime) -> Union:
    """The union of the enterprise's own that covers it today. Without one the demand goes to the territory on paper."""
    today = local_day(now)
    covering = UnionCoverage.objects.filter(enterprise=enterprise, from_on__lte=today).select_related("union")
    found = covering.filter(Q(to_on=None) | Q(to_on__gt=today)).order_by("from_on", "pk").first()
    if found is None:
        raise Refused("本单位还没有建立工会，协商由职工推举代表进行，请与属地工会联系。")
    return found.union


def _check_none_open(union: Union, enterprise: Enterprise, demand: Demand) -> None:
    running = Bargaining.objects.filter(
        contract_type=demand.contract_type,
        case__union=union,
        case__enterprise=enterprise,
        case__closed_at=None,
        contract=None,
    )
    if found := running.select_related("case").first():
        raise Refused(Sentence("已经有一件正在办理：{number}。", {"number": found.case.number}))

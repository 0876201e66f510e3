"""Opening an election in a union that exists."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.clocks import start_clocks
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.standing import Standing
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.models import PostHolding, Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.electing.voting import voting_members
from zhijia.services.organising.elections.flow import ELECTION_FLOW, FILLING
from zhijia.services.organising.elections.models import Election, ElectionKind


@dataclass(frozen=True, kw_only=True)
class NewElection:
    """An election at a union. `holding` is what a recall or transfer is about."""

    union: Union
    kind: str
    reason: str
    holding: PostHolding | None = None
    vacant_on: date | None = None
    proposer: str = ""
    proposers: int | None = None


def open_election(entry: NewElection, *, actor: Actor, now: datetime) -> Election:
    """Open its case. Raises `Refused`: role, an election of this kind that is open already."""
    union = entry.union
    check_administer(actor, union.path)
    open_ones = Election.objects.filter(case__union=union, kind=entry.kind, case__closed_at=None)
    if entry.kind not in (ElectionKind.RENEWAL, ElectionKind.TRANSFER):
        post = entry.holding.post if entry.holding else None
        open_ones = open_ones.filter(post=post, vacant_on=entry.vacant_on, reason=entry.reason)
    if open_ones.exists():
        words = {"kind": Sentence(str(ElectionKind(entry.kind).label))}
        raise Refused(Sentence("这个工会的“{kind}”正在办理，不需要重复登记。", words), field="kind")
    new = NewCase(
        title=f"{union.name}{ElectionKind(entry.kind).label}"[:300],
        union_id=union.pk,
        place=union.place,
        line=FunctionLine.ORGANISING,
        data={"kind": entry.kind},
    )
    with transaction.atomic():
        (case,) = open_cases(ELECTION_FLOW, [new], actor=actor, now=now)
        election = Election.objects.create(
            case=case,
            kind=entry.kind,
            reason=entry.reason,
            post=entry.holding.post if entry.holding else None,
            person=entry.holding.person if entry.holding else None,
            vacant_on=entry.vacant_on,
            proposer=entry.proposer,
            proposers=entry.proposers,
            members=voting_members(union).count(),
        )
        start_clocks([Standing(case, election)], (FILLING,), now=now)
        begin(ELECTION_FLOW, [(case, election)], now=now)
    return election

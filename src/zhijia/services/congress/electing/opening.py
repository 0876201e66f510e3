"""Opening elections of delegates: of all units of a new term, by-elections, recalls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.electing.models import DelegateElection, DelegateElectionKind
from zhijia.services.congress.terms.models import CongressTerm, Delegate, ElectionUnit

FLOW = "congress.election"


@dataclass(frozen=True, kw_only=True)
class NewElection:
    """An election in a unit; `delegate` is whom a recall is about."""

    unit: ElectionUnit
    kind: str
    seats: int = 0
    delegate: Delegate | None = None
    reason: str = ""


def open_elections(
    term: CongressTerm, entries: Sequence[NewElection], *, actor: Actor, now: datetime
) -> list[DelegateElection]:
    """Open a case for each, in one transaction."""
    flow = get_flow(FLOW)
    with transaction.atomic():
        cases = open_cases(flow, [_case_of(term, entry) for entry in entries], actor=actor, now=now)
        made = [
            DelegateElection(
                case=case,
                term=term,
                unit=entry.unit,
                kind=entry.kind,
                seats=entry.seats,
                eligible=entry.unit.headcount,
                delegate=entry.delegate,
                reason=entry.reason,
            )
            for case, entry in zip(cases, entries, strict=True)
        ]
        DelegateElection.objects.bulk_create(made)
        begin(flow, zip(cases, made, strict=True), now=now)
    return made


def _case_of(term: CongressTerm, entry: NewElection) -> NewCase:
    what = DelegateElectionKind(entry.kind).label
    about = entry.delegate.name if entry.delegate else entry.unit.name
    return NewCase(
        title=f"{term.case.title} {about}代表{what}"[:300],
        union_id=term.union_id,
        place=term.case.place,
        enterprise_id=term.enterprise_id,
        line=FunctionLine.RIGHTS,
        data={"kind": entry.kind, "unit": entry.unit.name, "seats": entry.seats},
    )

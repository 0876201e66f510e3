"""Proposing, and every later act of a delegate: in her name, through no post, in the scope of the system."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case, Request
from zhijia.engines.cases.opening import SUBJECT, NewCase, begin, open_cases
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.writing import refusing
from zhijia.services.congress.proposals.flow import PROPOSAL_FLOW
from zhijia.services.congress.proposals.models import Proposal
from zhijia.services.congress.terms.flow import IN_FORCE
from zhijia.services.congress.terms.models import Delegate
from zhijia.services.congress.terms.roll import in_office_on
from zhijia.trail.models import Event

PROPOSE = "propose"
SAME = {"proposal_once": "您已经提过同名的提案，请换一个案由。"}


@dataclass(frozen=True, kw_only=True)
class Text:
    title: str
    reason: str
    measure: str


def herself(actor: Actor) -> Actor:
    """Whoever acts, without a post: as a delegate she speaks for those who elected her, not for a union."""
    return Actor(user_id=actor.user_id or 0, person_id=actor.person_id, name=actor.name)


def mandates_of(actor: Actor, day: date) -> QuerySet[Delegate]:
    """The mandates of a person in congresses in force; in the scope of the system."""
    in_force = Delegate.objects.filter(term__case__state__in=IN_FORCE)
    return in_force.filter(in_office_on(day), person=actor.person_id or 0)


def propose(actor: Actor, text: Text, *, key: UUID, now: datetime) -> Proposal:
    """Open a proposal of a delegate in office, once for each `key`. Raises `Refused`: no mandate in office, the same title.

    Her mandate is held: of two presses at the same moment the second finds what the first has done.
    """
    with scoped(replace(herself(actor), is_system=True)), transaction.atomic(), refusing(SAME):
        mandates = mandates_of(actor, local_day(now)).select_related("term__case", "term__union").order_by("-pk")
        mandate = mandates.select_for_update(of=("self",), no_key=True).first()
        if mandate is None:
            raise Refused("提案由在任的职工代表提出。您可以请本选区的代表提出。")
        if done := Request.objects.filter(user_id=actor.user_id or 0, key=key, verb=PROPOSE).first():
            return Proposal.objects.get(case=done.case_id)
        term = mandate.term
        new = NewCase(
            title=f"提案 {text.title}",
            union_id=term.union_id,
            place=term.case.place,
            enterprise_id=term.enterprise_id,
            line=FunctionLine.RIGHTS,
        )
        (case,) = open_cases(PROPOSAL_FLOW, [new], actor=herself(actor), now=now)
        proposal = Proposal.objects.create(
            case=case, term=term, proposer=mandate, title=text.title, reason=text.reason, measure=text.measure
        )
        begin(PROPOSAL_FLOW, [(case, proposal)], now=now)
        _remember(case, actor, key)
    return proposal


def _remember(case: Case, actor: Actor, key: UUID) -> None:
    """The key of the form that opened it, beside the event of its opening."""
    opened = (
        Event.objects.filter(subject_type=SUBJECT, subject_id=case.pk).order_by("pk").values_list("pk", flat=True)[0]
    )
    Request.objects.create(key=key, user_id=actor.user_id or 0, case=case, verb=PROPOSE, event_id=opened)


def act_as_delegate(
    actor: Actor, case_id: int, verb: str, *, key: UUID, now: datetime, data: Mapping[str, Any] | None = None
) -> None:
    """Make a move of a delegate, who sees no case. Raises what `advance` raises."""
    with scoped(replace(herself(actor), is_system=True)):
        advance(case_id, verb, actor=herself(actor), key=key, now=now, data=data)

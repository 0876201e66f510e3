"""What a delegate reads of the proposals of her congress. She sees no case: the system reads them for her."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db.models import Q
from django.http import Http404

from zhijia.engines.cases.advance import check_move
from zhijia.engines.cases.flow import Move, Turn, is_allowed
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.congress.proposals.checks import authors_of, merged_into
from zhijia.services.congress.proposals.flow import BY_DELEGATES, PROPOSAL_FLOW
from zhijia.services.congress.proposals.models import Proposal, ProposalReply
from zhijia.services.congress.proposals.opening import herself, mandates_of
from zhijia.services.congress.terms.models import Delegate
from zhijia.services.congress.terms.roll import in_office_on

MOST = 100


@dataclass(frozen=True)
class ReadList:
    """What she sees, and whether she is a delegate in office, who alone proposes (B5)."""

    proposals: Sequence[Proposal]
    is_delegate: bool


@dataclass(frozen=True)
class Read:
    """A proposal as a delegate reads it: its authors, the answers, and what she can do now."""

    proposal: Proposal
    authors: Sequence[str]
    replies: Sequence[ProposalReply]
    moves: Sequence[Move]


def read_list(actor: Actor, *, today: date) -> ReadList:
    """Proposals of the congresses in which she is in office, and her own of any; newest first."""
    with scoped(SYSTEM):
        rows = Proposal.objects.select_related("case", "proposer").order_by("-pk")
        return ReadList(list(rows.filter(_seen(actor, today))[:MOST]), mandates_of(actor, today).exists())


def read_proposal(actor: Actor, case_id: int, *, now: datetime) -> Read:
    """One of them with what she can do, or not found."""
    today = local_day(now)
    with scoped(SYSTEM):
        turn = _turn_of(actor, case_id, now=now, today=today)
        moves = [move for move in BY_DELEGATES if is_allowed(partial(check_move, move), turn)]
        replies = list(ProposalReply.objects.filter(proposal=turn.record).order_by("number"))
        authors = authors_of(turn.record, merged_into(turn.record))
        return Read(turn.record, authors, replies, moves)


def turn_of(actor: Actor, case_id: int, *, now: datetime) -> Turn:
    """The turn of a delegate on a proposal that she reads, or not found."""
    with scoped(SYSTEM):
        return _turn_of(actor, case_id, now=now, today=local_day(now))


def _turn_of(actor: Actor, case_id: int, *, now: datetime, today: date) -> Turn:
    seen = Proposal.objects.filter(_seen(actor, today), case=case_id).select_related("case").first()
    if seen is None:
        raise Http404
    return Turn(seen.case, PROPOSAL_FLOW.record_of(seen.case), herself(actor), now, today)


def _seen(actor: Actor, today: date) -> Q:
    """Condition: proposed by her, or in a congress in which she is in office."""
    mine = Delegate.objects.filter(person=actor.person_id or 0)
    terms = mine.filter(in_office_on(today)).values("term")
    return Q(proposer__in=mine.values("pk")) | Q(term__in=terms)

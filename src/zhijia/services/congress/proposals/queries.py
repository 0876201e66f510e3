"""What a delegate reads of the proposals of her congress. She sees no case: the system reads them for her."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db.models import Q
from django.http import Http404

from zhijia.engines.cases.advance import check_move
from zhijia.engines.cases.flow import Move, Turn, is_allowed
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.congress.proposals.alike import suggest
from zhijia.services.congress.proposals.checks import authors_of, merged_into
from zhijia.services.congress.proposals.flow import BY_DELEGATES, PROPOSAL_FLOW, REPLIED, SIGNING
from zhijia.services.congress.proposals.models import CoSignature, Proposal, ProposalReply
from zhijia.services.congress.proposals.opening import herself, mandates_of
from zhijia.services.congress.terms.models import Delegate
from zhijia.services.congress.terms.roll import in_office_on

MOST = 100


@dataclass(frozen=True)
class ReadList:
    """What she sees, which of it waits for her, and whether she is a delegate in office, who alone proposes (B5)."""

    proposals: Sequence[Proposal]
    awaited: Mapping[int, str]
    is_delegate: bool


@dataclass(frozen=True)
class Read:
    """A proposal as a delegate reads it: its authors, the answers, and what she can do now.

    `alike`: while it is signed, others of her congress that seem to be about the same matter. `signed`: the version that she
    signed, where it is no longer the one that stands.
    """

    proposal: Proposal
    authors: Sequence[str]
    replies: Sequence[ProposalReply]
    moves: Sequence[Move]
    alike: Sequence[Proposal]
    signed: int | None


def read_list(actor: Actor, *, today: date) -> ReadList:
    """Proposals of the congresses in which she is in office, and her own of any; newest first."""
    with scoped(SYSTEM):
        rows = Proposal.objects.select_related("case", "proposer").order_by("-pk")
        found = list(rows.filter(_seen(actor, today))[:MOST])
        mandates = set(mandates_of(actor, today).values_list("pk", flat=True))
        return ReadList(found, _awaited(found, mandates), bool(mandates))


def read_proposal(actor: Actor, case_id: int, *, now: datetime) -> Read:
    """One of them with what she can do, or not found."""
    today = local_day(now)
    with scoped(SYSTEM):
        turn = _turn_of(actor, case_id, now=now, today=today)
        moves = [move for move in BY_DELEGATES if is_allowed(partial(check_move, move), turn)]
        replies = list(ProposalReply.objects.filter(proposal=turn.record).order_by("number"))
        authors = authors_of(turn.record, merged_into(turn.record))
        return Read(turn.record, authors, replies, moves, _alike(actor, turn), _signed_before(actor, turn.record))


def alike_of(proposal: Proposal, others: Iterable[Proposal]) -> list[Proposal]:
    """At most three of the same congress that seem to be about the same matter."""
    found = {one.pk: one for one in others if one.pk != proposal.pk and proposal.pk != one.merged_into_id}
    texts = [(pk, f"{one.title}{one.measure}") for pk, one in found.items()]
    return [found[pk] for pk in suggest(f"{proposal.title}{proposal.measure}", texts)]


def proposals_read_by(actor: Actor, case_ids: Collection[int], *, today: date) -> set[int]:
    """Of these cases, those of proposals that she reads as a delegate."""
    if not case_ids:
        return set()
    with scoped(SYSTEM):
        return set(Proposal.objects.filter(_seen(actor, today), case__in=case_ids).values_list("case", flat=True))


def turn_of(actor: Actor, case_id: int, *, now: datetime) -> Turn:
    """The turn of a delegate on a proposal that she reads, or not found."""
    with scoped(SYSTEM):
        return _turn_of(actor, case_id, now=now, today=local_day(now))


def proposals_awaiting(actor: Actor, *, today: date) -> list[tuple[Proposal, str]]:
    """In the scope of the system: what waits for a delegate in office, each with the verb."""
    mandates = mandates_of(actor, today)
    rows = Proposal.objects.filter(term__in=mandates.values("term"), case__state__in=(SIGNING.code, REPLIED.code))
    found = list(rows.select_related("case", "proposer").order_by("pk")[:MOST])
    awaited = _awaited(found, set(mandates.values_list("pk", flat=True))) if found else {}
    return [(row, awaited[row.pk]) for row in found if row.pk in awaited]


def _awaited(rows: Sequence[Proposal], mandates: Collection[int]) -> Mapping[int, str]:
    """What waits for her, the verb by proposal: to rate her own, to sign again a text that was changed."""
    signing = [row for row in rows if row.case.state == SIGNING.code]
    signatures = CoSignature.objects.filter(proposal__in=signing, delegate__in=mandates)
    signed = dict(signatures.order_by("version").values_list("proposal", "version")) if signing and mandates else {}
    again = {row.pk: "cosign" for row in signing if signed.get(row.pk, row.version) != row.version}
    rating = {row.pk: "rate" for row in rows if row.case.state == REPLIED.code and row.proposer_id in mandates}
    return again | rating


def _alike(actor: Actor, turn: Turn) -> list[Proposal]:
    if turn.case.state != SIGNING.code:
        return []
    others = Proposal.objects.filter(_seen(actor, turn.today), term=turn.record.term_id, withdrawn_on=None)
    return alike_of(turn.record, others.select_related("case", "proposer").order_by("pk"))


def _signed_before(actor: Actor, proposal: Proposal) -> int | None:
    """The last version that she signed, if it was changed since and is still signed."""
    if proposal.case.state != SIGNING.code or proposal.version == 1:
        return None
    hers = CoSignature.objects.filter(proposal=proposal, delegate__person=actor.person_id or 0).order_by("-version")
    version = hers.values_list("version", flat=True).first()
    return None if version == proposal.version else version


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

"""Delegates are told what became of their proposal and what it asks of them. They see no case: nothing else reaches them."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from zhijia.engines.cases.flow import Turn
from zhijia.engines.messages.sending import Line, send
from zhijia.services.congress.proposals import events
from zhijia.services.congress.proposals.checks import merged_into, signatures_of
from zhijia.services.congress.proposals.models import CoSignature, Proposal
from zhijia.services.congress.terms.models import Delegate
from zhijia.services.congress.terms.roll import in_office_on

COSIGN, RATE = "congress.proposal.cosign", "congress.proposal.rate"
"""What is awaited of a delegate; nobody else is told of these."""


def ask_again(turn: Turn) -> None:
    """Whoever signed the text as it was, before it becomes another version."""
    signed = Delegate.objects.filter(in_office_on(turn.today), pk__in=signatures_of(turn.record).values("delegate"))
    _send(turn, COSIGN, signed.values_list("person", flat=True))


def tell_authors(turn: Turn, kind: str) -> None:
    """All who stand behind it: of it and of what was merged into it, and who signed the texts as they stand."""
    _send(turn, kind, _authors(turn.record).values_list("person", flat=True))


def ask_for_rating(turn: Turn) -> None:
    """The proposer rates, or where her mandate has ended whoever signed with her; the others hear that it was answered."""
    proposal: Proposal = turn.record
    in_office = Delegate.objects.filter(in_office_on(turn.today))
    raters = in_office.filter(pk=proposal.proposer_id) or in_office.filter(
        pk__in=signatures_of(proposal).values("delegate")
    )
    asked = [one.person_id for one in raters]
    _send(turn, RATE, asked)
    _send(turn, events.REPLIED.code, _authors(proposal).exclude(person__in=asked).values_list("person", flat=True))


def _authors(proposal: Proposal) -> QuerySet[Delegate]:
    family = [proposal, *merged_into(proposal)]
    signed = CoSignature.objects.filter(proposal__in=family, version=F("proposal__version")).values("delegate")
    return Delegate.objects.filter(Q(pk__in=[one.proposer_id for one in family]) | Q(pk__in=signed))


def _send(turn: Turn, kind: str, people: Iterable[int]) -> None:
    proposal: Proposal = turn.record
    lines = [Line(None, turn.case.pk, kind, proposal.title, person_id=person) for person in sorted(set(people))]
    send(lines, now=turn.now, today=turn.today, not_to=turn.actor.person_id)

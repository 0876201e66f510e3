"""The page of a proposal: every pair with its reasons, and how the load lies on the cadres."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.actions.proposing import can_change
from zhijia.services.contacts.models import Proposal, ProposedPair
from zhijia.ui.components import Column


@dataclass(frozen=True, slots=True)
class Row:
    pair: ProposedPair
    reasons: Sequence[str]
    url: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """`loads` are cadres with how many they get, the most first."""

    proposal: Proposal
    rows: Sequence[Row]
    columns: Sequence[Column]
    loads: Sequence[tuple[str, int]]
    shortfalls: Sequence[str]
    may_change: bool


def read_proposal(actor: Actor, proposal: Proposal) -> ProposalPage:
    may_change = can_change(actor, proposal)
    pairs = list(proposal.pairs.select_related("union", "cadre").order_by("union__path"))
    loads = Counter(pair.cadre.title for pair in pairs)
    return ProposalPage(
        proposal=proposal,
        rows=[
            Row(
                pair,
                [sentence.said_in(_) for sentence in as_sentences(pair.reasons)],
                reverse("contacts:change", args=[proposal.pk, pair.pk]) if may_change else "",
            )
            for pair in pairs
        ],
        columns=[
            Column(_("企业工会"), "long"),
            Column(_("挂钩干部"), "long"),
            Column(_("理由")),
            Column(_("调整"), "short"),
        ],
        loads=loads.most_common(),
        shortfalls=[sentence.said_in(_) for sentence in as_sentences(proposal.shortfalls)],
        may_change=may_change,
    )

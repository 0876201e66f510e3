"""What an employer's own demand, and the union's answer to it, change."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.sharing import employer_party, parties_reached, share_with_party
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.acts.offering import latest_offer
from zhijia.services.bargaining.acts.papers import employer_on_paper, keep_scans
from zhijia.services.bargaining.forms.employer import EmployerOfferForm
from zhijia.services.bargaining.models import Offer, Reply
from zhijia.services.bargaining.models.offers import Channel, Decision


def employer_offer(turn: Turn) -> Outcome:
    """The employer's offer has reached the union: from the day of receipt the term of its answer runs."""
    values = {name: turn.data[name] for name in EmployerOfferForm.Meta.fields}
    party = employer_on_paper(turn)
    channel = Channel.PAPER if party else Channel.ONLINE
    offer = Offer.objects.create(
        bargaining=turn.record, number=1, sent_on=values["served_on"], channel=channel, **values
    )
    _let_employer_see(turn)
    data = {"offer": offer.pk, "served_on": offer.served_on.isoformat() if offer.served_on else None}
    return Outcome(data=data | {"scans": keep_scans(turn)}, on_paper=party)


def union_reply(turn: Turn) -> Outcome:
    return _reply(turn, Decision.AGREE)


def union_decline(turn: Turn) -> Outcome:
    return _reply(turn, Decision.REFUSE)


def _reply(turn: Turn, decision: Decision) -> Outcome:
    offer = latest_offer(turn)
    names = ("reason", "accepted_topics", "counter_topics", "meets_on", "meets_at", "signer", "replied_on")
    values = {name: turn.data[name] for name in names if name in turn.data}
    reply = Reply.objects.create(offer=offer, decision=decision, channel=offer.channel, **values)
    data = {"offer": offer.pk, "decision": str(decision), "replied_on": reply.replied_on.isoformat()}
    return Outcome(data=data | ({"reason": reply.reason} if reply.reason else {}))


def _let_employer_see(turn: Turn) -> None:
    """Whoever demanded talks sees the answer where somebody can act for the employer here."""
    if turn.case.enterprise_id is None:
        return
    party = employer_party(turn.case.enterprise_id)
    if party in parties_reached(turn.case, today=turn.today):
        with scoped(SYSTEM):
            share_with_party(turn.case, party)

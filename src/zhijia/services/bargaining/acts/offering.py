"""What sending, serving and answering an offer change."""

from django.db.models import Max

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.sharing import employer_party, parties_reached, share_with_party
from zhijia.lib.sentences import Refused
from zhijia.services.bargaining.acts.papers import employer_on_paper, keep_scans
from zhijia.services.bargaining.models import Bargaining, Offer, Reply
from zhijia.services.bargaining.models.offers import Channel, Decision

REPLY_FIELDS = (
    "reason",
    "accepted_topics",
    "counter_topics",
    "meets_on",
    "meets_at",
    "data_list",
    "data_on",
    "signer",
    "signer_authority",
    "replied_on",
)


def send_offer(turn: Turn) -> Outcome:
    """Send the next offer. Who sends it from above is kept as `sent_by` (a higher union may offer on behalf)."""
    bargaining: Bargaining = turn.record
    data = turn.data
    if data["channel"] == Channel.ONLINE:
        _check_receives(turn)
    last = bargaining.offers.aggregate(last=Max("number"))["last"] or 0
    offer = Offer.objects.create(
        bargaining=bargaining,
        number=last + 1,
        sent_on=turn.today,
        **{name: data[name] for name in ("topics", "claims", "proposed_on", "proposed_place")},
        **{name: data[name] for name in ("negotiators_proposed", "data_requested", "contact", "channel")},
    )
    post = turn.actor.post
    if post and post.union_id != turn.case.union_id:
        bargaining.sent_by_id = post.union_id
        bargaining.save(update_fields=["sent_by"])
    if offer.channel == Channel.ONLINE and turn.case.enterprise_id is not None:
        share_with_party(turn.case, employer_party(turn.case.enterprise_id))
    return Outcome(data={"offer": offer.pk, "number": offer.number, "channel": offer.channel})


def _check_receives(turn: Turn) -> None:
    """Sent here, an offer would lie where nobody can open it, and the term of the reply would never begin."""
    party = employer_party(turn.case.enterprise_id) if turn.case.enterprise_id is not None else ""
    if party not in parties_reached(turn.case, today=turn.today):
        raise Refused(
            "用人单位还没有能在本系统收件的授权联系人，要约送不到。请先登记授权联系人，或者打印盖章后用其他方式送达。",
            field="channel",
        )


def record_service(turn: Turn) -> Outcome:
    """The day the other side received the offer: from it the term of the reply runs (CB-003)."""
    offer = latest_offer(turn.record)
    offer.served_on = turn.data["day"]
    offer.save(update_fields=["served_on"])
    scans = keep_scans(turn)
    party = employer_on_paper(turn)
    return Outcome(data={"offer": offer.pk, "served_on": offer.served_on.isoformat(), "scans": scans}, on_paper=party)


def agree(turn: Turn) -> Outcome:
    """The employer accepts to bargain."""
    return _reply(turn, decision=turn.data["decision"])


def refuse(turn: Turn) -> Outcome:
    """The employer refuses, with its reason."""
    return _reply(turn, decision=Decision.REFUSE)


def _reply(turn: Turn, *, decision: str) -> Outcome:
    offer = latest_offer(turn.record)
    party = employer_on_paper(turn)
    values = {name: turn.data[name] for name in REPLY_FIELDS if name in turn.data}
    reply, _ = Reply.objects.update_or_create(
        offer=offer,
        defaults={**values, "decision": decision, "channel": Channel.PAPER if party else Channel.ONLINE},
    )
    if offer.served_on is None:  # who answers has received it
        offer.served_on = reply.replied_on
        offer.save(update_fields=["served_on"])
    data = {"offer": offer.pk, "decision": reply.decision, "replied_on": reply.replied_on.isoformat()}
    return Outcome(data={**data, "scans": keep_scans(turn)}, on_paper=party)


def latest_offer(bargaining: Bargaining) -> Offer:
    """The offer that is being answered; an offered bargaining has one."""
    offer = bargaining.offers.order_by("-number").first()
    if offer is None:
        raise ValueError(f"bargaining {bargaining.pk} has no offer")
    return offer

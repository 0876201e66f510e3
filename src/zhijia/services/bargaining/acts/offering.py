"""What sending, serving and answering an offer change."""

from collections.abc import Mapping, Sequence

from django.db.models import prefetch_related_objects

from zhijia.engines.campaigns.running import mark_made
from zhijia.engines.cases.above import tell_above
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.sharing import employer_party, share_each
from zhijia.engines.cases.standing import Standing, one_by_one
from zhijia.engines.documents.wording import items_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.queries import reached_parties
from zhijia.organisation.writing import update_each
from zhijia.services.bargaining.acts.papers import employer_on_paper, keep_scans
from zhijia.services.bargaining.events import OFFER_REFUSED
from zhijia.services.bargaining.models import DataRequest, Offer, Reply
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.models.offers import Channel, Decision, Finding

OFFER_FIELDS = (
    "topics",
    "claims",
    "proposed_on",
    "proposed_place",
    "negotiators_proposed",
    "data_requested",
    "contact",
    "channel",
)
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
NOT_REVIEWED = {"is_justified": None, "reviewed_on": None, "review_note": ""}


def send_offers(turns: Sequence[Turn]) -> Sequence[Outcome]:
    """Send the next offer of each. Who sends it from above is kept as `sent_by` (a higher union may offer on behalf)."""
    for turn in turns:
        if turn.data["channel"] == Channel.ONLINE:
            _check_receives(turn)
    offers = Offer.objects.bulk_create([_next_offer(turn) for turn in turns])
    mark_made([turn.case.pk for turn in turns], now=turns[0].now)
    prefetch_related_objects([turn.record for turn in turns], "offers")
    _keep_senders(turns)
    share_each(
        [
            (turn.case, employer_party(turn.case.enterprise_id))
            for turn, offer in zip(turns, offers, strict=True)
            if offer.channel == Channel.ONLINE and turn.case.enterprise_id is not None
        ]
    )
    return [Outcome(data={"offer": offer.pk, "number": offer.number, "channel": offer.channel}) for offer in offers]


def _next_offer(turn: Turn) -> Offer:
    sent = turn.ask(offers_of)
    values = {name: turn.data[name] for name in OFFER_FIELDS}
    return Offer(bargaining=turn.record, number=sent[-1].number + 1 if sent else 1, sent_on=turn.today, **values)


def _keep_senders(turns: Sequence[Turn]) -> None:
    from_above = []
    for turn in turns:
        post = turn.actor.post
        if post and post.union_id != turn.case.union_id:
            turn.record.sent_by_id = post.union_id
            from_above.append(turn.record)
    update_each(from_above, ["sent_by"])


def _check_receives(turn: Turn) -> None:
    """Sent here, an offer would lie where nobody can open it, and the term of the reply would never begin."""
    if not turn.ask(_receive):
        raise Refused(
            "用人单位还没有能在本系统收件的授权联系人，要约送不到。请先登记授权联系人，或者打印盖章后用其他方式送达。",
            field="channel",
        )


def _receive(turns: Sequence[Turn]) -> Mapping[int, bool]:
    """Of each case, whether somebody can act here for its employer today."""
    parties = {turn.case.pk: employer_party(turn.case.enterprise_id) for turn in turns if turn.case.enterprise_id}
    found = reached_parties(list(parties.values()), today=turns[0].today) if parties else {}
    return {turn.case.pk: parties.get(turn.case.pk) in found for turn in turns}


def record_service(turn: Turn) -> Outcome:
    """The day the other side received the offer: from it the term of the reply runs (CB-003)."""
    offer = latest_offer(turn)
    offer.served_on = turn.data["day"]
    offer.save(update_fields=["served_on"])
    scans = keep_scans(turn)
    party = employer_on_paper(turn)
    return Outcome(data={"offer": offer.pk, "served_on": offer.served_on.isoformat(), "scans": scans}, on_paper=party)


def agree(turn: Turn) -> Outcome:
    """The employer accepts to bargain; what the offer asked to be provided it now owes."""
    outcome = _reply(turn, decision=turn.data["decision"])
    _ask_for_data(turn, latest_offer(turn))
    return outcome


def _ask_for_data(turn: Turn, offer: Offer) -> None:
    if not offer.data_requested:
        return
    asked = set(turn.record.data_requests.filter(asked_by=Side.WORKERS).values_list("item", flat=True))
    items = [item for item in dict.fromkeys(items_of(offer.data_requested)) if item not in asked]
    DataRequest.objects.bulk_create(
        DataRequest(
            bargaining=turn.record, asked_by=Side.WORKERS, item=item, requested_on=offer.served_on or turn.today
        )
        for item in items
    )


def refuse(turn: Turn) -> Outcome:
    """The employer refuses, with its reason; the union above is told that it is to review it (CB-004)."""
    outcome = _reply(turn, decision=Decision.REFUSE)
    tell_above(turn.case, OFFER_REFUSED.code, actor=turn.actor, now=turn.now)
    return outcome


def review_refusal(turn: Turn) -> Outcome:
    """The union above has judged the reasons; what it found wanting is a clue for supervision."""
    reply = turn.ask(refusal_of)
    if reply is None:
        raise ValueError(f"bargaining {turn.record.pk} was not refused")
    reply.is_justified, reply.review_note = turn.data["finding"] == Finding.JUSTIFIED, turn.data["note"]
    reply.reviewed_on = turn.today
    reply.save(update_fields=["is_justified", "review_note", "reviewed_on"])
    return Outcome(data={"reply": reply.pk, "is_justified": reply.is_justified, "note": reply.review_note[:500]})


@one_by_one
def refusal_of(standing: Standing) -> Reply | None:
    """The refusal of the latest offer whose reasons nobody has reviewed yet."""
    waiting = Reply.objects.filter(offer__bargaining=standing.record, decision=Decision.REFUSE, is_justified=None)
    return waiting.order_by("-offer__number").first()


def _reply(turn: Turn, *, decision: str) -> Outcome:
    offer = latest_offer(turn)
    party = employer_on_paper(turn)
    values = {name: turn.data[name] for name in REPLY_FIELDS if name in turn.data}
    reply, _ = Reply.objects.update_or_create(
        offer=offer,
        defaults={
            **NOT_REVIEWED,
            **values,
            "decision": decision,
            "channel": Channel.PAPER if party else Channel.ONLINE,
        },
    )
    if offer.served_on is None:  # who answers has received it
        offer.served_on = reply.replied_on
        offer.save(update_fields=["served_on"])
    data = {"offer": offer.pk, "decision": reply.decision, "replied_on": reply.replied_on.isoformat()}
    return Outcome(data={**data, "scans": keep_scans(turn)}, on_paper=party)


def offers_of(standings: Sequence[Standing]) -> Mapping[int, list[Offer]]:
    """The offers of each bargaining so far, the first one first."""
    found: dict[int, list[Offer]] = {standing.case.pk: [] for standing in standings}
    case_of = {standing.record.pk: standing.case.pk for standing in standings}
    for offer in Offer.objects.filter(bargaining__in=case_of).order_by("bargaining", "number"):
        found[case_of[offer.bargaining_id]].append(offer)
    return found


def latest_offer(standing: Standing) -> Offer:
    """The offer that is being answered; an offered bargaining has one."""
    offers = standing.ask(offers_of)
    if not offers:
        raise ValueError(f"bargaining {standing.record.pk} has no offer")
    return offers[-1]

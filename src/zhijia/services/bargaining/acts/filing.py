"""What filing, review and publication change."""

from dataclasses import replace

from django.db.models import Max

from zhijia.engines.cases.above import tell_above
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.sharing import bureau_party, parties_reached, share_with_party
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.acts.effect import put_into_force
from zhijia.services.bargaining.acts.papers import bureau_on_paper, employer_on_paper, keep_scans
from zhijia.services.bargaining.checks.filing import REVIEW, filing_of, given_at, review_due_of, served_on_both
from zhijia.services.bargaining.events import REPORTED_UP
from zhijia.services.bargaining.forms.filing import SERVICE_DAYS, FileForm, ReviewForm
from zhijia.services.bargaining.models import Contract, Filing, Review
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.models.filings import Opinion
from zhijia.services.bargaining.models.offers import Channel


def file_contract(turn: Turn) -> Outcome:
    """A filing of the signed text; the bureau's clock runs from the day it received it, which online is the same.

    Online it goes to the bureau here; where nobody of the bureau can act here, the employer files on the bureau's platform.
    """
    contract = turn.record.contract
    last = contract.filings.aggregate(last=Max("number"))["last"] or 0
    party = employer_on_paper(turn)
    bureau = bureau_party(turn.case.place)
    is_online = not party and bureau in parties_reached(turn.case, today=turn.today)
    values = {name: turn.data[name] for name in FileForm.Meta.fields}
    values |= {"received_on": values["filed_on"]} if is_online else {}
    filing = Filing.objects.create(
        contract=contract,
        number=last + 1,
        bureau_place=turn.case.place,
        channel=Channel.ONLINE if is_online else Channel.PAPER,
        **values,
    )
    if is_online:
        with scoped(SYSTEM):  # the employer may not pass on what was shared with it; the law sends this to the bureau
            share_with_party(turn.case, bureau)
    return Outcome(
        data={"filing": filing.pk, "number": filing.number, "filed_on": filing.filed_on.isoformat()}
        | {"scans": keep_scans(turn, for_party=bureau if is_online else "")},
        on_paper=party,
    )


def prepare_filing(turn: Turn) -> Outcome:
    """The package for a bureau outside this system is made; that it was filed is the next step."""
    return Outcome(data={"contract": turn.record.contract.pk, "bureau": turn.data["bureau_name"]})


def acknowledge(turn: Turn) -> Outcome:
    filing = filing_of(turn)
    filing.received_on, filing.receipt_number = turn.data["day"], turn.data["receipt_number"]
    filing.save(update_fields=["received_on", "receipt_number"])
    return Outcome(
        data={"filing": filing.pk, "received_on": filing.received_on.isoformat(), "scans": keep_scans(turn)},
        on_paper=bureau_on_paper(turn, filing.bureau_name),
    )


def number_receipt(turn: Turn) -> Outcome:
    """The bureau's own number of a text that reached it here."""
    filing = filing_of(turn)
    filing.receipt_number = turn.data["receipt_number"]
    filing.save(update_fields=["receipt_number"])
    return Outcome(data={"filing": filing.pk, "receipt_number": filing.receipt_number})


def ask_supplement(turn: Turn) -> Outcome:
    filing = filing_of(turn)
    filing.supplement_asked_on, filing.supplement_asked = turn.data["day"], turn.data["asked"]
    filing.supplemented_on = None
    filing.save(update_fields=["supplement_asked_on", "supplement_asked", "supplemented_on"])
    return Outcome(
        data={"filing": filing.pk, "asked": filing.supplement_asked, "scans": keep_scans(turn)},
        on_paper=bureau_on_paper(turn, filing.bureau_name),
    )


def supplement(turn: Turn) -> Outcome:
    filing = filing_of(turn)
    filing.supplemented_on = turn.data["day"]
    filing.save(update_fields=["supplemented_on"])
    bureau = bureau_party(turn.case.place) if filing.channel == Channel.ONLINE else ""
    scans = keep_scans(turn, for_party=bureau)
    data = {"filing": filing.pk, "supplemented_on": filing.supplemented_on.isoformat(), "scans": scans}
    return Outcome(data=data, on_paper=employer_on_paper(turn))


def review(turn: Turn) -> Outcome:
    """The bureau's opinion on a text under review: an objection stops the effect, service may bring it about (CB-058).

    What one post enters from paper does neither before another has confirmed it.
    """
    opinion, outcome = _keep_opinion(turn)
    if opinion.opinion == Opinion.OBJECTION:
        state = "filed" if outcome.on_paper else "objected"
    else:
        state = _state_after_service(turn, opinion)
    return replace(outcome, to_state=state, stops=() if state == "filed" else (REVIEW,))


def record_opinion(turn: Turn) -> Outcome:
    """An opinion that comes to light after the deemed effect: on record; what it changes a second person confirms."""
    return _keep_opinion(turn)[1]


def _keep_opinion(turn: Turn) -> tuple[Review, Outcome]:
    """The opinion as it was given, and whether that was too late (CB-056)."""
    filing = filing_of(turn)
    values = {name: turn.data[name] for name in ReviewForm.Meta.fields}
    party = bureau_on_paper(turn, filing.bureau_name)
    due = review_due_of(turn)
    opinion = Review.objects.create(
        filing=filing,
        channel=Channel.PAPER if party else Channel.ONLINE,
        is_late=due is not None and given_at(turn) > end_of_day(due),
        **values,
    )
    data = {"review": opinion.pk, "opinion": opinion.opinion, "is_late": opinion.is_late, "scans": keep_scans(turn)}
    return opinion, Outcome(data=data, on_paper=party)


def serve_opinion(turn: Turn) -> Outcome:
    """The day on which a side received the opinion; under review a wage agreement takes effect by it (CB-058)."""
    opinion = filing_of(turn).review
    for name in SERVICE_DAYS:
        setattr(opinion, name, turn.data[name] or getattr(opinion, name))
    opinion.save(update_fields=SERVICE_DAYS)
    data = {name: day.isoformat() for name in SERVICE_DAYS if (day := getattr(opinion, name))}
    state = _state_after_service(turn, opinion) if turn.case.state == "filed" else ""
    return Outcome(
        data={"review": opinion.pk, **data, "scans": keep_scans(turn)},
        on_paper=bureau_on_paper(turn, opinion.filing.bureau_name),
        to_state=state,
        stops=(REVIEW,) if state == "effective" else (),
    )


def _state_after_service(turn: Turn, opinion: Review) -> str:
    """A wage agreement is in force from the day on which the opinion had reached both sides; any other waits."""
    contract: Contract = turn.record.contract
    served = served_on_both(opinion)
    if contract.contract_type != ContractType.WAGE or served is None or turn.actor.post is not None:
        return "filed"  # what one post entered from paper has effect once another has confirmed it
    put_into_force(turn, served, EffectBasis.SERVED)
    return "effective"


def publish(turn: Turn) -> Outcome:
    contract: Contract = turn.record.contract
    contract.published_on, contract.published_via = turn.data["day"], turn.data["via"]
    contract.save(update_fields=["published_on", "published_via"])
    data = {"contract": contract.pk, "published_on": contract.published_on.isoformat()}
    return Outcome(data=data, to_state="performing" if turn.case.state == "effective" else "")


def report_up(turn: Turn) -> Outcome:
    """The text goes to the union above, where those who work are told."""
    contract: Contract = turn.record.contract
    contract.reported_up_on = turn.data["day"]
    contract.save(update_fields=["reported_up_on"])
    tell_above(turn.case, REPORTED_UP.code, actor=turn.actor, now=turn.now)
    return Outcome(data={"contract": contract.pk, "reported_up_on": contract.reported_up_on.isoformat()})

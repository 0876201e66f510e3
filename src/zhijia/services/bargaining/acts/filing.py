"""What filing, review, effect and publication change. Effect is computed, never typed (CB-057, CB-058)."""

from datetime import date, timedelta

from django.db.models import Max

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.models import Clock
from zhijia.engines.cases.sharing import bureau_party, parties_reached, share_with_party
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.acts.papers import bureau_on_paper, employer_on_paper, keep_scans
from zhijia.services.bargaining.checks.filing import REVIEW, filing_of, review_due_of
from zhijia.services.bargaining.forms.filing import FileForm, ReviewForm
from zhijia.services.bargaining.models import Contract, Filing, Review
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.models.filings import Opinion
from zhijia.services.bargaining.models.offers import Channel

ONE_DAY = timedelta(days=1)


def file_contract(turn: Turn) -> Outcome:
    """A filing of the signed text; the bureau's clock runs from the day it received it.

    Online it goes to the bureau here; where nobody of the bureau can act here, the employer files on the bureau's platform.
    """
    contract = turn.record.contract
    last = contract.filings.aggregate(last=Max("number"))["last"] or 0
    party = employer_on_paper(turn)
    bureau = bureau_party(turn.case.place)
    is_online = not party and bureau in parties_reached(turn.case, today=turn.today)
    values = {name: turn.data[name] for name in FileForm.Meta.fields}
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
    """The bureau's opinion: an objection in time stops the effect; a late one is on record and changes nothing (CB-056)."""
    filing = filing_of(turn)
    values = {name: turn.data[name] for name in ReviewForm.Meta.fields}
    party = bureau_on_paper(turn, filing.bureau_name)
    opinion = Review(filing=filing, channel=Channel.PAPER if party else Channel.ONLINE, **values)
    due = review_due_of(turn)
    opinion.is_late = due is not None and turn.now > end_of_day(due) and opinion.given_on > due
    opinion.save()
    data = {"review": opinion.pk, "opinion": opinion.opinion, "is_late": opinion.is_late, "scans": keep_scans(turn)}
    state = _state_after_review(turn, opinion)
    return Outcome(data=data, on_paper=party, to_state=state, stops=() if state == "filed" else (REVIEW,))


def _state_after_review(turn: Turn, opinion: Review) -> str:
    if opinion.opinion == Opinion.OBJECTION:
        return "filed" if opinion.is_late else "objected"
    contract: Contract = turn.record.contract
    served = served_on_both(opinion)
    if contract.contract_type == ContractType.WAGE and served is not None:
        put_into_force(contract, served, EffectBasis.SERVED)
        return "effective"
    return "filed"


def served_on_both(opinion: Review) -> date | None:
    """The day on which the second side received the opinion; None while one of them has not."""
    days = (opinion.served_on_workers_on, opinion.served_on_employer_on)
    return max(day for day in days if day) if all(days) else None


def take_effect(turn: Turn) -> Outcome:
    """Nobody objected in time: in force from 00:00 of the day after the rolled last day (CB-057)."""
    clock: Clock | None = turn.expired
    if clock is None:
        raise ValueError(f"case {turn.case.pk} takes effect without the clock that ran out")
    contract: Contract = turn.record.contract
    put_into_force(contract, clock.due_on + ONE_DAY, EffectBasis.DEEMED)
    return Outcome(data=_in_force(contract))


def put_into_force(contract: Contract, day: date, basis: EffectBasis) -> None:
    """Note the first day of effect and why; asked only where the law has brought it about."""
    contract.effective_on, contract.effect_basis = day, basis
    contract.save(update_fields=["effective_on", "effect_basis"])


def _in_force(contract: Contract) -> dict[str, object]:
    return {
        "contract": contract.pk,
        "effective_on": contract.effective_on.isoformat() if contract.effective_on else None,
        "basis": str(contract.effect_basis),
    }


def publish(turn: Turn) -> Outcome:
    contract: Contract = turn.record.contract
    contract.published_on, contract.published_via = turn.data["day"], turn.data["via"]
    contract.save(update_fields=["published_on", "published_via"])
    data = {"contract": contract.pk, "published_on": contract.published_on.isoformat()}
    return Outcome(data=data, to_state="performing" if turn.case.state == "effective" else "")


def report_up(turn: Turn) -> Outcome:
    contract: Contract = turn.record.contract
    contract.reported_up_on = turn.data["day"]
    contract.save(update_fields=["reported_up_on"])
    return Outcome(data={"contract": contract.pk, "reported_up_on": contract.reported_up_on.isoformat()})

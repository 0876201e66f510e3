"""When a contract is in force: computed from the review and taken back when its ground falls, never typed (CB-057, CB-058)."""

from datetime import date, timedelta

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.following import follow_facts
from zhijia.engines.cases.models import Clock
from zhijia.engines.cases.paper_entries import confirm_entries
from zhijia.services.bargaining.acts.succeeding import keep_previous, replace_previous
from zhijia.services.bargaining.checks.filing import OPINION_VERBS, overtaking_opinion, served_on_both
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.models.filings import Opinion

ONE_DAY = timedelta(days=1)


def take_effect(turn: Turn) -> Outcome:
    """Nobody objected in time: in force from 00:00 of the day after the rolled last day (CB-057)."""
    clock: Clock | None = turn.expired
    if clock is None:
        raise ValueError(f"case {turn.case.pk} takes effect without the clock that ran out")
    contract: Contract = turn.record.contract
    put_into_force(turn, day_after(clock), EffectBasis.DEEMED)
    return Outcome(data=in_force(contract))


def take_effect_served(turn: Turn) -> Outcome:
    """An opinion on paper had reached both sides: in force from that day, once a second person has confirmed it (CB-058)."""
    clock: Clock | None = turn.expired
    if clock is None:
        raise ValueError(f"case {turn.case.pk} takes effect without the day on which the opinion was served")
    put_into_force(turn, day_after(clock), EffectBasis.SERVED)
    return Outcome(data=in_force(turn.record.contract))


def day_after(clock: Clock) -> date:
    """The first day of effect when this term has run out."""
    return clock.due_on + ONE_DAY


def put_into_force(turn: Turn, day: date, basis: EffectBasis) -> None:
    """Note the first day of effect and why; asked only where the law has brought it about. What it replaces ends by it."""
    contract: Contract = turn.record.contract
    contract.effective_on, contract.effect_basis = day, basis
    contract.save(update_fields=["effective_on", "effect_basis"])
    replace_previous(turn)


def withdraw_effect(turn: Turn) -> Outcome:
    """The effect was computed from what did not hold: the contract was never in force, nor its publication one."""
    contract: Contract = turn.record.contract
    was = in_force(contract) | ({"published_on": contract.published_on.isoformat()} if contract.published_on else {})
    contract.effective_on, contract.effect_basis = None, ""
    contract.published_on, contract.published_via = None, ""
    contract.save(update_fields=["effective_on", "effect_basis", "published_on", "published_via"])
    keep_previous(turn)
    return Outcome(data=was)


def apply_opinion(turn: Turn) -> Outcome:
    """A second person confirms an opinion that came to light after the deemed effect (CB-056, CB-058).

    An objection given in time ends the effect; an earlier service of a wage agreement's opinion moves its first day.
    """
    opinion = overtaking_opinion(turn)
    contract: Contract = turn.record.contract
    confirm_entries(turn, verbs=OPINION_VERBS)
    was, served = in_force(contract), served_on_both(opinion)
    state = "objected" if opinion.opinion == Opinion.OBJECTION else ""
    if state:
        withdraw_effect(turn)
    elif served:
        put_into_force(turn, served, EffectBasis.SERVED)
    follow_facts(turn.case, turn.record, actor=turn.actor, now=turn.now)
    return Outcome(data=in_force(contract) | {"review": opinion.pk, "was": was}, to_state=state)


def in_force(contract: Contract) -> dict[str, object]:
    """What the log keeps of an effect."""
    return {
        "contract": contract.pk,
        "effective_on": contract.effective_on.isoformat() if contract.effective_on else None,
        "basis": str(contract.effect_basis),
    }

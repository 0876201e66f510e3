"""Dated facts of a bargaining corrected by two posts: the fact, and what was computed from it, say the new day too.

The clocks that count from what changes here follow by themselves (`engines.cases.following`).
"""

from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Clock, ClockState
from zhijia.engines.cases.redating import check_order, write_day
from zhijia.lib.sentences import Refused, Sentence
from zhijia.services.bargaining.acts.effect import day_after, put_into_force
from zhijia.services.bargaining.acts.offering import latest_offer
from zhijia.services.bargaining.checks.drafts import vote_of
from zhijia.services.bargaining.checks.filing import filing_of, served_on_both
from zhijia.services.bargaining.checks.running import last_report_of
from zhijia.services.bargaining.checks.talks import VACANCY_OF, vacant_seat
from zhijia.services.bargaining.forms.filing import SERVICE_DAYS
from zhijia.services.bargaining.models import Contract, Review
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.models.filings import Opinion


def redate_offer(turn: Turn, _clock: Clock, on: date) -> None:
    """The other side received the offer on another day."""
    offer = latest_offer(turn)
    reply = getattr(offer, "reply", None)
    check_order(on, reply.replied_on if reply else None, Sentence("对方的答复日期更早，要约不会在答复之后才收到。"))
    write_day(offer, "served_on", on)


def redate_meeting(turn: Turn, _clock: Clock, on: date) -> None:
    """The sides had agreed on another day for their first meeting."""
    check_order(turn.record.opened_on, on, Sentence("首次会议日期不能早于立项日。"))
    write_day(turn.record, "agreed_meeting_on", on)


def redate_vacancy(turn: Turn, clock: Clock, on: date) -> None:
    """A negotiator left on another day."""
    side = next(side for side, name in VACANCY_OF.items() if name == clock.name)
    seat = vacant_seat(turn.record, side)
    if seat is not None:
        check_order(seat.from_on, on, Sentence("离任日期不能早于任职日期。"))
        write_day(seat, "ended_on", on)


def redate_vote(turn: Turn, _clock: Clock, on: date) -> None:
    """The congress voted on another day, still after the chiefs had initialled the draft and before they signed."""
    vote = vote_of(turn)
    contract: Contract | None = getattr(turn.record, "contract", None)
    initialled = max(filter(None, (vote.draft.workers_initialled_on, vote.draft.employer_initialled_on)), default=None)
    signed_on = contract.signed_on if contract and contract.draft_id == vote.draft_id else None
    check_order(initialled, on, Sentence("表决日期不能早于草案签字的日期。"))
    check_order(on, signed_on, Sentence("表决日期不能晚于签订日期。"))
    write_day(vote, "held_on", on)


def redate_signature(turn: Turn, _clock: Clock, on: date) -> None:
    """The chiefs signed on another day, still after the vote and before the filing."""
    contract: Contract = turn.record.contract
    filing = contract.filings.order_by("-number").first()
    check_order(vote_of(turn).held_on, on, Sentence("签订日期不能早于职代会通过草案的日期。"))
    check_order(on, filing.filed_on if filing else None, Sentence("签订日期不能晚于报送日期。"))
    write_day(contract, "signed_on", on)


def redate_receipt(turn: Turn, clock: Clock, on: date) -> None:
    """The bureau received the text on another day: whoever was silent to the end of that term has not objected (CB-057)."""
    filing = filing_of(turn)
    opinion = getattr(filing, "review", None)
    check_order(on, filing.supplement_asked_on, Sentence("要求补正的日期不能早于收到文本的日期。"))
    check_order(on, opinion.given_on if opinion else None, Sentence("审查意见书的日期更早，不会在收到文本之前出具。"))
    write_day(filing, "received_on", on)
    contract: Contract = turn.record.contract
    if clock.state == ClockState.LAPSED and contract.effect_basis == EffectBasis.DEEMED:
        put_into_force(turn, day_after(clock), EffectBasis.DEEMED)
    if opinion is not None:
        _judge_again(turn, opinion, clock)


def _judge_again(turn: Turn, opinion: Review, clock: Clock) -> None:
    """Whether the opinion came in time; an objection that did not stop the effect lets the term run out after all (CB-056)."""
    was_late, opinion.is_late = opinion.is_late, opinion.given_on > clock.due_on
    opinion.save(update_fields=["is_late"])
    is_overtaken = opinion.opinion == Opinion.OBJECTION and opinion.is_late and not was_late
    if not is_overtaken or turn.case.state == "filed":
        return  # unless it had stopped the term, which otherwise runs on by itself
    if turn.case.state != "objected":
        raise Refused("按这个日期，异议超过了审查期限，合同已依法生效；但双方已经重新协商，不能再更正。")
    clock.state, clock.ended_on = ClockState.RUNNING, None
    clock.save(update_fields=["state", "ended_on"])


def redate_supplement_request(turn: Turn, _clock: Clock, on: date) -> None:
    """The bureau asked for papers on another day."""
    filing = filing_of(turn)
    check_order(filing.received_on, on, Sentence("要求补正的日期不能早于收到文本的日期。"))
    check_order(on, filing.supplemented_on, Sentence("要求补正的日期不能晚于补正的日期。"))
    write_day(filing, "supplement_asked_on", on)


def redate_effect(turn: Turn, _clock: Clock, on: date) -> None:
    """Effect is computed: by the service of an opinion its day is corrected, by silence the day of receipt."""
    contract: Contract = turn.record.contract
    if contract.effect_basis == EffectBasis.DEEMED:
        raise Refused("合同的生效日期由审查期限算出。请更正“审查机关提出异议”的起算日，即收到文本的日期。")
    if contract.effect_basis == EffectBasis.SERVED:
        opinion = filing_of(turn).review
        last = served_on_both(opinion)
        check_order(opinion.given_on, on, Sentence("送达日期不能早于出具意见书的日期。"))
        for name in SERVICE_DAYS:
            if getattr(opinion, name) == last:
                write_day(opinion, name, on)
        check_order(served_on_both(opinion), on, Sentence("另一方收到意见书的日期更晚，合同自那一天起生效。"))
    check_order(contract.signed_on, on, Sentence("生效日期不能早于签订日期。"))
    write_day(contract, "effective_on", on)


def redate_inspection(turn: Turn, clock: Clock, on: date) -> None:
    """The last inspection was on another day; before the first one the half-year counts from the effect."""
    last = turn.record.contract.inspections.order_by("-inspected_on").first()
    if last is None:
        return redate_effect(turn, clock, on)
    return write_day(last, "inspected_on", on)


def redate_report(turn: Turn, clock: Clock, on: date) -> None:
    """The congress heard the last report on another day; before the first one the year counts from the effect."""
    contract: Contract = turn.record.contract
    day = last_report_of(contract)
    if day is None:
        redate_effect(turn, clock, on)
        return
    if contract.report_heard_on == day:
        write_day(contract, "report_heard_on", on)
    for inspection in contract.inspections.filter(reported_to_congress_on=day):
        write_day(inspection, "reported_to_congress_on", on)


def redate_acceptance(turn: Turn, _clock: Clock, on: date) -> None:
    """The bureau accepted a coordination on another day."""
    check_order(turn.record.applied_on, on, Sentence("受理日期不能早于申请日期。"))
    write_day(turn.record, "accepted_on", on)

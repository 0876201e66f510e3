"""What the law asks of offers and replies (CB-001 … CB-006)."""

from collections.abc import Mapping, Sequence
from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.judging import judge_running
from zhijia.engines.cases.standing import Standing
from zhijia.law.judging import judge_duty, judge_term
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.models.unions import Union, UnionKind
from zhijia.organisation.overrides import working_calendar
from zhijia.services.bargaining.acts.offering import latest_offer, refusal_of
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.models import Bargaining, Offer
from zhijia.services.bargaining.models.bargainings import ContractType, OutcomeKind, Track

BELOW_COUNTY = frozenset(
    {UnionKind.COUNTY, UnionKind.ZONE, UnionKind.TOWN, UnionKind.INDUSTRY_FEDERATION, UnionKind.JOINT}
)
COUNTY_OR_LOWER = frozenset({UnionKind.COUNTY, UnionKind.ZONE, UnionKind.TOWN})


def judge_offer(turn: Turn) -> Sequence[Verdict]:
    """CB-001 a written demand; CB-002 a wage offer states time, place, content; CB-005 track; CB-006 level."""
    written = judge_duty(rule_of(turn, "bargaining.offer.written"), is_met=bool(turn.data["topics"].strip()))
    return [*written, *judge_wage_contents(turn), *judge_track(turn), *judge_level(turn), *judge_wage_round(turn)]


def judge_wage_contents(turn: Turn) -> Sequence[Verdict]:
    """CB-002: whichever side offers to talk about wages states when, where and about what."""
    if turn.record.contract_type != ContractType.WAGE:
        return ()
    is_stated = all(turn.data[name] for name in ("topics", "proposed_on", "proposed_place"))
    return judge_duty(rule_of(turn, "bargaining.offer.wage_contents"), is_met=is_stated)


def judge_wage_round(turn: Turn) -> Sequence[Verdict]:
    """CB-062: wages are bargained about once a year, counted from the offer of the last round."""
    bargaining: Bargaining = turn.record
    if bargaining.contract_type != ContractType.WAGE or turn.case.enterprise_id is None:
        return ()
    last = turn.ask(_last_wage_rounds)
    if last is None:
        return ()
    law = rule_of(turn, "contract.wage_round", on=last)
    return judge_term(law, last, done=turn.today, now=turn.now, calendar=working_calendar())


def _last_wage_rounds(standings: Sequence[Standing]) -> Mapping[int, date | None]:
    """When the enterprise of each case was last offered to talk about wages in another bargaining."""
    rounds: dict[int | None, dict[int, date]] = {standing.case.enterprise_id: {} for standing in standings}
    sent = Offer.objects.filter(bargaining__contract_type=ContractType.WAGE, bargaining__case__enterprise__in=rounds)
    found = sent.order_by("sent_on").values_list("bargaining__case__enterprise", "bargaining", "sent_on")
    for enterprise_id, bargaining_id, sent_on in found:
        rounds[enterprise_id][bargaining_id] = sent_on
    return {
        standing.case.pk: max(
            (day for pk, day in rounds[standing.case.enterprise_id].items() if pk != standing.record.pk), default=None
        )
        for standing in standings
    }


def judge_track(turn: Turn) -> Sequence[Verdict]:
    """CB-005: a contract, or anything that reduces workers' rights, takes the ordinary track."""
    bargaining: Bargaining = turn.record
    needs_ordinary = bargaining.reduces_rights or bargaining.outcome == OutcomeKind.CONTRACT
    if not needs_ordinary:
        return ()
    return judge_duty(rule_of(turn, "bargaining.track.ordinary"), is_met=bargaining.track == Track.ORDINARY)


def judge_level(turn: Turn) -> Sequence[Verdict]:
    """CB-006: regional and industry contracts are made at county level or below."""
    if not turn.record.is_joint:
        return ()
    union = turn.case.union
    is_below = union.kind in BELOW_COUNTY and _stands_in_county(union)
    return judge_duty(rule_of(turn, "bargaining.region.level"), is_met=is_below)


def _stands_in_county(union: Union | None) -> bool:
    """Whether a union is that of a county, zone or town, or stands below one: an industry of the whole city does not."""
    while union is not None:
        if union.kind in COUNTY_OR_LOWER:
            return True
        union = union.parent
    return False


def judge_reply(turn: Turn) -> Sequence[Verdict]:
    """CB-003: the written answer comes within the term from the day the offer was received."""
    offer = latest_offer(turn)
    start = offer.served_on or offer.sent_on
    done = end_of_day(turn.data["replied_on"]) if turn.data["replied_on"] < turn.today else turn.now
    return judge_running(turn, "bargaining.reply", start, done=done)


def judge_refusal(turn: Turn) -> Sequence[Verdict]:
    """CB-004: a refusal states its reason."""
    return judge_duty(rule_of(turn, "bargaining.refusal.reasoned"), is_met=bool(turn.data["reason"].strip()))


def check_refusal_unreviewed(turn: Turn) -> None:
    if turn.ask(refusal_of) is None:
        raise Refused("没有等待审查的拒绝理由。")


def check_not_served(turn: Turn) -> None:
    """The day of receipt is entered once; another day is a correction by two posts."""
    if latest_offer(turn).served_on is not None:
        raise Refused("这份要约已经登记送达。日期有误的，请在“时限”里办理更正。")


def check_has_offer(turn: Turn) -> None:
    if not turn.record.offers.exists():
        raise Refused("还没有发出要约。")

"""What the law wants on the agenda every year (WC-040, WC-045, CB-068), and when the result is told (WC-029, WC-030)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.counting import add_months
from zhijia.law.judging import judge_duty, judge_span, judge_term
from zhijia.law.verdicts import Verdict
from zhijia.services.congress.rules.matters import Matter, Ownership
from zhijia.services.congress.sessions.checks import ownership
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession
from zhijia.services.congress.sessions.referring import waiting_for
from zhijia.services.congress.terms.staff import law_of

MONTHS_OF_YEAR = 12
EVALUATION = {
    Ownership.SOE_INDUSTRIAL: "congress.evaluation",
    Ownership.STATE_CAPITAL: "congress.evaluation.holding",
    Ownership.COLLECTIVE: "congress.evaluation.collective",
}
"""Whose leaders are evaluated by the congress, and by which rule; of other employers nobody demands it."""


def judge_agreed(turn: Turn) -> Sequence[Verdict]:
    """WC-017, and WC-040, WC-045, CB-068 where what is due each year is not on the agenda."""
    session: CongressSession = turn.record
    rule = law_of(session.term, turn.today)
    return [
        *judge_duty(rule("congress.topics.agreed"), is_met=turn.data["is_agreed"]),
        *judge_duty(rule("congress.safety"), is_met=_has_safety(session)),
        *_judge_evaluation(turn),
        *_judge_performance(turn),
    ]


def judge_published(turn: Turn) -> Sequence[Verdict]:
    """WC-029: by the day on which the result was published, not by the day on which that was entered."""
    return _judge_told(turn, "congress.result.published")


def judge_reported(turn: Turn) -> Sequence[Verdict]:
    """WC-030."""
    return _judge_told(turn, "congress.result.reported")


def _judge_told(turn: Turn, key: str) -> Sequence[Verdict]:
    session, day, law = turn.record, turn.data["day"], LocalLaw()
    rule = law.rule(key, place=turn.case.place, on=session.resolved_on)
    return judge_term(rule, session.resolved_on, done=day, now=turn.now, calendar=law.calendar)


def _judge_evaluation(turn: Turn) -> Sequence[Verdict]:
    """WC-045: in this session or in one that opened less than twelve months before its day; by secret ballot says WC-020."""
    session: CongressSession = turn.record
    key = EVALUATION.get(ownership(session.term))
    if key is None:
        return ()
    rule = law_of(session.term, turn.today)(key)
    since = add_months(session.planned_on, -MONTHS_OF_YEAR)
    return judge_duty(rule, is_met=_was_on(session, Matter.LEADERS, since)) if rule.value is not None else ()


def _judge_performance(turn: Turn) -> Sequence[Verdict]:
    """CB-068: a report that is due before this session and that it does not hear."""
    session: CongressSession = turn.record
    rule = law_of(session.term, turn.today)("contract.report")
    late = waiting_for(session.term).filter(matter=Matter.PERFORMANCE, due_on__lt=session.planned_on)
    return [found for one in late for found in judge_span(rule, first=one.referred_on, last=session.planned_on)]


def _was_on(session: CongressSession, matter: Matter, since: date) -> bool:
    rows = AgendaItem.objects.filter(Q(session=session) | Q(session__opened_on__gte=since))
    return rows.filter(session__term=session.term_id, matter=matter, struck_on=None).exists()


def _has_safety(session: CongressSession) -> bool:
    rows = AgendaItem.objects.filter(session__term=session.term_id, matter=Matter.SAFETY, struck_on=None)
    return rows.filter(session__planned_on__year=session.planned_on.year).exists()

"""What the law asks of accepting and investigating (LS-01, LS-07, CB-024)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.judging import judge_duty, judge_number, judge_term
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.organisation.overrides import working_calendar
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.supervision.checks.bodies import judge_body
from zhijia.services.supervision.checks.law import rule_of
from zhijia.services.supervision.checks.standing import standing_of
from zhijia.services.supervision.models import Supervision, Supervisor, SupervisoryBody
from zhijia.services.supervision.models.supervisions import Matter, Source


def judge_acceptance(turn: Turn) -> Sequence[Verdict]:
    """LS-07 the age of the violation; CB-024 what it says of negotiators; LS-08 … LS-10 what the handling union has set up."""
    body = SupervisoryBody.objects.filter(union_id=turn.record.handled_by_id).first()
    by_union = judge_body(body, place=turn.case.place, today=turn.today)
    return [*judge_limitation(turn), *judge_bargaining_time(turn), *by_union]


def judge_bargaining_time(turn: Turn) -> Sequence[Verdict]:
    """CB-024: who complains for a negotiator is reminded that bargaining is paid as work, which is still to be found out."""
    supervision: Supervision = turn.record
    if supervision.matter != Matter.NEGOTIATORS:
        return ()
    return judge_duty(rule_of(turn, "bargaining.paid_time", on=supervision.occurred_from), is_met=None, rule="CB-024")


def judge_limitation(turn: Turn) -> Sequence[Verdict]:
    """LS-07: found out within two years of its end; what still goes on has none."""
    supervision: Supervision = turn.record
    end: date | None = supervision.occurred_to
    if end is None:
        return ()
    law = rule_of(turn, "supervision.limitation", on=end)
    return judge_term(law, end, done=supervision.registered_on, now=turn.now, calendar=working_calendar())


def judge_investigators(turn: Turn) -> Sequence[Verdict]:
    """LS-01: at least two supervisors who show their certificates, valid on that day."""
    day = turn.data["held_on"]
    certified = [
        supervisor
        for supervisor in turn.data["supervisors"]
        if supervisor.certificate and supervisor.from_on <= day <= supervisor.to_on
    ]
    return judge_number(rule_of(turn, "supervision.investigators", on=day), len(certified))


def lacks_supervisors(supervision: Supervision) -> bool:
    """LS-01: whether the handling union had too few certified supervisors when it took the case up; asked as the system."""
    case, day = supervision.case, supervision.accepted_on or supervision.registered_on
    with scoped(SYSTEM):
        certified = Supervisor.objects.filter(union=supervision.handled_by_id, from_on__lte=day, to_on__gte=day)
        count = certified.exclude(certificate="").count()
    law = LocalLaw().rule("supervision.investigators", place=case.place, on=day)
    return any(verdict.texts for verdict in judge_number(law, count))


def check_established(turn: Turn) -> None:
    """Facts are established before a letter goes out: by an investigation, or by the record of a bargaining."""
    supervision: Supervision = turn.record
    if supervision.source != Source.BARGAINING and not standing_of(turn).is_investigated:
        raise Refused("还没有调查。先登记调查、查明事实，再发出监督文书。")

"""What must hold of a plan (OA-01, OA-02, OA-05)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.judging import judge_duty, judge_number
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.services.openness.models import OpennessPlan, PlanItem
from zhijia.services.openness.rules.catalogue import BY_MATTER, Matter


def last_day_of(plan: OpennessPlan) -> date:
    return date(plan.year, 12, 31)


def check_year_over(turn: Turn) -> None:
    if turn.today <= last_day_of(turn.record):
        raise Refused("年度还没有结束。")


def check_year_running(turn: Turn) -> None:
    if turn.today > last_day_of(turn.record):
        raise Refused("年度已经结束，请登记在本年度的计划里。")


def judge_responsible(turn: Turn) -> Sequence[Verdict]:
    """OA-01: the head of the employer is named."""
    return judge_duty(_rule(turn, "openness.responsible"), is_met=bool(turn.data["responsible"]))


def judge_intervals(turn: Turn) -> Sequence[Verdict]:
    """OA-02: no matter is disclosed less often than the catalogue says."""
    return [
        verdict
        for item in PlanItem.objects.filter(plan=turn.record).order_by("pk")
        for verdict in _judge_interval(turn, item.matter, item.months)
    ]


def judge_interval(turn: Turn) -> Sequence[Verdict]:
    """OA-02: of one matter that is changed."""
    return _judge_interval(turn, turn.data["matter"], turn.data["months"])


def judge_reported(turn: Turn) -> Sequence[Verdict]:
    """OA-05: the congress heard of it once in the year."""
    return judge_duty(_rule(turn, "openness.report"), is_met=turn.record.reported_on is not None)


def _judge_interval(turn: Turn, matter: str, months: int | None) -> Sequence[Verdict]:
    every = BY_MATTER[Matter(matter)].every
    if not every or months is None:
        return ()
    law = _rule(turn, every)
    return judge_number(law, months) if law.value is not None else ()


def _rule(turn: Turn, key: str) -> ResolvedParameter:
    return LocalLaw().rule(key, place=turn.case.place, on=turn.today)

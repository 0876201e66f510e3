"""What the law asks of a contract in force (CB-063 … CB-068)."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Max

from zhijia.engines.cases.flow import Turn
from zhijia.law.judging import judge_duty
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.standing import contract_of, standing_of
from zhijia.services.bargaining.models import Contract, PerformanceInspection

NOT_INSPECTED = gettext_noop("还没有履行监督检查，请先登记检查。")


def last_inspection_of(turn: Turn) -> PerformanceInspection:
    """The latest inspection. Raises `Refused` when there is none."""
    inspections = contract_of(turn).inspections.order_by("-inspected_on", "-pk")
    inspection: PerformanceInspection | None = inspections.first()
    if inspection is None:
        raise Refused(NOT_INSPECTED)
    return inspection


def last_report_of(contract: Contract) -> date | None:
    """The day on which the congress last heard of the performance: with an inspection, or as the congress itself told (CB-068)."""
    reported = contract.inspections.aggregate(last=Max("reported_to_congress_on"))["last"]
    return max(filter(None, (reported, contract.report_heard_on)), default=None)


def _days_of_last(turn: Turn) -> Mapping[str, str | None]:
    """The days that were entered of the latest inspection. Raises `Refused` when there is none."""
    inspected = standing_of(turn).inspected
    if inspected is None:
        raise Refused(NOT_INSPECTED)
    return inspected


def check_unanswered(turn: Turn) -> None:
    """The employer's side answers an inspection once."""
    if _days_of_last(turn)["employer_confirmed_on"]:
        raise Refused("最近一次检查的结果已经由用人单位方确认。")


def check_measures_open(turn: Turn) -> None:
    """There is something to put right, and nobody has said that it was."""
    days = _days_of_last(turn)
    if not days["measures_due_on"] or days["measures_done_on"]:
        raise Refused("最近一次检查没有待整改的问题。")


def check_inspected(turn: Turn) -> None:
    _days_of_last(turn)


def judge_ground(turn: Turn) -> Sequence[Verdict]:
    """CB-065: one of the five grounds is given."""
    law = rule_of(turn, "contract.change.ground", on=turn.data["day"])
    return judge_duty(law, is_met=bool(turn.data["ground"] and turn.data["note"].strip()))


def check_not_renewed(turn: Turn) -> None:
    """The next round begins once; one that was given up may be begun anew."""
    if number := standing_of(turn).renewed_in:
        raise Refused(Sentence("续订已经在办理：{number}。", {"number": number}))


def check_successor_in_force(turn: Turn) -> None:
    """A contract is replaced only by a changed or renewed one that is in force."""
    if not standing_of(turn).is_succeeded:
        raise Refused("变更或者续订的新合同还没有生效，原合同继续有效。")


def check_end_untold(turn: Turn) -> None:
    if contract_of(turn).end_told_on is not None:
        raise Refused("终止告知书已经印发，不用重复办理。")

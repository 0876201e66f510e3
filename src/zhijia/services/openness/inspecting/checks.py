"""What must hold of an examination, and which rules its problems break (OA-02, OA-03, OA-08)."""

from collections.abc import Iterable, Sequence

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.judging import judge_duty
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.services.openness.models import CheckEntry, Problem

BROKEN: dict[str, tuple[Problem, ...]] = {
    "openness.due": (Problem.MISSING, Problem.LATE),
    "openness.true": (Problem.UNTRUE, Problem.INCOMPLETE),
    "openness.shown": (Problem.FORM,),
}
"""The duty that a problem says was not met."""


def problems_of(entries: Iterable[CheckEntry]) -> set[str]:
    return {code for entry in entries for code in entry.problems.split(",") if code}


def check_in_order(turn: Turn) -> None:
    """Something was looked at, and nothing is wrong with it."""
    entries = list(CheckEntry.objects.filter(check_of=turn.record))
    if not entries:
        raise Refused("还没有登记检查情况，请先逐项登记。")
    if problems_of(entries):
        raise Refused("检查发现了问题，请发监督意见书。")


def check_found(turn: Turn) -> None:
    if not problems_of(CheckEntry.objects.filter(check_of=turn.record)):
        raise Refused("还没有登记发现的问题，不能发意见书。")


def check_other_person(turn: Turn) -> None:
    """Who answered, or entered the answer from paper, does not accept it."""
    if turn.actor.person_id is not None and turn.actor.person_id == turn.record.answered_by_id:
        raise Refused("这份答复由您录入，不能由您验收。请由本会另一岗位或者上级工会验收。")


def judge_problems(turn: Turn) -> Sequence[Verdict]:
    """Each rule that the problems say was not kept; once each."""
    found, law = problems_of(CheckEntry.objects.filter(check_of=turn.record)), LocalLaw()
    return [
        verdict
        for key, problems in BROKEN.items()
        for verdict in judge_duty(
            law.rule(key, place=turn.case.place, on=turn.today), is_met=found.isdisjoint(map(str, problems))
        )
    ]

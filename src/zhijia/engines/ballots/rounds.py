"""A second round: among those who stood equal, or the first so many who were not elected."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from zhijia.engines.ballots.content import Tally
from zhijia.engines.ballots.planning import QuestionPlan
from zhijia.engines.ballots.verdicts import QuestionVerdict
from zhijia.lib.sentences import Refused


def next_round(
    question: Mapping[str, Any],
    counted: Tally,
    verdict: QuestionVerdict,
    *,
    at_most: int | None = None,
    withdrawn: Collection[str] = (),
) -> QuestionPlan:
    """The question of the next round, for the seats still open: the tied, else the first `at_most` of the others.

    Whoever withdrew, by the code of the option, stands in no further round.
    """
    if not verdict.open_seats:
        raise Refused("名额已经选满，不需要再投一轮。")
    left = [one for one in question["options"] if one["code"] not in withdrawn and one["label"] not in verdict.elected]
    names = verdict.tied or _first(question["marks"][0], left, counted, at_most)
    if not names:
        raise Refused("没有可以进入下一轮的候选人，请重新提名。")
    return QuestionPlan(
        kind=question["kind"],
        title=question["title"],
        options=list(names),
        most=verdict.open_seats,
        rules=question["rules"],
    )


def _first(mark: str, left: Sequence[Mapping[str, Any]], counted: Tally, at_most: int | None) -> Sequence[str]:
    """By votes; whoever stands equal with the last of them comes too."""
    votes = {one["label"]: counted.marks[one["code"]][mark] for one in left}
    names = sorted(votes, key=lambda name: -votes[name])
    if at_most is None or len(names) <= at_most:
        return names
    return [name for name in names if votes[name] >= votes[names[at_most - 1]]]

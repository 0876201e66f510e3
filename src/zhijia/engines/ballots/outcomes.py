"""The result of a counted poll: how many were there, and the verdict on every question. Who voted what is not in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from zhijia.engines.ballots.content import Tally
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.models import Poll, PollState, QuestionCount, Withdrawal
from zhijia.engines.ballots.polls import people_present
from zhijia.engines.ballots.verdicts import Numbers, QuestionVerdict, judge
from zhijia.lib.sentences import Refused


@dataclass(frozen=True, slots=True)
class Outcome:
    """Verdicts and counts by the number of the question."""

    poll: Poll
    numbers: Numbers
    verdicts: Mapping[int, QuestionVerdict]
    counts: Mapping[int, Tally]


def result_of(poll: Poll) -> Outcome:
    """Judged by the frozen text, whatever the law became later. Refused before it is counted."""
    if poll.state != PollState.COUNTED:
        raise Refused("这次表决还没有计票，没有结果。")
    numbers = Numbers(json.loads(poll.manifest)["roll"]["size"], people_present(poll))
    counts = {
        one.question.number: Tally(one.ballots, one.valid, one.marks, one.write_ins)
        for one in QuestionCount.objects.filter(question__poll=poll).select_related("question")
    }
    withdrawn: dict[int, set[str]] = {}
    gone = Withdrawal.objects.filter(question__poll=poll).values_list("question__number", "code")
    for number, code in gone:
        withdrawn.setdefault(number, set()).add(code)
    verdicts = {
        one["number"]: judge(one, counts[one["number"]], numbers, withdrawn=withdrawn.get(one["number"], ()))
        for one in questions_of(poll)
    }
    return Outcome(poll, numbers, verdicts, counts)

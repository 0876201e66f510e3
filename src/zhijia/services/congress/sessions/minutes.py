"""The record of a session, as it begins: made from what was registered, completed and signed by people."""

from collections.abc import Iterator

from django.utils import translation

from zhijia.engines.ballots.kinds import ELECTION, LABELS
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.models import Poll, PollState
from zhijia.engines.ballots.outcomes import result_of
from zhijia.engines.documents.wording import known_day
from zhijia.services.congress.sessions.checks import items_of, present_at, sitting_of
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession
from zhijia.services.congress.sessions.votes_of import live_polls, outcome_of, subject_of


def minutes_of(session: CongressSession) -> str:
    """When, where, how many, and each item with what came of it; Chinese, because it is a paper."""
    sitting = sitting_of(session)
    head = [
        session.case.title,
        f"时间：{known_day(session.opened_on)}　地点：{session.venue}",
        f"应到代表{sitting.size}人，实到{present_at(sitting)}人。名册摘要{sitting.digest[:12]}。",
    ]
    with translation.override("zh-hans"):
        return "\n".join([*head, *map(_line, items_of(session))])


def _line(item: AgendaItem) -> str:
    head = f"{item.number}. {item.title}（{item.get_power_display()}）"
    if item.decided_on is None:
        return head
    if item.yes is not None:
        counts = f"赞成{item.yes}票，反对{item.no}票，弃权{item.abstain}票，无效{item.invalid}票"
        return f"{head}：{counts}，{outcome_of(item)}。"
    told = [f"收回{item.returned}票，无效{item.invalid}票", *_rounds(item), outcome_of(item)]
    return f"{head}：{'；'.join(told)}。"


def _rounds(item: AgendaItem) -> Iterator[str]:
    """Of many options: the votes of each in every round, and who was elected."""
    polls = live_polls(item.session.case_id).filter(subject=subject_of(item), state=PollState.COUNTED)
    for poll in polls:
        yield from _round(poll)


def _round(poll: Poll) -> Iterator[str]:
    (asked,), result = questions_of(poll), result_of(poll)
    counted, elected = result.counts[1], result.verdicts[1].elected
    if asked["kind"] == ELECTION:
        votes = {one["label"]: counted.marks[one["code"]][asked["marks"][0]] for one in asked["options"]}
        for name, more in counted.write_ins.items():
            votes[name] = votes.get(name, 0) + more
        yield "，".join(f"{name}{number}票" for name, number in votes.items())
        yield f"当选：{'、'.join(elected)}" if elected else "无人当选"
    else:
        for one in asked["options"]:
            marks = counted.marks[one["code"]]
            yield f"{one['label']}：{'，'.join(f'{LABELS[mark]}{marks[mark]}' for mark in asked['marks'])}"

"""A candidate of a frozen poll who withdraws: the frozen text stays, her votes are counted and elect nobody."""

from datetime import datetime

from zhijia.engines.ballots.events import CANDIDATE_WITHDRAWN
from zhijia.engines.ballots.models import Poll, PollState, Question, Withdrawal
from zhijia.engines.ballots.polls import about
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, record


def withdraw(question: Question, code: str, *, reason: str, actor: Actor, now: datetime) -> Withdrawal:
    """Before the close only: who withdraws when the result is near is elected and resigns."""
    poll = Poll.objects.select_for_update().get(pk=question.poll_id)
    labels = {one["code"]: one["label"] for one in question.options}
    if poll.state not in (PollState.FROZEN, PollState.OPEN) or code not in labels:
        raise Refused("候选人只能在封定以后、截止以前退出。封定以前请直接改名单，截止以后请按辞去处理。")
    withdrawn, is_new = Withdrawal.objects.get_or_create(
        question=question,
        code=code,
        defaults={"reason": reason, "decided_at": now, "decided_by": actor.signature},
    )
    if is_new:
        words = {"poll": poll.title, "name": labels[code], "reason": reason}
        record(NewEvent(CANDIDATE_WITHDRAWN.code, now, actor.doer, about(poll), data=words))
    return withdrawn

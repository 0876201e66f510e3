"""Hands and papers: one person enters what was counted, another confirms it. Sums that cannot be are refused (WC-023)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhijia.engines.ballots.events import COUNT_CONFIRMED, COUNT_ENTERED
from zhijia.engines.ballots.models import CountSheet, Mode, Poll, PollState, Question
from zhijia.engines.ballots.polls import about, held_state, people_present
from zhijia.engines.ballots.tellers import is_teller
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, record

UNEQUAL = gettext_noop("{name}：各项合计{total}，应等于有效票{ballots}。")
BEYOND = gettext_noop("{name}：各项合计{total}，多于实到{ballots}人。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was counted of one question; of hands there are no papers, and `issued` is left 0."""

    marks: Mapping[str, Mapping[str, int]]
    write_ins: Mapping[str, int]
    issued: int = 0
    returned: int = 0
    spoiled: int = 0


def enter_count(question: Question, counted: Counted, *, actor: Actor, now: datetime) -> CountSheet:
    """Write down what was counted; again and again until another person has confirmed it."""
    poll = question.poll
    _check_counting(poll, actor)
    check_sums(question, counted, present=people_present(poll), on_paper=poll.mode == Mode.PAPER)
    numbers = {
        "issued": counted.issued,
        "returned": counted.returned,
        "spoiled": counted.spoiled,
        "marks": {code: dict(one) for code, one in counted.marks.items()},
        "write_ins": dict(counted.write_ins),
    }
    first: dict[str, Any] = {**numbers, "entered_by_id": actor.person_id, "entered_at": now}
    kept, is_new = CountSheet.objects.select_for_update().get_or_create(question=question, defaults=first)
    if kept.confirmed_at is not None:
        raise Refused("这一项的票数已经由第二人核对，不能再改。")
    if not is_new:
        if kept.entered_by_id == actor.person_id and all(getattr(kept, name) == one for name, one in numbers.items()):
            return kept  # pressed twice: whoever confirms has seen these numbers
        for name, one in numbers.items():
            setattr(kept, name, one)
        kept.entered_by_id, kept.entered_at = actor.person_id, now  # type: ignore[assignment]  # checked: somebody counts
        kept.save()
    _note(COUNT_ENTERED.code, question, kept, actor=actor, now=now)
    return kept


def confirm_count(question: Question, seen: CountSheet, *, actor: Actor, now: datetime) -> None:
    """A second person says that these are the numbers. What was changed since she looked is not confirmed."""
    _check_counting(question.poll, actor)
    kept = CountSheet.objects.select_for_update().get(question=question)
    if kept.confirmed_at is not None:
        return
    if kept.entered_by_id == actor.person_id:
        raise Refused("登记人不能核对自己登记的票数，请由另一人核对。")
    if kept.entered_at != seen.entered_at:
        raise Refused("票数刚刚被改过，请重新核对。")
    kept.confirmed_by_id, kept.confirmed_at = actor.person_id, now
    kept.save(update_fields=["confirmed_by", "confirmed_at"])
    _note(COUNT_CONFIRMED.code, question, kept, actor=actor, now=now)


def check_sums(question: Question, counted: Counted, *, present: int, on_paper: bool) -> None:
    """WC-023: hands raised are not more than people there; papers are issued to people there, and come back or do not."""
    if on_paper and not counted.spoiled <= counted.returned <= counted.issued <= present:
        words = {"spoiled": counted.spoiled, "returned": counted.returned, "issued": counted.issued, "present": present}
        sentence = Sentence("废票{spoiled} ≤ 收回{returned} ≤ 发出{issued} ≤ 实到{present}，有一处不成立。", words)
        is_spoiled, is_returned = counted.spoiled > counted.returned, counted.returned > counted.issued
        field = "spoiled" if is_spoiled else "returned" if is_returned else "issued"
        raise Refused(sentence, field=field, rule="WC-023")
    ballots = counted.returned - counted.spoiled if on_paper else present
    for option in question.options:
        total = sum(counted.marks[option["code"]].values())
        if total > ballots or (on_paper and total != ballots):
            words = {"name": option["label"], "total": total, "ballots": ballots}
            field = f"{option['code']}_{question.marks[0]}"
            raise Refused(Sentence(UNEQUAL if on_paper else BEYOND, words), field=field, rule="WC-023")
    chosen = sum(marks[question.marks[0]] for marks in counted.marks.values()) + sum(counted.write_ins.values())
    if max(counted.write_ins.values(), default=0) > ballots:
        raise Refused("另选他人的票数多于有效票。", field="write_ins", rule="WC-023")
    if question.most is not None and chosen > ballots * question.most:
        words = {"chosen": chosen, "ballots": ballots, "most": question.most}
        raise Refused(Sentence("赞成合计{chosen}，多于{ballots}张票 × 名额{most}。", words), rule="WC-023")


def _check_counting(poll: Poll, actor: Actor) -> None:
    if not is_teller(actor, poll):
        raise Refused("票数由这次表决指定的监票人、计票人登记和核对。")
    state = held_state(poll.pk)
    if poll.mode not in (Mode.HANDS, Mode.PAPER) or state not in (PollState.OPEN, PollState.CLOSED):
        raise Refused("现在不能登记票数：表决没有开始，或者已经计票。")


def _note(kind: str, question: Question, kept: CountSheet, *, actor: Actor, now: datetime) -> None:
    numbers: dict[str, Any] = {
        name: getattr(kept, name) for name in ("issued", "returned", "spoiled", "marks", "write_ins")
    }
    words = {"poll": question.poll.title, "question": question.number, **numbers}
    record(NewEvent(kind, now, actor.doer, about(question.poll), data=words))

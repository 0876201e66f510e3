"""An item that is voted on here: the poll of the frozen roll, from the plan to the item's verdict."""

from collections.abc import Mapping

from zhijia.engines.ballots import polls
from zhijia.engines.ballots.content import Tally
from zhijia.engines.ballots.counting import count
from zhijia.engines.ballots.kinds import ELECTION, EVALUATION, MARKS, MOTION
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.models import CountSheet, Mode, Poll, PollState, Withdrawal
from zhijia.engines.ballots.outcomes import Outcome as Result
from zhijia.engines.ballots.outcomes import result_of
from zhijia.engines.ballots.planning import PollPlan, QuestionPlan, RollEntry
from zhijia.engines.ballots.rounds import next_round
from zhijia.engines.ballots.thresholds import MAJORITY, OFFICE, QUORUM, threshold_of
from zhijia.engines.ballots.verdicts import Ruling
from zhijia.engines.ballots.withdrawing import withdraw
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.lib.numerals import say_number
from zhijia.lib.sentences import Refused
from zhijia.services.congress.sessions.acts import keep_decision, show_item
from zhijia.services.congress.sessions.checks import sitting_of
from zhijia.services.congress.sessions.models import AgendaItem, SittingMember
from zhijia.services.congress.sessions.speaking import end_running
from zhijia.services.congress.sessions.votes_of import (
    item_of,
    keep_presence,
    kind_of,
    live_poll,
    live_polls,
    subject_of,
)
from zhijia.services.congress.terms.staff import law_of


def put_to_vote(turn: Turn) -> Outcome:
    """A poll of the roll that was frozen at check-in. All but the verifiable ones, whose keys are made first, begin at once."""
    item, data = turn.data["item"], turn.data
    if live_poll(turn.case.pk, item):
        raise Refused("这一议题已经付诸表决，请先停止或者作废那一次。", field="item")
    return _open(turn, item, item.title, _question(turn, item), is_changeable=data["is_changeable"])


def vote_again(turn: Turn) -> Outcome:
    """The next round of an election: among those who stood equal, or the first so many, for the seats that are left."""
    before: Poll = turn.data["poll"]
    item, result = item_of(before), result_of(before)
    if Poll.objects.filter(follows=before).exclude(state=PollState.VOID).exists():
        raise Refused("这一轮之后已经组织了下一轮，请在下一轮上办理。", field="poll")
    (frozen,) = questions_of(before)
    gone = set(Withdrawal.objects.filter(question__poll=before).values_list("code", flat=True))
    at_most = turn.data["at_most"]
    question = next_round(frozen, result.counts[1], result.verdicts[1], at_most=at_most, withdrawn=gone)
    nth = live_polls(turn.case.pk).filter(subject=before.subject).count() + 1
    return _open(turn, item, f"{item.title[:180]}（第{say_number(nth)}轮）", question, follows=before)


def let_withdraw(turn: Turn) -> Outcome:
    """A candidate who withdraws before the close: her votes are counted and elect nobody."""
    poll, name = turn.data["poll"], turn.data["candidate"].strip()
    question = poll.questions.select_related("poll").get()
    code = next((one["code"] for one in question.options if one["label"] == name), None)
    if question.kind != ELECTION or code is None:
        raise Refused("这次表决的候选人里没有这个名字，请按选票上的姓名填写。", field="candidate")
    withdraw(question, code, reason=turn.data["reason"], actor=turn.actor, now=turn.now)
    return Outcome({"title": poll.title, "name": name, "reason": turn.data["reason"]}, note=turn.data["reason"])


def _open(
    turn: Turn,
    item: AgendaItem,
    title: str,
    question: QuestionPlan,
    *,
    follows: Poll | None = None,
    is_changeable: bool = False,
) -> Outcome:
    members = SittingMember.objects.filter(sitting=sitting_of(turn.record)).order_by("delegation", "name", "pk")
    plan = PollPlan(
        subject=subject_of(item),
        title=title,
        mode=Mode(item.mode),
        questions=[question],
        roll=[RollEntry(one.person_id, one.name, one.delegation) for one in members],
        closes_at=turn.data["closes_at"],
        scrutineers=[RollEntry(one.person_id, one.name) for one in turn.data["scrutineers"]],
        follows=follows,
        is_changeable=is_changeable,
    )
    show_item(turn.record, item)
    poll = polls.open_poll(turn, plan)
    if poll.mode != Mode.VERIFIABLE:
        poll = _begin(turn, poll)
    return Outcome({"item": item.pk, "title": poll.title, "mode": str(poll.mode), "hash": poll.manifest_hash})


def begin_vote(turn: Turn) -> Outcome:
    """A verifiable poll, once its three scrutineers made their keys."""
    poll = _begin(turn, turn.data["poll"])
    return Outcome({"title": poll.title, "hash": poll.manifest_hash})


def extend_vote(turn: Turn) -> Outcome:
    """As the presidium decided, after a power cut for instance."""
    poll, data = turn.data["poll"], turn.data
    polls.extend(poll, data["until"], reason=data["reason"], actor=turn.actor, now=turn.now)
    return Outcome({"title": poll.title, "until": data["until"].isoformat()}, note=data["reason"])


def close_vote(turn: Turn) -> Outcome:
    poll = polls.close(turn.data["poll"], now=turn.now)
    return Outcome({"title": poll.title})


def void_vote(turn: Turn) -> Outcome:
    poll = turn.data["poll"]
    polls.void(poll, actor=turn.actor, now=turn.now)
    return Outcome({"title": poll.title, "reason": turn.data["reason"]}, note=turn.data["reason"])


def count_vote(turn: Turn) -> Outcome:
    """Count it, and the item is decided by the verdict of the frozen rules. Where they leave it to people, the meeting says it."""
    poll: Poll = turn.data["poll"]
    item = item_of(poll)
    count(poll, actor=turn.actor, now=turn.now)
    poll.refresh_from_db()
    result = result_of(poll)
    verdict = result.verdicts[1]
    is_passed = {Ruling.PASSED: True, Ruling.FAILED: False}.get(verdict.ruling, turn.data["is_passed"])
    if is_passed is None:
        raise Refused("没有已核对的法定比例可以判定，请填写会议的决定。", field="is_passed")
    return keep_decision(
        turn,
        item,
        _numbers(poll, result.counts[1], result),
        resolution=turn.data["resolution"],
        is_passed=is_passed,
        sentences=verdict.sentences,
    )


def _begin(turn: Turn, poll: Poll) -> Poll:
    """Whoever came may vote from now on; whoever speaks has ended, and her delegation's time runs no further."""
    end_running(turn.record, turn.now)
    poll = polls.start(polls.freeze(poll, now=turn.now), now=turn.now)
    came = SittingMember.objects.filter(sitting=sitting_of(turn.record), attendance__isnull=False)
    keep_presence(turn.case.pk, set(came.values_list("person_id", flat=True)), now=turn.now)
    return poll


def _question(turn: Turn, item: AgendaItem) -> QuestionPlan:
    """Quorum and majority on all in office (WC-018, WC-019); an evaluation has no mark at which somebody passes."""
    law, kind = law_of(turn.record.term, turn.today), kind_of(item)
    rules = threshold_of(law("congress.quorum"), what=QUORUM, basis=OFFICE)
    if kind != EVALUATION:
        rules += threshold_of(law("congress.majority"), what=MAJORITY, basis=OFFICE)
    names = turn.data["candidates"] if kind != MOTION else [item.title]
    is_election = kind == ELECTION
    return QuestionPlan(
        kind=kind,
        title=item.title,
        options=names,
        most=turn.data["seats"] if is_election else None,
        write_ins=(turn.data["write_ins"] or 0) if is_election else 0,
        rules=rules,
    )


def _numbers(poll: Poll, counted: Tally, result: Result) -> Mapping[str, int | None]:
    """The counts of the item; yes, no and abstained only where one thing was voted on."""
    sheet = CountSheet.objects.filter(question__poll=poll).first()
    is_one = len(counted.marks) == 1 and set(counted.marks["1"]) == set(MARKS[MOTION])
    marks = counted.marks["1"] if is_one else {}
    return {
        "issued": sheet.issued if sheet and poll.mode == Mode.PAPER else max(result.numbers.present, counted.ballots),
        "returned": counted.ballots,
        "invalid": counted.invalid,
        "yes": marks.get("yes"),
        "no": marks.get("no"),
        "abstain": marks.get("abstain"),
    }

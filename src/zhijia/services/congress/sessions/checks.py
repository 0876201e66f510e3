"""What must hold in the life of a session (WC-013 … WC-016, WC-018 … WC-023, WC-044)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.ballots.models import Mode
from zhijia.engines.ballots.rules import Reckoning, reckon_share
from zhijia.engines.cases.flow import Turn
from zhijia.law.judging import judge_duty, judge_number, judge_share, judge_span
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import NotYours, Refused, Sentence, gettext_noop
from zhijia.services.congress.rules.matters import VOTED, Ownership, ownership_of, power_of
from zhijia.services.congress.sessions.models import (
    AgendaItem,
    AskedBy,
    Attendance,
    CongressSession,
    DelegationOpinion,
    Receipt,
    Sitting,
)
from zhijia.services.congress.terms.models import Category, CongressTerm, Form
from zhijia.services.congress.terms.roll import roll_of
from zhijia.services.congress.terms.staff import law_of

SECRET = frozenset({Mode.ORDINARY, Mode.VERIFIABLE, Mode.PAPER})
AT_WORK = frozenset({Category.WORKER, Category.TECHNICIAN, Category.MANAGER})
YES, ALL, PRESENT = gettext_noop("赞成票"), gettext_noop("全体代表"), gettext_noop("实到")


def ownership(term: CongressTerm) -> Ownership:
    """What kind of employer it is; a region or an industry is of none."""
    employer = term.enterprise
    if employer is None:
        return Ownership.OTHER
    return ownership_of(code=employer.ownership, section=employer.industry_section)


def items_of(session: CongressSession) -> list[AgendaItem]:
    """What stands on the agenda, in its order."""
    return list(AgendaItem.objects.filter(session=session, struck_on=None).order_by("number"))


def sitting_of(session: CongressSession) -> Sitting:
    """The roll of the latest calling."""
    return Sitting.objects.filter(session=session).latest("pk")


def present_at(sitting: Sitting) -> int:
    return Attendance.objects.filter(member__sitting=sitting).count()


def check_received(turn: Turn) -> None:
    """Who has the texts may speak of them."""
    if not Receipt.objects.filter(session=turn.record, person=turn.actor.person_id or 0).exists():
        raise NotYours("意见由收到材料的代表本人提出。")


def check_items(turn: Turn) -> None:
    if not items_of(turn.record):
        raise Refused("还没有议题，请先列入议题。")


def check_delivered(turn: Turn) -> None:
    if turn.record.delivered_on is None:
        raise Refused("材料还没有全部送达代表，请先登记送达。", rule="WC-016")


def check_answered(turn: Turn) -> None:
    """Every opinion of a delegation is answered by itself."""
    left = DelegationOpinion.objects.filter(item__session=turn.record, answered_on=None).count()
    if left:
        raise Refused(Sentence("还有{n}条团组意见没有答复，请逐条答复。", {"n": left}))


def check_day(turn: Turn) -> None:
    if turn.today < turn.record.planned_on:
        raise Refused(Sentence("会议定于{day}召开，当天开始签到。", {"day": turn.record.planned_on}))


def undecided(session: CongressSession) -> list[str]:
    """Titles of what asks for a vote and was not voted on."""
    return [item.title for item in items_of(session) if item.mode and item.decided_on is None]


def check_all_decided(turn: Turn) -> None:
    left = undecided(turn.record)
    if left:
        raise Refused(Sentence("还有议题没有表决：{names}。", {"names": "、".join(left[:5])}), rule="WC-025")


def judge_request(turn: Turn) -> Sequence[Verdict]:
    """WC-015: a third of the delegates in office may ask for a session."""
    if turn.data["asked_by"] != AskedBy.DELEGATES:
        return ()
    size = roll_of(turn.record, turn.today).size
    return judge_share(law_of(turn.record, turn.today)("congress.request"), turn.data["requests"], size)


def judge_item(turn: Turn) -> Sequence[Verdict]:
    """WC-020: what is passed, decided, elected or evaluated is voted on by secret ballot."""
    power = power_of(turn.data["matter"], ownership(turn.record.term))
    if power not in VOTED:
        return ()
    rule = law_of(turn.record.term, turn.today)("congress.ballot.secret")
    return judge_duty(rule, is_met=turn.data["mode"] in SECRET)


def judge_presidium(turn: Turn) -> Sequence[Verdict]:
    """WC-021, WC-022; a general meeting may do without."""
    term, rule = turn.record.term, law_of(turn.record.term, turn.today)
    members = list(turn.data["presidium"])
    if term.form == Form.GENERAL and not members:
        return ()
    if not members:
        raise Refused("请选择主席团成员。", field="presidium", rule="WC-021")
    at_work = sum(one.category in AT_WORK for one in members)
    return [
        *judge_share(rule("congress.presidium.share"), at_work, len(members)),
        *judge_duty(rule("congress.presidium.passed"), is_met=turn.data["is_passed"]),
    ]


def judge_delivery(turn: Turn) -> Sequence[Verdict]:
    """WC-016: counted from the day on which all texts had been delivered, that day not included (E-21)."""
    session: CongressSession = turn.record
    if session.delivered_on is None:
        return ()
    days = (turn.today - session.delivered_on).days
    return judge_number(law_of(session.term, turn.today)("congress.delivery"), days)


def judge_quorum(turn: Turn) -> Sequence[Verdict]:
    """WC-018: on delegates in office, as the roll was frozen."""
    sitting = sitting_of(turn.record)
    found = reckon_share(
        law_of(turn.record.term, turn.today)("congress.quorum"), (PRESENT, present_at(sitting)), (ALL, sitting.size)
    )
    return () if found.is_kept else (found.verdict,)


def judge_interval(turn: Turn) -> Sequence[Verdict]:
    """WC-013, WC-014: not longer since the last session than so many months."""
    session: CongressSession = turn.record
    last = (
        CongressSession.objects.filter(term=session.term_id, opened_on__isnull=False, ordinal__lt=session.ordinal)
        .order_by("-opened_on")
        .first()
    )
    since = last.opened_on if last else session.term.from_on
    if since is None:
        return ()
    return judge_span(frequency(session, turn.today), first=since, last=turn.today)


def frequency(session: CongressSession, on: date) -> ResolvedParameter:
    """The rule of how often it meets."""
    return law_of(session.term, on)(frequency_key(session))


def frequency_key(session: CongressSession) -> str:
    is_state = ownership(session.term) == Ownership.SOE_INDUSTRIAL
    return "congress.frequency.state" if is_state else "congress.frequency"


def judge_sums(turn: Turn) -> Sequence[Verdict]:
    """WC-023, WC-044: no more ballots than delegates who came; observers are on no roll."""
    data, present = turn.data, present_at(sitting_of(turn.record))
    adds_up = data["yes"] + data["no"] + data["abstain"] + data["invalid"] == data["returned"]
    adds_up = adds_up and data["returned"] <= data["issued"] <= present
    rule = law_of(turn.record.term, turn.today)
    return [
        *judge_duty(rule("congress.ballot.sums"), is_met=adds_up),
        *judge_duty(rule("congress.observers"), is_met=data["issued"] <= present),
    ]


def majority(turn: Turn) -> Reckoning:
    """WC-019: votes in favour against all delegates in office, never those present; exactly half is not more than half."""
    rule = law_of(turn.record.term, turn.today)("congress.majority")
    return reckon_share(rule, (YES, turn.data["yes"]), (ALL, sitting_of(turn.record).size))

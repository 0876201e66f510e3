"""What the law asks of letters, answers and the department (LS-02 … LS-06, LS-11)."""

from collections.abc import Sequence
from datetime import date, timedelta

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.judging import judge_running
from zhijia.engines.cases.models import Clock
from zhijia.law.judging import judge_duty, judge_number, judge_term
from zhijia.law.verdicts import Verdict
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.models.unions import FEDERATION_KINDS
from zhijia.organisation.overrides import working_calendar
from zhijia.services.supervision.checks.law import rule_of
from zhijia.services.supervision.checks.standing import is_answered_by_department, standing_of
from zhijia.services.supervision.models import Department, Letter, Supervision
from zhijia.services.supervision.models.letters import LetterKind, Ruling
from zhijia.services.supervision.models.supervisions import Matter

INSPECTION, WAGE_CLOSING = "inspection", "wage_closing"
EXTENSION_KEYS = {
    INSPECTION: "supervision.inspection.extension",
    WAGE_CLOSING: "supervision.wage_report.extension",
}
REPLY_KEYS = {
    LetterKind.PROMPT: "supervision.prompt.reply",
    LetterKind.OPINION: "supervision.opinion.reply",
}


def latest_letter(supervision: Supervision, *kinds: LetterKind) -> Letter | None:
    """The letter that is open: the last one that went out, of these kinds."""
    return supervision.letters.filter(kind__in=kinds or LetterKind.values).order_by("-pk").first()


def letter_of(turn: Turn, *kinds: LetterKind) -> Letter:
    """The letter that is open. Raises `Refused` when there is none."""
    letter = latest_letter(turn.record, *kinds)
    if letter is None:
        raise Refused("还没有发出监督文书。")
    return letter


def check_not_served(turn: Turn) -> None:
    """The day of receipt is entered once; another day is a correction by two posts."""
    if letter_of(turn).served_on is not None:
        raise Refused("这份文书已经登记送达。日期有误的，请在“时限”里办理更正。")


def check_not_answered(turn: Turn) -> None:
    letter = letter_of(turn, LetterKind.PROMPT, LetterKind.OPINION)
    if hasattr(letter, "reply"):
        raise Refused("这份文书已经登记答复。")


def judge_reply(turn: Turn) -> Sequence[Verdict]:
    """LS-02: an opinion is answered in writing within the term from the day it was received; a prompt has a customary one."""
    letter = letter_of(turn, LetterKind.PROMPT, LetterKind.OPINION)
    start = letter.served_on or letter.sent_on
    return judge_running(turn, REPLY_KEYS[LetterKind(letter.kind)], start, done=turn.data["replied_on"])


def judge_rectify_by(turn: Turn) -> Sequence[Verdict]:
    """LS-02: who may still be silent cannot be late; the limit should not end before the answer is due, at the earliest."""
    law, limit = rule_of(turn, REPLY_KEYS[LetterKind.OPINION]), turn.data["rectify_by"]
    is_later = judge_term(law, turn.today, done=limit + timedelta(days=1), now=turn.now, calendar=working_calendar())
    if is_later:
        return ()
    sentence = Sentence("整改期限{day}早于书面答复期限届满之日，用人单位可能尚未答复即被要求整改完毕", {"day": limit})
    return (Verdict("LS-02", Severity.WARN, sentence, law.texts),)


def judge_recommendation(turn: Turn) -> Sequence[Verdict]:
    """LS-03 by a federation at county level or above; LS-04 after an opinion that was not answered or not obeyed."""
    post = turn.actor.post
    is_federation = post is not None and post.union_kind in FEDERATION_KINDS
    opinion = latest_letter(turn.record, LetterKind.OPINION)
    is_failed = opinion is not None and opinion.served_on is not None
    return [
        *judge_duty(rule_of(turn, "supervision.recommendation.level"), is_met=is_federation),
        *judge_duty(rule_of(turn, "supervision.recommendation.after_opinion"), is_met=is_failed),
    ]


def judge_ruling(turn: Turn) -> Sequence[Verdict]:
    """LS-05: the department opens a case or gives reasons within the term; LS-11 a term of its own for wages."""
    return _judge_ruled(turn, letter_of(turn, LetterKind.RECOMMENDATION), turn.data["ruled_on"])


def judge_department(turn: Turn, department: Department) -> Sequence[Verdict]:
    """All that the department did, by the days on record (LS-05, LS-06, LS-11)."""
    verdicts = [*_judge_ruled(turn, department.letter, department.ruled_on)]
    if department.handled_on:
        verdicts += _judge_handled(turn, department.ruled_on, department.handled_on)
    return verdicts


def judge_extension(turn: Turn) -> Sequence[Verdict]:
    """LS-06, LS-11: the department's term is not extended by more than the law's days in all."""
    clock: Clock = turn.data["term"]
    earlier = sum(entry.amount or 0 for entry in clock.entries.all())
    return judge_number(rule_of(turn, EXTENSION_KEYS[clock.name], on=clock.started_on), earlier + turn.data["amount"])


def judge_handling(turn: Turn) -> Sequence[Verdict]:
    """LS-06 how long an inspection lasts, which is recorded; LS-11 for wages the end, and that the union is told."""
    department = letter_of(turn, LetterKind.RECOMMENDATION).department
    verdicts = [*_judge_handled(turn, department.ruled_on, turn.data["handled_on"])]
    if turn.record.matter == Matter.WAGES:
        told = turn.data["told_union_on"] is not None
        verdicts += judge_duty(rule_of(turn, "supervision.wage_report.informed"), is_met=told)
    return verdicts


def _judge_ruled(turn: Turn, letter: Letter, done: date) -> Sequence[Verdict]:
    start = letter.served_on or letter.sent_on
    verdicts = [*judge_running(turn, "supervision.recommendation.filing", start, done=done)]
    if turn.record.matter == Matter.WAGES:
        verdicts += judge_running(turn, "supervision.wage_report.filing", start, done=done)
    return verdicts


def _judge_handled(turn: Turn, start: date, done: date) -> Sequence[Verdict]:
    verdicts = [*judge_inspection(turn, start, done)]
    if turn.record.matter == Matter.WAGES:
        verdicts += judge_running(turn, "supervision.wage_report.closing", start, done=done)
    return verdicts


def judge_inspection(turn: Turn, start: date, done: date) -> Sequence[Verdict]:
    """LS-06: informs and binds nobody here."""
    return judge_running(turn, "supervision.inspection", start, done=done)


def is_broken(verdicts: Sequence[Verdict]) -> bool:
    """Whether a known text was not kept; what nobody knows here breaks nothing."""
    return any(verdict.texts for verdict in verdicts)


def check_opened(turn: Turn) -> None:
    """Only a case that the department opened has a result."""
    department = getattr(letter_of(turn, LetterKind.RECOMMENDATION), "department", None)
    if department is None or department.ruling != Ruling.OPENED:
        raise Refused("行政部门还没有立案。")


def check_not_recommended(turn: Turn) -> None:
    """The department answers a recommendation once; who is not content passes the matter on (A8 L7)."""
    if is_answered_by_department(standing_of(turn)):
        raise Refused("行政部门已经对监督建议书作出处理，不再重复发出。可以移送或者报告有关机关，或者结案。")


def check_tried_everything(turn: Turn) -> None:
    """Without rectification a case is closed only after the department declined or ended it, or the matter was passed on."""
    if turn.case.state == "corrected":
        return
    if not (standing_of(turn).is_over or standing_of(turn).is_referred):
        raise Refused("用人单位还没有整改，也没有移送有关机关，不能结案。可以发监督建议书，或者办理移送。")

"""Dated facts of a supervision corrected by two posts: the fact, and what was judged by it, say the new day too."""

from datetime import date

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.following import follow_facts
from zhijia.engines.cases.models import Clock
from zhijia.engines.cases.redating import check_order, write_day
from zhijia.lib.sentences import Sentence
from zhijia.services.supervision.acts.letters import set_default
from zhijia.services.supervision.checks.letters import is_broken, judge_department, letter_of
from zhijia.services.supervision.models.letters import LetterKind


def redate_letter(turn: Turn, clock: Clock, on: date) -> None:
    """The employer received the letter on another day; whether its answer came in time is judged again (LS-02)."""
    letter = letter_of(turn)
    reply = getattr(letter, "reply", None)
    check_order(on, reply.replied_on if reply else None, Sentence("对方的答复日期更早，文书不会在答复之后才收到。"))
    write_day(letter, "served_on", on)
    if reply:
        reply.is_late = reply.replied_on > clock.due_on
        reply.save(update_fields=["is_late"])


def redate_recommendation(turn: Turn, _clock: Clock, on: date) -> None:
    """The department received the recommendation on another day (LS-05, LS-11)."""
    letter = letter_of(turn, LetterKind.RECOMMENDATION)
    department = getattr(letter, "department", None)
    ruled_on = department.ruled_on if department else None
    check_order(on, ruled_on, Sentence("行政部门的决定日期更早，建议书不会在决定之后才收到。"))
    write_day(letter, "served_on", on)
    _judge_again(turn)


def redate_ruling(turn: Turn, _clock: Clock, on: date) -> None:
    """The department opened its case on another day (LS-06, LS-11)."""
    letter = letter_of(turn, LetterKind.RECOMMENDATION)
    department = letter.department
    check_order(letter.served_on, on, Sentence("立案日期不能早于收到建议书的日期。"))
    check_order(on, department.handled_on, Sentence("立案日期不能晚于办结日期。"))
    write_day(department, "ruled_on", on)
    _judge_again(turn)


def redate_recheck(turn: Turn, _clock: Clock, on: date) -> None:
    """The recheck that found everything corrected was on another day."""
    recheck = turn.record.rechecks.order_by("-pk").first()
    check_order(turn.record.accepted_on, on, Sentence("复查日期不能早于受理日期。"))
    write_day(recheck, "checked_on", on)


def await_answer(turn: Turn) -> Outcome:
    """The term of the answer is not over after all: the letter waits for it again."""
    letter = letter_of(turn, LetterKind.PROMPT, LetterKind.OPINION)
    set_default(turn, has_failed=False)
    return Outcome(data={"letter": letter.pk}, to_state="prompted" if letter.kind == LetterKind.PROMPT else "opined")


def _judge_again(turn: Turn) -> None:
    """By the clocks as they count from now on."""
    follow_facts(turn.case, turn.record, actor=turn.actor, now=turn.now)
    department = getattr(letter_of(turn, LetterKind.RECOMMENDATION), "department", None)
    if department:
        department.is_late = is_broken(judge_department(turn, department))
        department.save(update_fields=["is_late"])

"""What answering changes, and how it is judged (OA-04)."""

from collections.abc import Sequence

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.messages.sending import Line, send
from zhijia.law.judging import judge_term
from zhijia.law.verdicts import Verdict
from zhijia.services.openness.asking.events import ANSWERED
from zhijia.services.openness.disclosing.checks import check_no_personal_numbers
from zhijia.services.openness.models import DisclosureQuestion


def judge_answer(turn: Turn) -> Sequence[Verdict]:
    """OA-04: answered within the term of the place."""
    law = LocalLaw()
    rule = law.rule("openness.answer", place=turn.case.place, on=turn.record.asked_on)
    if rule.value is None:
        return ()
    return judge_term(rule, turn.record.asked_on, done=turn.today, now=turn.now, calendar=law.calendar)


def answer(turn: Turn) -> Outcome:
    """Who gave her name is told, and led to the page of the disclosure; everybody reads it there."""
    question: DisclosureQuestion = turn.record
    check_no_personal_numbers(turn.data["answer"], field="answer")
    question.answer, question.is_shown = turn.data["answer"], turn.data["is_shown"]
    question.answered_by, question.answered_on = turn.actor.signature, turn.today
    question.save(update_fields=["answer", "is_shown", "answered_by", "answered_on"])
    if question.asker_id:
        disclosure = question.disclosure
        line = Line(None, disclosure.case_id, ANSWERED.code, disclosure.title, person_id=question.asker_id)
        send([line], now=turn.now, today=turn.today)
    return Outcome({"answered_on": turn.today.isoformat(), "is_shown": question.is_shown})

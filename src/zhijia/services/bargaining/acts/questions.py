"""What promising a day and answering a worker's question change. She is told of both."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.messages.sending import Line, send
from zhijia.services.bargaining.events import QUESTION_ANSWERED, QUESTION_PROMISED
from zhijia.services.bargaining.models import ContractQuestion


def promise(turn: Turn) -> Outcome:
    question: ContractQuestion = turn.record
    question.promised_on = turn.data["day"]
    question.save(update_fields=["promised_on"])
    _tell_asker(turn, QUESTION_PROMISED.code)
    return Outcome(data={"promised_on": turn.data["day"].isoformat()})


def answer(turn: Turn) -> Outcome:
    """The words stay in the record; the log says that and when she was answered."""
    question: ContractQuestion = turn.record
    question.answer, question.answered_on = turn.data["answer"], turn.today
    question.save(update_fields=["answer", "answered_on"])
    _tell_asker(turn, QUESTION_ANSWERED.code)
    return Outcome(data={"answered_on": turn.today.isoformat()})


def _tell_asker(turn: Turn, kind: str) -> None:
    """She does not open the case: her line leads to the page of her contract, where her question stands."""
    question: ContractQuestion = turn.record
    line = Line(None, question.case_id, kind, question.text, person_id=question.asker_id)
    send([line], now=turn.now, today=turn.today)

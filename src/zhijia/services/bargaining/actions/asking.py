"""A worker asks about a contract that covers her."""

from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.clocks import LocalLaw, start_clocks
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.standing import Standing
from zhijia.law.terms import compute_due
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.bargaining.checks.questions import check_covers
from zhijia.services.bargaining.flow.questioning import ANSWER_CLOCK, PROMISE_CLOCK, QUESTION_FLOW
from zhijia.services.bargaining.models import Clause, Contract, ContractQuestion

MOST_OPEN = 5


def ask_question(contract: Contract, *, clause: str, text: str, actor: Actor, now: datetime) -> ContractQuestion:
    """Open the case of a question, with the day by which it is answered where the place has a rule, or is promised.

    She sees neither the union's cases nor its clocks: the system writes them for her, after asking whether she may.
    """
    today = local_day(now)
    check_covers(actor, contract, today=today)
    if actor.person_id is None:
        raise Refused("请先登录再提问。")
    if ContractQuestion.objects.filter(asker=actor.person_id, answered_on=None).count() >= MOST_OPEN:
        raise Refused("您已有几个问题在等待答复，请等工会答复后再问。")
    with transaction.atomic(), scoped(SYSTEM):
        case = _open(contract, actor, now)
        question = ContractQuestion.objects.create(
            case=case,
            contract=contract,
            clause=Clause.objects.filter(draft=contract.draft_id, code=clause).first() if clause else None,
            asker_id=actor.person_id,
            text=text,
            asked_on=today,
            promised_on=_due_by_law(case.place, today),
        )
        clock = ANSWER_CLOCK if question.promised_on else PROMISE_CLOCK
        start_clocks([Standing(case, question)], (clock,), now=now)
        begin(QUESTION_FLOW, [(case, question)], now=now)
    return question


def can_ask(actor: Actor, contract: Contract, *, today: date) -> bool:
    """Whether this contract covers the actor as a worker now."""
    try:
        check_covers(actor, contract, today=today)
    except Refused:
        return False
    return actor.person_id is not None


def _open(contract: Contract, actor: Actor, now: datetime) -> Case:
    union = contract.union
    new = NewCase(
        title=f"职工提问 · {contract.get_contract_type_display()} {contract.number}"[:300],
        union_id=union.pk,
        place=union.place,
        enterprise_id=contract.enterprise_id,
        data={"contract": contract.pk},
    )
    return open_cases(QUESTION_FLOW, [new], actor=actor, now=now)[0]


def _due_by_law(place: str, today: date) -> date | None:
    """The last day of the term, counted from tomorrow; None where nobody knows a rule of this place (OA-04)."""
    law = LocalLaw()
    rule = law.rule("contract.question", place=place, on=today)
    if rule.value is None:
        return None
    return compute_due(today, rule.strictest.term, calendar=law.calendar).due_on

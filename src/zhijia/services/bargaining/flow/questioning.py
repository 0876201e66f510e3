"""A worker's question about her contract: asked on her phone, answered by the union that signed."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import questions as acts
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.checks.questions import check_no_day_promised
from zhijia.services.bargaining.flow.acting import who_acts
from zhijia.services.bargaining.forms import questions as forms
from zhijia.services.bargaining.models import ContractQuestion

ASKED, PROMISED, ANSWERED = "asked", "promised", "answered"
ANSWER, PROMISE = "answer", "promise"


def _promised_on(question: ContractQuestion) -> date | None:
    return question.promised_on


def _asked_on(question: ContractQuestion) -> date:
    return question.asked_on


ANSWER_CLOCK = ClockStart(ANSWER, _("答复职工提问"), "term", promised=_promised_on)
PROMISE_CLOCK = ClockStart(PROMISE, _("承诺答复日期"), "term", parameter="contract.question.promise", since=_asked_on)
MOVES = (
    Move(
        "promise",
        _("承诺答复日期"),
        frozenset({ASKED}),
        PROMISED,
        events.QUESTION_PROMISED,
        **parties.by_union_if(check_no_day_promised),
        form=forms.PromiseForm,
        act=acts.promise,
        starts=(ANSWER_CLOCK,),
        stops=(PROMISE,),
        help=_("本地没有规定答复期限的，由工会承诺一个日期，职工在手机上看得到。"),
    ),
    Move(
        "answer",
        _("答复"),
        frozenset({ASKED, PROMISED}),
        ANSWERED,
        events.QUESTION_ANSWERED,
        **parties.BY_UNION,
        form=forms.AnswerForm,
        act=acts.answer,
        stops=(ANSWER, PROMISE),
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[ContractQuestion]:
    return records_in_order(cases, ContractQuestion.objects.select_related("contract"))


def wants(standing: Standing) -> Sequence[Wanted]:
    """The chair of the union that signed answers, or first says by when."""
    case, question = standing.case, standing.record
    if case.state == ANSWERED:
        return ()
    if question.promised_on:
        return [Wanted("answer", case.union_id, role=who_acts(standing), due_on=question.promised_on)]
    return [Wanted("promise", case.union_id, role=who_acts(standing), due_on=standing.ask(running_terms).get(PROMISE))]


QUESTION_FLOW = register_flow(
    Flow(
        code="bargaining.question",
        label=_("职工提问"),
        prefix="TW",
        states=(
            State(ASKED, _("待答复")),
            State(PROMISED, _("已承诺日期")),
            State(ANSWERED, _("已答复"), is_final=True),
        ),
        initial=ASKED,
        opened=events.QUESTION_ASKED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: reverse("cases:case", args=[case.pk]),
        opening=(PROMISE_CLOCK,),
    )
)

"""A worker's question about what was disclosed: asked on her phone, answered for everybody (OA-04)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.openness.asking import acts, events, forms
from zhijia.services.openness.asking.opening import FLOW
from zhijia.services.openness.models import DisclosureQuestion
from zhijia.services.openness.queries import role_of

ASKED = State("asked", _("待答复"))
ANSWERED = State("answered", _("已答复"), is_final=True)
ANSWER = "answer"


def day_asked(question: DisclosureQuestion) -> date:
    return question.asked_on


ANSWER_CLOCK = ClockStart(ANSWER, _("答复职工提问"), "term", parameter="openness.answer", since=day_asked)


def records_of(cases: Sequence[Case]) -> Sequence[DisclosureQuestion]:
    return records_in_order(cases, DisclosureQuestion.objects.select_related("disclosure"))


def wants(standing: Standing) -> Sequence[Wanted]:
    """Its union answers by the last day of the term."""
    case, question = standing.case, standing.record
    role = role_of(case)
    return [Wanted("answer", case.union_id, role=role, due_on=question.due_on)] if case.state == ASKED.code else []


QUESTION_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("厂务公开提问"),
        prefix="GT",
        states=(ASKED, ANSWERED),
        initial=ASKED.code,
        opened=events.ASKED,
        moves=(
            Move(
                "answer",
                _("答复提问"),
                frozenset({"asked"}),
                "answered",
                events.ANSWERED,
                **BY_UNION,
                form=forms.AnswerForm,
                judges=(acts.judge_answer,),
                act=acts.answer,
                stops=(ANSWER,),
            ),
        ),
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
        opening=(ANSWER_CLOCK,),
    )
)

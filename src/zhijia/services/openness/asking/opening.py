"""A worker asks about what was disclosed, under her name or without it."""

from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.clocks import LocalLaw, start_clocks
from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.standing import Standing
from zhijia.law.terms import compute_due
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.openness.asking.queries import get_shown
from zhijia.services.openness.asking.tokens import token_of
from zhijia.services.openness.disclosing.checks import check_no_personal_numbers
from zhijia.services.openness.models import Disclosure, DisclosureQuestion

FLOW = "openness.question"
MOST_OPEN = 3
UNNAMED = Actor(name=gettext_noop("职工（不具名）"))


def ask(actor: Actor, case_id: int, *, text: str, is_named: bool, now: datetime) -> DisclosureQuestion:
    """Open its case with the clock to the answer. Without her name nothing of her is written down anywhere.

    Raises `Refused`: withdrawn meanwhile, too many that wait, the same again, numbers of people in it.
    """
    check_no_personal_numbers(text, field="text")
    today = local_day(now)
    with transaction.atomic(), scoped(SYSTEM):
        row = Disclosure.objects.select_for_update(of=("self",)).select_related("item__plan__enterprise")
        disclosure = row.get(pk=get_shown(actor, case_id, today=today).pk)
        if disclosure.withdrawn_on is not None:
            raise Refused("这份公开内容已经撤回，有问题请直接向工会反映。")
        token = token_of("ask", disclosure.pk, actor.person_id or 0)
        _check_waiting(disclosure, token, text)
        return _open(disclosure, text, token, actor if is_named else UNNAMED, now=now, today=today)


def _check_waiting(disclosure: Disclosure, token: str, text: str) -> None:
    waiting = DisclosureQuestion.objects.filter(disclosure=disclosure, token=token, answered_on=None)
    asked = list(waiting.values_list("text", flat=True))
    if text in asked:
        raise Refused("您已经问过这个问题，正在等待答复。", field="text")
    if len(asked) >= MOST_OPEN:
        raise Refused("您已有几个问题在等待答复，请等工会答复后再问。", field="text")


def _open(
    disclosure: Disclosure, text: str, token: str, asker: Actor, *, now: datetime, today: date
) -> DisclosureQuestion:
    plan, flow = disclosure.item.plan, get_flow(FLOW)
    new = NewCase(
        title=f"职工提问 · {disclosure.title}"[:300],
        union_id=plan.union_id,
        place=plan.enterprise.place,
        enterprise_id=plan.enterprise_id,
        line=FunctionLine.RIGHTS,
        data={"disclosure": disclosure.pk},
    )
    (case,) = open_cases(flow, [new], actor=asker, now=now)
    question = DisclosureQuestion.objects.create(
        case=case,
        disclosure=disclosure,
        text=text,
        asker_id=asker.person_id,
        token=token,
        asked_on=today,
        due_on=_due_on(plan.enterprise.place, today),
    )
    start_clocks([Standing(case, question)], flow.opening, now=now)
    begin(flow, [(case, question)], now=now)
    return question


def _due_on(place: str, today: date) -> date | None:
    """OA-04: the last day to answer; None where nobody knows a term of the place."""
    law = LocalLaw()
    rule = law.rule("openness.answer", place=place, on=today)
    return None if rule.value is None else compute_due(today, rule.strictest.term, calendar=law.calendar).due_on

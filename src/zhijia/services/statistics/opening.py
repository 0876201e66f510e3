"""Opening the returns of a year: the city's own, and level by level those that report to a union."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.lib.sentences import Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor
from zhijia.services.statistics.models import FormKind, Return, Survey
from zhijia.services.statistics.queries import ABOVE_KINDS, unions_to_ask
from zhijia.services.statistics.rules.forms import FORMS

FLOW = "statistics.return"


def ask_unions(survey: Survey, superior: Union, *, due_on: date, actor: Actor, now: datetime) -> Sequence[Return]:
    """A return for each union that reports to this one and has none yet; nothing where all have one."""
    return open_returns(survey, unions_to_ask(superior, survey), superior, due_on=due_on, actor=actor, now=now)


def open_returns(
    survey: Survey,
    unions: Sequence[Union],
    superior: Union | None,
    *,
    due_on: date | None,
    actor: Actor,
    now: datetime,
) -> Sequence[Return]:
    """Open them in one transaction; the form follows from the kind of union, the edition from the end of the period."""
    flow = get_flow(FLOW)
    with transaction.atomic():
        entries = [
            NewCase(
                title=Sentence("{year}年度工会统计年报 {name}", {"year": survey.year, "name": union.name}).said_in(str),
                union_id=union.pk,
                place=union.place,
                line=FunctionLine.RESEARCH,
                due_on=due_on,
                data={"year": survey.year, "form": form_of(union)},
            )
            for union in unions
        ]
        cases = open_cases(flow, entries, actor=actor, now=now)
        made = [_return(case, union, survey, superior, due_on, now) for case, union in zip(cases, unions, strict=True)]
        Return.objects.bulk_create(made, batch_size=1000)
        begin(flow, zip(cases, made, strict=True), now=now)
    return made


def form_of(union: Union) -> FormKind:
    return FormKind.ABOVE if union.kind in ABOVE_KINDS else FormKind.GRASSROOTS


def _return(
    case: Case, union: Union, survey: Survey, superior: Union | None, due_on: date | None, now: datetime
) -> Return:
    form = form_of(union)
    return Return(
        case=case,
        survey=survey,
        union=union,
        superior=superior,
        form=form,
        edition=FORMS.newest(form, on=survey.to_on).code,
        opened_on=local_day(now),
        due_on=due_on,
    )

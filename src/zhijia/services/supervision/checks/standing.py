"""What a supervision has come to, as far as it decides which acts are open: read in one question for all of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.standing import Standing as CaseStanding
from zhijia.engines.cases.standing import one_by_one
from zhijia.organisation.reading import Question
from zhijia.services.supervision.models import Department, Investigation, Referral, Supervision
from zhijia.services.supervision.models.letters import Ruling


@dataclass(frozen=True, slots=True)
class Standing:
    """`is_over`: the department declined a recommendation, or ended what it did about one."""

    is_investigated: bool
    is_over: bool
    is_referred: bool


@Question
def _standing(supervision: Any) -> QuerySet[Any, Any]:
    declined, ended = Q(ruling=Ruling.DECLINED), Q(handled_on__isnull=False)
    told = {
        "is_investigated": Exists(Investigation.objects.filter(supervision=OuterRef("pk"))),
        "is_over": Exists(Department.objects.filter(declined | ended, letter__supervision=OuterRef("pk"))),
        "is_referred": Exists(Referral.objects.filter(supervision=OuterRef("pk"))),
    }
    return Supervision.objects.filter(pk=supervision).annotate(**told).values_list(*told)


@one_by_one
def _stands(case: CaseStanding) -> Standing:
    return Standing(*_standing.ask(case.record.pk)[0])


def standing_of(turn: Turn) -> Standing:
    """How the supervision stands at the beginning of this turn."""
    return turn.ask(_stands)

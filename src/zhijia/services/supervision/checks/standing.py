"""What a supervision has come to, as far as it decides which acts are open: read in one question for all of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.standing import Standing as CaseStanding
from zhijia.engines.cases.standing import one_by_one
from zhijia.organisation.reading import Question
from zhijia.services.supervision.models import Department, Investigation, Letter, Referral, Supervision
from zhijia.services.supervision.models.letters import LetterKind, Ruling


@dataclass(frozen=True, slots=True)
class Standing:
    """`is_over`: the department declined a recommendation, or ended what it did about one.

    `last_letter` is the kind of the letter that went out last, None before the first.
    """

    is_investigated: bool
    is_over: bool
    is_referred: bool
    last_letter: str | None


@Question
def _standing(supervision: Any) -> QuerySet[Any, Any]:
    declined, ended = Q(ruling=Ruling.DECLINED), Q(handled_on__isnull=False)
    sent = Letter.objects.filter(supervision=OuterRef("pk")).order_by("-pk")
    told = {
        "is_investigated": Exists(Investigation.objects.filter(supervision=OuterRef("pk"))),
        "is_over": Exists(Department.objects.filter(declined | ended, letter__supervision=OuterRef("pk"))),
        "is_referred": Exists(Referral.objects.filter(supervision=OuterRef("pk"))),
        "last_letter": Subquery(sent.values("kind")[:1]),
    }
    return Supervision.objects.filter(pk=supervision).annotate(**told).values_list(*told)


@one_by_one
def _stands(case: CaseStanding) -> Standing:
    return Standing(*_standing.ask(case.record.pk)[0])


def standing_of(turn: Turn) -> Standing:
    """How the supervision stands at the beginning of this turn."""
    return turn.ask(_stands)


def is_answered_by_department(standing: Standing) -> bool:
    """Once a recommendation was the last word no other follows: the department has declined or ended it."""
    return standing.last_letter == LetterKind.RECOMMENDATION

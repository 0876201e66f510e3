"""What a union has set up, and what the law finds missing, in the reader's language."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from zhijia.organisation.models import Union
from zhijia.services.supervision.checks.bodies import judge_body
from zhijia.services.supervision.models import SupervisoryBody


def body_of(union: Union) -> SupervisoryBody | None:
    return SupervisoryBody.objects.filter(union=union).first()


def present_verdicts(union: Union, *, today: date) -> Sequence[tuple[str, str]]:
    """Rule and sentence of each thing that is missing."""
    verdicts = judge_body(body_of(union), place=union.place, today=today)
    return [(verdict.rule, verdict.sentence.said_in(gettext)) for verdict in verdicts]

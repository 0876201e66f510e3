"""Entering an impact assessment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Union
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refusing
from zhijia.services.organising.assessments.events import ASSESSMENT_ENTERED
from zhijia.services.organising.assessments.models import ImpactAssessment
from zhijia.trail.record import record

ALREADY = gettext_noop("这次评估已经由另一次代替，请从最新的一次重新评估。")
CONSTRAINTS: dict[str, Sentence | str] = {"organising_impactassessment_replaces_id_key": ALREADY}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssessment:
    title: str
    purpose: str
    sensitive: Sequence[str]
    effect: str
    consent: str
    guardian: str
    measures: str
    assessed_on: date
    begins_on: date | None
    report: str


def enter_assessment(
    actor: Actor, entry: NewAssessment, *, replaces: ImpactAssessment | None = None, now: datetime
) -> ImpactAssessment:
    """Enter an assessment of the acting post's own union. Raises `Refused`: role, a day ahead, one replaced already."""
    if actor.post is None:
        raise Refused("影响评估由有岗位的工会干部登记。请切换岗位。")
    union = Union.objects.get(pk=actor.post.union_id)
    check_administer(actor, union.path)
    if entry.assessed_on > local_day(now):
        raise Refused("日期不能晚于今天。", field="assessed_on")
    if replaces is not None and replaces.union_id != union.pk:
        raise Refused("只能代替本单位登记的评估。")
    values = {name: getattr(entry, name) for name in NewAssessment.__slots__}
    with transaction.atomic(), refusing(CONSTRAINTS):
        kept = ImpactAssessment.objects.create(
            **values, union=union, replaces=replaces, entered_by_id=actor.post.id, entered_at=now
        )
        data = {
            "assessment": kept.pk,
            "title": kept.title,
            "assessed_on": kept.assessed_on,
            "replaces": kept.replaces_id,
        }
        record(event_about(union, ASSESSMENT_ENTERED, actor=actor, now=now, data=data))
    return kept

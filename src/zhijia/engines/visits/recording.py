"""Keeping a visit: once, however often it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.documents.storing import Upload, attach
from zhijia.engines.visits.flow import KEPT, VISIT_FLOW
from zhijia.engines.visits.kinds import get_kind
from zhijia.engines.visits.models import PlannedVisit, Promise, Talk, Visit
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, kw_only=True)
class NewVisit:
    """A visit as it was written down. `talks` are pairs of workplace and words, `promises` of words and day.

    Of an enterprise without a union, `union` is that of its territory.
    """

    client_id: UUID
    kind: str
    union: Union
    visited_on: date
    title: str
    answers: Mapping[str, Any]
    about: Case | None = None
    enterprise_id: int | None = None
    companions: str = ""
    talks: Sequence[tuple[str, str]] = ()
    promises: Sequence[tuple[str, date]] = ()
    photos: Sequence[Upload] = field(default=())
    line: str = ""


def record_visit(entry: NewVisit, *, actor: Actor, now: datetime) -> Visit:
    """Open its case, and fill the first planned visit of this post whose days it falls in.

    Who may visit, the service has asked. The same `client_id` again is a unique violation: the service asks `visit_sent`
    first, under the lock of the case that the visit is about.
    """
    if actor.post is None:
        raise Refused("走访由有岗位的工会干部登记。请切换岗位。")
    with transaction.atomic():
        place = entry.union.place
        new = NewCase(
            title=entry.title[:300],
            union_id=entry.union.pk,
            place=place,
            enterprise_id=entry.enterprise_id,
            line=entry.line,
            state="" if get_kind(entry.kind).is_confirmed else KEPT.code,
        )
        (case,) = open_cases(VISIT_FLOW, [new], actor=actor, now=now)
        visit = Visit.objects.create(
            case=case,
            kind=entry.kind,
            client_id=entry.client_id,
            about=entry.about,
            visitor_id=actor.post.id,
            visitor_union_id=actor.post.union_id,
            visitor_label=actor.signature[:200],
            companions=entry.companions,
            visited_on=entry.visited_on,
            answers=dict(entry.answers),
        )
        Talk.objects.bulk_create(Talk(visit=visit, about=about, said=said) for about, said in entry.talks)
        Promise.objects.bulk_create(Promise(visit=visit, text=text, due_on=day) for text, day in entry.promises)
        for photo in entry.photos:
            attach(case, photo, actor=actor, now=now)
        _fill_plan(visit)
        begin(VISIT_FLOW, [(case, visit)], now=now)
    return visit


def visit_sent(client_id: UUID) -> Visit | None:
    """The visit that was kept under this id, if the actor may see it."""
    return Visit.objects.select_related("case").filter(client_id=client_id).first()


def _fill_plan(visit: Visit) -> None:
    """The planned visit of this post in whose days the visit falls, the earliest that is still owed."""
    owed = PlannedVisit.objects.filter(about=visit.about, visitor=visit.visitor, visit=None, dropped_on=None)
    first = owed.filter(from_on__lte=visit.visited_on, due_on__gte=visit.visited_on).order_by("due_on", "pk").first()
    if first is not None:
        first.visit = visit
        first.save(update_fields=["visit"])

"""Opening the programme of a year."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.recording import subject_of
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.checks import is_office_of
from zhijia.services.contacts.events import PROGRAMME_OPENED
from zhijia.services.contacts.models import PairProgramme
from zhijia.services.contacts.models.pairs import Level
from zhijia.services.contacts.queries import level_of
from zhijia.trail.record import NewEvent, record

WHO_OPENS = gettext_noop("百千工程由市总工会的干部、部门负责人或者领导建立。")


def can_open_programme(actor: Actor) -> bool:
    """The city federation's own office."""
    return actor.post is not None and level_of(actor) == Level.CITY and is_office_of(actor, actor.post.union_id)


def open_programme(
    union: Union, *, year: int, target_total: int, target_city: int, actor: Actor, now: datetime
) -> PairProgramme:
    """Open it with its targets (PA-04). Raises `Refused` for a wrong actor or a year that has one."""
    if not can_open_programme(actor):
        raise Refused(WHO_OPENS)
    programme = PairProgramme(union=union, year=year, target_total=target_total, target_city=target_city)
    try:
        programme.validate_constraints()
    except ValidationError as invalid:
        raise Refused(invalid.messages[0]) from invalid
    with transaction.atomic():
        programme.save()
        data = {"year": year, "total": target_total, "city": target_city}
        subject = subject_of(union)
        record(NewEvent(PROGRAMME_OPENED.code, now, actor.doer, subject, data=data))
    return programme

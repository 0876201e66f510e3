"""Opening the survey of a year, and accepting what needs no second look all at once."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from zhijia.engines.cases.advance import UNMADE, Submission, advance_many
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.law.periods import Period, year_of_statistics
from zhijia.law.terms import compute_due
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.recording import subject_of
from zhijia.organisation.scopes import Actor
from zhijia.services.statistics.checks import OFFICE_ROLES, is_of
from zhijia.services.statistics.events import SURVEY_OPENED
from zhijia.services.statistics.models import Return, Survey
from zhijia.services.statistics.opening import ask_unions, open_returns
from zhijia.services.statistics.queries import below
from zhijia.services.statistics.rules.forms import FORMS, GRASSROOTS
from zhijia.trail.record import NewEvent, record

WHO_OPENS = gettext_noop("统计年报由市总工会的干部、部门负责人、研究室或者领导布置。")
WHO_ACCEPTS = gettext_noop("统计年报由汇总报表的工会审核。请切换岗位，或者联系他们。")
SUBMISSIONS = UUID("3b1d54f7-63c6-4f3b-8f35-2f9d2c6f0b1e")


def can_open(actor: Actor) -> bool:
    """The city federation's own office."""
    post = actor.post
    return post is not None and post.union_kind == UnionKind.CITY and is_of(actor, post.union_id, OFFICE_ROLES)


def period_of(year: int, *, place: str) -> Period:
    """The days that the return of a year counts: as its edition says, or else the statistical year that ends in it (ST-03)."""
    days = FORMS.newest(GRASSROOTS, on=date(year, 1, 1)).reference
    if days:
        return Period(date(year - 1, *days[0]), date(year, *days[1]))
    law = LocalLaw().rule("statistics.year_start", place=place, on=date(year, 1, 1))
    return year_of_statistics(law, date(year, 1, 1))


def due_by(level: str, period_end: date, *, place: str) -> date | None:
    """By when a level hands in, as the parameters have it; None where nobody knows the number."""
    law = LocalLaw()
    rule = law.rule(f"statistics.hand_in.{level}", place=place, on=period_end)
    return None if rule.value is None else compute_due(period_end, rule.term, calendar=law.calendar).due_on


def open_survey(union: Union, *, year: int, actor: Actor, now: datetime) -> Survey:
    """Open it with the city's own return and those of the units that report to the city. Raises `Refused`."""
    if not can_open(actor):
        raise Refused(WHO_OPENS)
    period = period_of(year, place=union.place)
    survey = Survey(union=union, year=year, from_on=period.first, to_on=period.last)
    try:
        survey.validate_constraints()
    except ValidationError as invalid:
        raise Refused(invalid.messages[0], field="year") from invalid
    end_of_units = due_by("above", period.last, place=union.place) or period.last + timedelta(days=1)
    with transaction.atomic():
        survey.save()
        due_on = due_by("city", period.last, place=union.place)
        (own,) = open_returns(survey, [union], None, due_on=due_on, actor=actor, now=now)
        asked = ask_unions(survey, union, due_on=end_of_units, actor=actor, now=now)
        Return.objects.filter(pk=own.pk).update(handed_out_on=own.opened_on)
        data = {"year": year, "from": period.first.isoformat(), "to": period.last.isoformat(), "returns": len(asked)}
        record(NewEvent(SURVEY_OPENED.code, now, actor.doer, subject_of(union), data=data))
    return survey


def plain_ones(actor: Actor, survey: Survey) -> "QuerySet[Return]":
    """What reports to the acting post's union, is signed, and has neither an explanation nor a changed cell."""
    union_id = actor.post.union_id if actor.post else 0
    return below(union_id, survey.pk).filter(case__state="signed", note="", edited=0)


def accept_plain(survey: Survey, *, actor: Actor, now: datetime) -> int:
    """Accept all of them; returns how many. The others are looked at one by one. Raises `Refused`."""
    if not is_of(actor, actor.post.union_id if actor.post else None, OFFICE_ROLES):
        raise Refused(WHO_ACCEPTS)
    ids = list(plain_ones(actor, survey).order_by("pk").values_list("case_id", flat=True))
    if not ids:
        raise Refused("没有可以一并审核的报表。有说明或者改填的，请逐张审核。")
    submissions = [Submission(pk, uuid5(SUBMISSIONS, f"accept {pk} {now.isoformat()}")) for pk in ids]
    answers = advance_many(submissions, "accept", actor=actor, now=now)
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    if len(refused) == len(answers):
        raise refused[0]
    return sum(not isinstance(answer, UNMADE) for answer in answers)

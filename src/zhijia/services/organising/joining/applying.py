"""Opening an application: on paper at the union, by a worker with an account, by a visitor without one.

Whoever applies herself sees neither the union's cases nor its clocks: the system writes them for her, at the union of her
enterprise, or where there is none at the territorial one. Her employer is told nothing.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.clocks import start_clocks
from zhijia.engines.cases.flow import ClockStart
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.standing import Standing
from zhijia.lib.divisions import find_division
from zhijia.lib.findings import Severity
from zhijia.lib.normalise import tidy_code
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.checks import CheckContext
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.membership_checks import check_takes_members
from zhijia.organisation.models import Employment, Enterprise, Membership, Person, Union, UnionCoverage
from zhijia.organisation.models.unions import FEDERATION_KINDS
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.person_checks import find_person_problems, tidy_person
from zhijia.organisation.protection.finding import id_index_of
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.organisation.writing import refusing, reserve_ids
from zhijia.services.organising.flow import APPLICATION_FLOW, CONTACT_CLOCK, TRANSFER_CLOCK
from zhijia.services.organising.models import Application, Channel

ALREADY = gettext_noop("您的申请正在办理，请等工会答复。")
CONSTRAINTS: dict[str, Sentence | str] = {"application_one_open": ALREADY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What an applicant says of herself. `repr` leaves it out."""

    name: str
    entry: PersonEntry
    employer: str = ""


def apply_on_paper(actor: Actor, union: Union, applicant: Applicant, *, now: datetime) -> Application:
    """Enter a paper application at a union. Raises `Refused`: role, a union that takes nobody, particulars that cannot be."""
    check_administer(actor, union.path)
    check_takes_members(union, None, on=local_day(now))
    return open_application(actor, _asked(applicant, union, Channel.PAPER, now=now), now=now)


def apply_by_account(actor: Actor, *, now: datetime) -> Application:
    """A worker asks, through her account, to join the union of her enterprise or to come over to it.

    Raises `Refused`: no record of a person, a member there already, an application that is still open.
    """
    today = local_day(now)
    if actor.person_id is None:
        raise Refused("这个账号没有对应的人员，不能申请。")
    with transaction.atomic(), scoped(SYSTEM):
        person = Person.objects.select_related("home").get(pk=actor.person_id)
        job = (
            Employment.objects.filter(_current(today), person=person).select_related("enterprise").order_by("pk").last()
        )
        held = Membership.objects.filter(person=person, to_on=None).select_related("union").first()
        union = union_of(job.enterprise, today=today) if job else held.union if held else person.home
        if held and held.union_id == union.pk:
            raise Refused("您已经是这个工会的会员，不需要申请。", rule="ME-01")
        check_takes_members(union, None, on=today)
        application = Application(
            union=union,
            union_name=union.name,
            channel=Channel.ACCOUNT,
            person=person,
            name=person.name,
            employer=job.enterprise.name if job else "",
            enterprise=job.enterprise if job else None,
            applied_on=today,
        )
        clocks = _clocks(is_member=held is not None)
        return open_application(actor, application, now=now, clocks=clocks)


def is_where_she_works(union_id: int, employments: Sequence[Employment], *, today: date) -> bool:
    """Whether the union of which a worker is a member is the one that she would ask to join; it is where she works nowhere."""
    present = [job for job in employments if job.from_on <= today and (job.to_on is None or job.to_on > today)]
    if not present:
        return True
    job = max(present, key=lambda job: job.pk)
    with scoped(SYSTEM):
        return union_of(job.enterprise, today=today).pk == union_id


def apply_as_visitor(applicant: Applicant, *, place: str, now: datetime) -> Application:
    """Somebody without an account asks to join. Raises `Refused`: particulars that cannot be, asked already.

    It says nothing of whether the number or the employer is known.
    """
    with transaction.atomic(), scoped(SYSTEM):
        enterprise = _enterprise_called(applicant.employer)
        union = union_of(enterprise, today=local_day(now)) if enterprise else _federation_of(place)
        application = _asked(applicant, union, Channel.VISITOR, now=now)
        if Application.objects.filter(id_index=application.id_index, decided_on=None).exists():
            raise Refused(ALREADY)
        application.enterprise, application.token = enterprise, secrets.token_urlsafe(32)
        known = Membership.objects.filter(to_on=None, person__id_index=application.id_index)
        clocks = _clocks(is_member=known.filter(person__id_kind=application.id_kind).exists())
        return open_application(Actor(name=applicant.name), application, now=now, clocks=clocks)


def _clocks(*, is_member: bool) -> tuple[ClockStart, ...]:
    """ME-05 counts for whoever is a member elsewhere; she herself is told nothing of it."""
    return (CONTACT_CLOCK, TRANSFER_CLOCK) if is_member else (CONTACT_CLOCK,)


def union_of(enterprise: Enterprise, *, today: date) -> Union:
    """The oldest union that covers an enterprise on a day, or else that of its territory."""
    covering = UnionCoverage.objects.filter(_current(today), enterprise=enterprise, union__closed_on=None)
    coverage = covering.select_related("union").order_by("union_id").first()
    return coverage.union if coverage else enterprise.territory


def places() -> list[tuple[str, str]]:
    """Where a visitor may say that she lives or works: the divisions of the city's federations, by code and public name."""
    with scoped(SYSTEM):
        codes = Union.objects.filter(kind__in=FEDERATION_KINDS, closed_on=None).order_by("depth", "path")
        found = {code: find_division(code) for code in codes.values_list("place", flat=True)}
    return [(code, division.name if division else code) for code, division in found.items()]


def _federation_of(place: str) -> Union:
    """The federation of a division; of the city's own, that of the city."""
    rows = Union.objects.filter(kind__in=FEDERATION_KINDS, closed_on=None, place=place)
    return rows.order_by("depth", "path")[0]


def application_by_token(token: str) -> Application | None:
    """The application whose page this token opens."""
    with scoped(SYSTEM):
        return Application.objects.filter(token=token).exclude(token="").first()


def withdraw_application(actor: Actor, application: Application | None, *, key: UUID, now: datetime) -> None:
    """Take one's own application for membership back: with the account it was made with, or by its own address.

    Raises `Refused`: not hers, decided already.
    """
    if application is None:
        raise Refused("没有找到这份申请。")
    applicant = actor if actor.person_id is not None else Actor(name=application.name)
    take_back(application.case_id, applicant, key=key, now=now)


def own_application(actor: Actor) -> Application | None:
    """The application of the actor that is open."""
    rows = Application.objects.filter(person=actor.person_id or 0, decided_on=None)
    return rows.order_by("pk").first()


def take_back(case_id: int, actor: Actor, *, key: UUID, now: datetime) -> None:
    """Make the move by which somebody who sees no case takes back what she asked: in her name, through no post."""
    herself = Actor(user_id=actor.user_id or 0, person_id=actor.person_id, name=actor.name)
    with scoped(replace(herself, is_system=True)):
        advance(case_id, "withdraw", actor=herself, key=key, now=now)


def _current(today: date) -> Q:
    return Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gt=today))


def _enterprise_called(words: str) -> Enterprise | None:
    """The one enterprise with exactly this name or credit code."""
    if not words.strip():
        return None
    named = Q(name=words.strip()) | Q(credit_code=tidy_code(words))
    found = list(Enterprise.objects.filter(named, closed_on=None).select_related("territory")[:2])
    return found[0] if len(found) == 1 else None


def _asked(applicant: Applicant, union: Union, channel: Channel, *, now: datetime) -> Application:
    entry = tidy_person(applicant.entry)
    for field, finding in find_person_problems(entry, place=union.place, context=CheckContext.at(now)):
        if finding.severity is Severity.BLOCK:
            raise Refused(finding.sentence, field=field, rule=finding.rule)
    (pk,) = reserve_ids(Application, 1)
    return Application(
        pk=pk,
        union=union,
        union_name=union.name,
        channel=channel,
        name=applicant.name,
        id_kind=entry.id_kind,
        id_number=entry.id_number,
        id_index=id_index_of(entry.id_number),
        phone=entry.phone,
        employer=applicant.employer.strip()[:120],
        applied_on=local_day(now),
    )


def open_application(
    actor: Actor, application: Application, *, now: datetime, clocks: tuple[ClockStart, ...] = (CONTACT_CLOCK,)
) -> Application:
    """Keep it, as a case of its union with its clocks. Raises `Refused`: one of hers is open already."""
    title = Sentence("入会、转会申请 · {name}", {"name": application.name})
    entry = NewCase(title=str(title)[:300], union_id=application.union.pk, place=application.union.place)
    with transaction.atomic(), refusing(CONSTRAINTS):
        (case,) = open_cases(APPLICATION_FLOW, [entry], actor=actor, now=now)
        application.case = case
        application.save(force_insert=True)
        start_clocks([Standing(case, application)], clocks, now=now)
        begin(APPLICATION_FLOW, [(case, application)], now=now)
    return application

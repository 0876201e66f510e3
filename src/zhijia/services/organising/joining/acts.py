"""What is done when an application is answered."""

from datetime import date

from django.db import connection

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.models import CaseShare
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import Refused
from zhijia.organisation import events as organisation_events
from zhijia.organisation.actions import NewPerson, enter_people
from zhijia.organisation.actions.memberships import Joining, join
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import Person, Post
from zhijia.organisation.models.posts import Role
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.organising import events
from zhijia.services.organising.joining.checks import check_approval_day, check_contact_day
from zhijia.services.organising.models import Application
from zhijia.trail.record import record


def contact(turn: Turn) -> Outcome:
    """The applicant was reached; what she was told stands on her page."""
    application: Application = turn.record
    check_contact_day(turn, turn.data["on"])
    application.contacted_on, application.words = turn.data["on"], turn.data["words"]
    application.save(update_fields=["contacted_on", "words"])
    return Outcome({"on": application.contacted_on.isoformat()})


def approve(turn: Turn) -> Outcome:
    """The applicant becomes a member: entered anew, taken over from where her record lies, or transferred."""
    application: Application = turn.record
    approved_on = turn.data["approved_on"]
    check_approval_day(turn, approved_on)
    person_id, former_id = _take_over(application, approved_on)
    if former_id is None:
        person = Person.objects.get(pk=person_id) if person_id else _enter(turn, application)
        joining = Joining(person, application.union, approved_on, approved_on, basis=str(turn.case))
        join(turn.actor, joining, now=turn.now)
        person_id = person.pk
    else:
        assert person_id is not None
        _tell_of_transfer(turn, application, person_id, former_id, on=approved_on)
    application.person_id, application.former_id = person_id, former_id
    _decide(application, turn, is_approved=True)
    return Outcome({"person": person_id, "former_union": former_id, "approved_on": approved_on.isoformat()})


def decline(turn: Turn) -> Outcome:
    """The applicant reads why; number and phone are gone with it."""
    turn.record.words = turn.data["words"]
    _decide(turn.record, turn, is_approved=False)
    return Outcome({"words": turn.data["words"]})


def withdraw(turn: Turn) -> Outcome:
    """The applicant took it back: number and phone are gone, and the union has nothing more to decide."""
    application: Application = turn.record
    application.decided_on, application.is_approved, application.is_withdrawn = turn.today, False, True
    application.id_number = application.phone = application.id_index = None
    application.save()
    return Outcome({"on": turn.today.isoformat()})


def _take_over(application: Application, on: date) -> tuple[int | None, int | None]:
    """The person, if anybody has a record of her, and the union that she was a member of until now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organising_take_over(%s, %s)", [application.pk, on])
        verdict, person_id, former_id = cursor.fetchone()
    if verdict == "name":
        raise Refused("这个证件号码已登记在别的姓名下，请核对姓名和号码；确认无误的，请上级工会核查。")
    if verdict == "post":
        raise Refused("本人还担任其他工会的岗位，请由本人登录后申请转会。")
    if verdict == "here":
        raise Refused("已经是本会会员，不需要办理；可以答复申请人。", rule="ME-01")
    if verdict == "later":
        raise Refused("批准日期早于原会籍的起始日期，请核对。", field="approved_on")
    return person_id, former_id


def _enter(turn: Turn, application: Application) -> Person:
    (person,) = enter_people(turn.actor, [NewPerson(application.union, application.name)], now=turn.now)
    number, phone = application.id_number, application.phone
    entry = PersonEntry(
        id_kind=application.id_kind,
        id_number=number.reveal() if number is not None else "",
        phone=phone.reveal() if phone is not None else "",
    )
    describe_person(turn.actor, person, entry, now=turn.now)
    return person


def _tell_of_transfer(turn: Turn, application: Application, person_id: int, former_id: int, *, on: date) -> None:
    """ME-05: the new union accepted; the log says so, and the former one is told."""
    person = Person.objects.get(pk=person_id)
    data = {"old_union": former_id, "union": application.union_id, "union_name": application.union.name, "on": on}
    record(event_about(person, organisation_events.MEMBER_TRANSFERRED, actor=turn.actor, now=turn.now, data=data))
    with scoped(SYSTEM):
        CaseShare.objects.get_or_create(case=turn.case, union_id=former_id, party="")
        posts = Post.objects.filter(union=former_id, role__in=(Role.CHAIR, Role.CADRE), closed_on=None)
        kind, title = organisation_events.MEMBER_TRANSFERRED.code, turn.case.title
        lines = [Line(pk, turn.case.pk, kind, title) for pk in posts.values_list("pk", flat=True)]
        send(lines, now=turn.now, today=turn.today, not_to=turn.actor.person_id)


def _decide(application: Application, turn: Turn, *, is_approved: bool) -> None:
    """Number and phone go; whoever has an account is told."""
    application.decided_on, application.is_approved = turn.today, is_approved
    application.id_number = application.phone = application.id_index = None
    application.save()
    kind = events.APPLICATION_APPROVED if is_approved else events.APPLICATION_DECLINED
    if application.person_id:
        line = Line(None, None, kind.code, turn.case.title, person_id=application.person_id)
        send([line], now=turn.now, today=turn.today, not_to=turn.actor.person_id)

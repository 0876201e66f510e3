"""What is held about me: the record, the membership, who looked at it; taking it along, and asking to join or to come over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from zhijia.lib.phrases import listed
from zhijia.lib.sentences import Refused
from zhijia.lib.spreadsheets import Cell, SheetToWrite, write_workbook
from zhijia.organisation import events
from zhijia.organisation.actions.unmasking import Unmasked, take_own_record
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Person
from zhijia.organisation.queries import employments_of, events_about, get_person
from zhijia.organisation.queries.memberships import Span, spans_of
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.joining.applying import apply_by_account
from zhijia.services.organising.presenting.applying import status_facts
from zhijia.services.organising.presenting.members import history_of, standing_of
from zhijia.services.organising.presenting.particulars import opened_facts, particulars_of
from zhijia.services.organising.queries import applications_of
from zhijia.trail.models import Event
from zhijia.ui.components import Fact, TimelineEntry
from zhijia.ui.downloads import XLSX

MOST_JOBS, MOST_LOOKS = 20, 20
FIELDS = {"id_number": "证件号码", "phone": "手机号码", "address": "居住地址"}
LOOKS = (events.PERSON_UNMASKED.code, events.OWN_RECORD_TAKEN.code)


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The page of one's own record."""

    person: Person
    particulars: Sequence[Fact]
    history: Sequence[TimelineEntry]
    jobs: Sequence[Fact]
    looks: Sequence[TimelineEntry]
    applications: Sequence[Sequence[Fact]]
    may_apply: bool


@require_GET
@never_cache
def own_record(request: ActingRequest) -> HttpResponse:
    """What is held about me."""
    return render(request, "portal/record.html", {"page": _read(request.actor, _own(request.actor))})


@require_POST
def apply(request: ActingRequest) -> HttpResponse:
    """Ask to join the union of my enterprise, or to come over to it."""
    try:
        apply_by_account(request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence.said_in(_))
    else:
        messages.success(request, _("申请已提交，工会答复后在这里和消息里告诉您。"))
    return redirect("portal:record")


@require_POST
@never_cache
def take(request: ActingRequest) -> HttpResponse:
    """Everything that is held about me, opened, as .xlsx."""
    _own(request.actor)
    person, opened = take_own_record(request.actor, now=timezone.now())
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(_('我的信息'))}.xlsx"}
    return HttpResponse(_workbook(person, opened), content_type=XLSX, headers=headers | {"Cache-Control": "no-store"})


def _own(actor: Actor) -> Person:
    return get_person(actor, actor.person_id or 0)


def _read(actor: Actor, person: Person) -> OwnRecord:
    applications = applications_of(actor)
    return OwnRecord(
        person=person,
        particulars=particulars_of(person),
        history=history_of(spans_of(person.pk)),
        jobs=[_job(name, since, until) for name, since, until in _jobs(person)],
        looks=[_look(event) for event in _looks(person)],
        applications=[status_facts(application) for application in applications],
        may_apply=all(application.decided_on for application in applications),
    )


def _jobs(person: Person) -> list[tuple[str, date, date | None]]:
    return [(job.enterprise.name, job.from_on, job.to_on) for job in employments_of(person, most=MOST_JOBS)]


def _job(name: str, since: date, until: date | None) -> Fact:
    return Fact(name, f"{since.isoformat()} — {until.isoformat() if until else _('今')}")


def _looks(person: Person) -> list[Event]:
    return [event for event in events_about(person) if event.kind in LOOKS][:MOST_LOOKS]


def _look(event: Event) -> TimelineEntry:
    """Who saw which of the masked fields, through which post, and why."""
    data = event.data or {}
    fields = listed([_(FIELDS[name]) for name in data.get("fields", []) if name in FIELDS], _)
    who = f"{event.actor_label} · {event.post_label}" if event.post_label else event.actor_label
    return TimelineEntry(text=fields or _("出生日期"), at=event.at, who=who, note=str(data.get("reason", "")))


def _workbook(person: Person, opened: Unmasked) -> bytes:
    facts = [*opened_facts(person, opened), *particulars_of(person)[3:]]
    about: list[list[Cell]] = [[_("姓名"), person.name], [_("会员卡号"), person.card_number]]
    about += [[str(fact.label), str(fact.value)] for fact in facts]
    history: list[list[Cell]] = [
        [span.union_name, _standing(span), span.from_on, span.to_on] for span in spans_of(person.pk)
    ]
    jobs: list[list[Cell]] = [[name, since, until] for name, since, until in _jobs(person)]
    return write_workbook(
        [
            SheetToWrite(_("个人信息"), [_("项目"), _("内容")], about),
            SheetToWrite(_("会籍"), [_("工会"), _("状态"), _("自"), _("至")], history),
            SheetToWrite(_("工作单位"), [_("单位"), _("自"), _("至")], jobs),
        ]
    )


def _standing(span: Span) -> str:
    return standing_of(span)[0]

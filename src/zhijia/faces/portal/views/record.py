"""What is held about me: the record, the membership, who looked at it; taking it along, and asking to join or to come over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from zhijia.lib.phrases import listed
from zhijia.lib.sentences import Refused
from zhijia.lib.spreadsheets import Cell, SheetToWrite, write_workbook
from zhijia.organisation import events
from zhijia.organisation.actions.consents import consents_of, give_consent, withdraw_consent
from zhijia.organisation.actions.unmasking import Unmasked, take_own_record
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Employment, Person
from zhijia.organisation.models.consents import Purpose
from zhijia.organisation.queries import employments_of, events_about, get_person
from zhijia.organisation.queries.memberships import Span, spans_of
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.correcting.asking import (
    Fault,
    ask_correction,
    withdraw_correction,
)
from zhijia.services.organising.forms.correcting import CorrectionForm
from zhijia.services.organising.joining.applying import (
    apply_by_account,
    is_where_she_works,
    own_application,
    withdraw_application,
)
from zhijia.services.organising.joining.inviting import answer_invitation, invitations_of
from zhijia.services.organising.models import Correction, Invitation
from zhijia.services.organising.presenting.applying import status_facts
from zhijia.services.organising.presenting.correcting import correction_facts
from zhijia.services.organising.presenting.members import history_of, standing_of
from zhijia.services.organising.presenting.particulars import opened_facts, particulars_of
from zhijia.services.organising.queries import applications_of, corrections_of
from zhijia.services.organising.views.acting import attempt, bound, form_page, go
from zhijia.trail.models import Event
from zhijia.ui.components import Fact, TimelineEntry
from zhijia.ui.downloads import XLSX
from zhijia.ui.reader import day_read

MOST_JOBS, MOST_LOOKS = 20, 20
ALL = 1000
"""Nobody has more jobs or was looked at more often: so many she takes along."""
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
    invitations: Sequence[Invitation]
    is_member: bool
    may_apply: bool
    may_withdraw: bool
    corrections: Sequence[tuple[Sequence[Fact], int]]
    consents: Sequence[tuple[str, str, bool | None]]


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
def answer(request: ActingRequest, pk: int) -> HttpResponse:
    """Come over to a union that asked me, or stay."""
    is_accepted = request.POST.get("answer") == "accept"
    try:
        answer_invitation(request.actor, pk, is_accepted=is_accepted, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence.said_in(_))
        return redirect("portal:record")
    words = _("申请已提交，工会答复后在这里和消息里告诉您。") if is_accepted else _("已答复，会籍不变。")
    messages.success(request, words)
    return redirect("portal:record")


@require_POST
@never_cache
def take(request: ActingRequest) -> HttpResponse:
    """Everything that is held about me, opened: on the page for this once, or as .xlsx."""
    _own(request.actor)
    person, opened = take_own_record(request.actor, now=timezone.now())
    if "shows" in request.POST:
        return render(request, "portal/record_opened.html", {"person": person, "facts": opened_facts(person, opened)})
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(_('我的信息'))}.xlsx"}
    content = _workbook(request.actor, person, opened)
    return HttpResponse(content, content_type=XLSX, headers=headers | {"Cache-Control": "no-store"})


@require_POST
def withdraw(request: ActingRequest) -> HttpResponse:
    """Take back my application for membership."""
    return _done(
        request,
        lambda now: withdraw_application(request.actor, own_application(request.actor), key=uuid4(), now=now),
        _("已撤回申请。"),
    )


@never_cache
@sensitive_post_parameters()
def correct(request: ActingRequest) -> HttpResponse:
    """Ask for something that is held of me to be put right."""
    _own(request.actor)
    form = bound(request, CorrectionForm)
    if form.is_bound and form.is_valid():
        fault = Fault(**form.cleaned_data)
        if attempt(form, lambda: ask_correction(request.actor, fault, now=timezone.now())):
            return go(request, _("已提交，工会答复后在这里和消息里告诉您。"), reverse("portal:record"))
    lede = _("由保管您记录的工会核对后更正；不通知用人单位。")
    back = reverse("portal:record")
    return form_page(request, form, title=_("申请更正"), act=_("提交申请"), back=back, lede=lede)


@require_POST
def withdraw_request(request: ActingRequest, pk: int) -> HttpResponse:
    """Take back a request for correction."""
    return _done(
        request, lambda now: withdraw_correction(request.actor, pk, key=uuid4(), now=now), _("已撤回更正申请。")
    )


@require_POST
def consent(request: ActingRequest, purpose: str) -> HttpResponse:
    """Agree to what is held by consent only, or take that back."""
    if "gives" in request.POST:
        return _done(request, lambda now: give_consent(request.actor, purpose, now=now), _("已记下您的同意。"))
    words = _("已撤回，登记的内容随即删除；您再同意之前，工会不能再登记。")
    return _done(request, lambda now: withdraw_consent(request.actor, purpose, now=now), words)


def _done(request: ActingRequest, act: Callable[[datetime], object], words: str) -> HttpResponse:
    """Do it and go back to the record, with a word either way."""
    try:
        act(timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence.said_in(_))
    else:
        messages.success(request, words)
    return redirect("portal:record")


def _own(actor: Actor) -> Person:
    return get_person(actor, actor.person_id or 0)


def _read(actor: Actor, person: Person) -> OwnRecord:
    applications, spans, jobs = applications_of(actor), spans_of(person.pk), _jobs(person)
    held = next((span.union_id for span in spans if span.to_on is None), None)
    is_there = held is not None and is_where_she_works(held, jobs, today=timezone.localdate())
    return OwnRecord(
        person=person,
        particulars=particulars_of(person),
        history=history_of(spans),
        jobs=[_job(job) for job in jobs],
        looks=[_look(event) for event in _looks(person)],
        invitations=invitations_of(actor),
        applications=[status_facts(application) for application in applications],
        is_member=held is not None,
        may_apply=not is_there and all(application.decided_on for application in applications),
        may_withdraw=any(application.decided_on is None for application in applications),
        corrections=[_correction(row) for row in corrections_of(actor)],
        consents=_consents(person),
    )


def _correction(row: Correction) -> tuple[Sequence[Fact], int]:
    """What became of a request, and its id while it can be taken back."""
    return correction_facts(row), 0 if row.decided_on else row.pk


def _consents(person: Person) -> list[tuple[str, str, bool | None]]:
    """Each purpose with what she said of it last; None where she never spoke of it."""
    said = consents_of(person)
    return [(purpose.value, str(purpose.label), said.get(purpose.value)) for purpose in Purpose]


def _jobs(person: Person, *, most: int = MOST_JOBS) -> Sequence[Employment]:
    return employments_of(person, most=most)


def _job(job: Employment) -> Fact:
    return Fact(job.enterprise.name, f"{day_read(job.from_on)} — {day_read(job.to_on) or _('今')}")


def _looks(person: Person, *, most: int = MOST_LOOKS) -> list[Event]:
    return list(events_about(person, kinds=LOOKS, most=most))


def _look(event: Event) -> TimelineEntry:
    """Who saw which of the masked fields, through which post, and why."""
    data = event.data or {}
    fields = listed([_(FIELDS[name]) for name in data.get("fields", []) if name in FIELDS], _)
    who = f"{event.actor_label} · {event.post_label}" if event.post_label else event.actor_label
    return TimelineEntry(text=fields or _("出生日期"), at=event.at, who=who, note=str(data.get("reason", "")))


def _workbook(actor: Actor, person: Person, opened: Unmasked) -> bytes:
    facts = [*opened_facts(person, opened), *particulars_of(person)[3:]]
    about: list[list[Cell]] = [[_("姓名"), person.name], [_("会员卡号"), person.card_number]]
    about += [[str(fact.label), str(fact.value)] for fact in facts]
    history: list[list[Cell]] = [
        [span.union_name, _standing(span), span.from_on, span.to_on] for span in spans_of(person.pk)
    ]
    jobs: list[list[Cell]] = [[job.enterprise.name, job.from_on, job.to_on] for job in _jobs(person, most=ALL)]
    asked = [*map(status_facts, applications_of(actor)), *map(correction_facts, corrections_of(actor))]
    requests: list[list[Cell]] = [[str(fact.label), str(fact.value)] for facts in asked for fact in facts]
    consents: list[list[Cell]] = [[label, _consent(said)] for _purpose, label, said in _consents(person)]
    looks: list[list[Cell]] = [
        [look.at, str(look.who), str(look.text), str(look.note)] for look in map(_look, _looks(person, most=ALL))
    ]
    return write_workbook(
        [
            SheetToWrite(_("个人信息"), [_("项目"), _("内容")], about),
            SheetToWrite(_("会籍"), [_("工会"), _("状态"), _("自"), _("至")], history),
            SheetToWrite(_("工作单位"), [_("单位"), _("自"), _("至")], jobs),
            SheetToWrite(_("申请和更正"), [_("项目"), _("内容")], requests),
            SheetToWrite(_("凭您同意登记的内容"), [_("项目"), _("内容")], consents),
            SheetToWrite(_("谁看过我的完整信息"), [_("时间"), _("谁"), _("内容"), _("理由")], looks),
        ]
    )


def _consent(said: bool | None) -> str:
    return _("没有登记过您的意见") if said is None else _("您已同意") if said else _("您已撤回同意")


def _standing(span: Span) -> str:
    return standing_of(span)[0]

"""Lists of people that leave the house: a short one at once, a long one after another post has approved it."""

from dataclasses import asdict
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.actions.exports import (
    Wanted,
    check_approve,
    log_people_export,
    needs_approval,
    take_export,
)
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models.exports import ListKind
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries.exports import exports_visible_to, get_export
from zhijia.services.organising.actions import ask_for_export, decide_export
from zhijia.services.organising.forms.exports import DeclineForm, PurposeForm
from zhijia.services.organising.presenting.exports import member_workbook, person_workbook, present_exports
from zhijia.services.organising.queries import MEMBER_ORDER, PERSON_ORDER, Asked, list_members, list_people, union_asked
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go, refused
from zhijia.ui.components import url_with
from zhijia.ui.downloads import XLSX
from zhijia.ui.wording import grouped


@login_required
@require_GET
def export_people(request: ActingRequest) -> HttpResponse:
    """The list as .xlsx; where it is too long for that, the page that asks for another post's approval."""
    return _export(request, _wanted(request, ListKind.PEOPLE))


@login_required
@require_GET
def export_members(request: ActingRequest) -> HttpResponse:
    """The register of members in the same way."""
    return _export(request, _wanted(request, ListKind.MEMBERS))


def _export(request: ActingRequest, wanted: Wanted) -> HttpResponse:
    now, people = timezone.now(), _count(request, wanted)
    if needs_approval(request.actor, people, now=now):
        return redirect(f"{reverse('organising:ask_export')}?{urlencode(asdict(wanted))}")
    log_people_export(request.actor, wanted, people=people, now=now)
    return _workbook(request, wanted)


@login_required
def ask(request: ActingRequest) -> HttpResponse:
    """Say what a long list is for; another post decides."""
    demand(lambda: check_administer(request.actor, request.actor.path))
    what = ListKind.MEMBERS if request.GET.get("what") == ListKind.MEMBERS else ListKind.PEOPLE
    wanted, form = _wanted(request, what), bound(request, PurposeForm)
    people = _count(request, wanted)
    if form.is_bound and form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        if attempt(form, lambda: ask_for_export(request.actor, wanted, people=people, reason=reason, now=now)):
            return go(request, _("已提交，已通知可以批准的岗位。"), reverse("organising:exports"))
    lede = _("共 %(n)s 人。由另一人、另一岗位批准后导出一次；文件上写明谁、何时导出。") % {"n": grouped(people)}
    return form_page(
        request,
        form,
        title=_("申请导出人员名单"),
        act=_("提交申请"),
        back=url_with(reverse(f"organising:{what.value}"), asdict(wanted), what=None, under=wanted.under or None),
        lede=lede,
    )


@login_required
@require_GET
def exports(request: ActingRequest) -> HttpResponse:
    """What was asked for, approved and taken in the actor's scope."""
    rows = present_exports(request.actor, exports_visible_to(request.actor))
    return render(request, "organising/exports.html", {"rows": rows})


@login_required
@require_POST
def approve(request: ActingRequest, pk: int) -> HttpResponse:
    """Approve another post's request."""
    export, back = get_export(request.actor, pk), reverse("organising:exports")
    demand(lambda: check_administer(request.actor, export.path))
    try:
        decide_export(request.actor, export, now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, back=back)
    return go(request, _("已批准，申请人可以导出一次。"), back)


@login_required
def decline(request: ActingRequest, pk: int) -> HttpResponse:
    """Send another post's request back, with the reason."""
    export, back = get_export(request.actor, pk), reverse("organising:exports")
    demand(lambda: check_approve(request.actor, export))
    form = bound(request, DeclineForm)
    if form.is_bound and form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        if attempt(form, lambda: decide_export(request.actor, export, declined=reason, now=now)):
            return go(request, _("已退回，申请人会看到理由。"), back)
    lede = _("%(n)s 人，用途：%(reason)s") % {"n": grouped(export.people), "reason": export.reason}
    return form_page(request, form, title=_("退回导出申请"), act=_("退回"), back=back, lede=lede)


@login_required
@require_POST
def take(request: ActingRequest, pk: int) -> HttpResponse:
    """Take an approved list."""
    export = get_export(request.actor, pk)
    demand(lambda: check_administer(request.actor, export.path))
    wanted = Wanted(export.under, export.value, export.what, export.show)
    try:
        take_export(request.actor, export, people=_count(request, wanted), now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, back=reverse("organising:exports"))
    return _workbook(request, wanted)


def _wanted(request: ActingRequest, what: ListKind) -> Wanted:
    under, value = whole_number(request.GET.get("under")) or 0, request.GET.get("value", "").strip()
    return Wanted(under, value, what.value, request.GET.get("show", "").strip())


def _rows(request: ActingRequest, wanted: Wanted) -> QuerySet[Any]:
    """What the list shows, in its order."""
    asked = Asked(under=wanted.under, show=wanted.show, value=wanted.value)
    if wanted.what == ListKind.MEMBERS:
        rows = list_members(request.actor, asked, union=union_asked(request.actor, asked))
        named = rows.select_related("union", "group").prefetch_related(
            "person"
        )  # whoever left may lie beyond the scope
        return named.order_by(*MEMBER_ORDER)
    return list_people(request.actor, asked).order_by(*PERSON_ORDER)


def _count(request: ActingRequest, wanted: Wanted) -> int:
    return _rows(request, wanted).count()


def _workbook(request: ActingRequest, wanted: Wanted) -> HttpResponse:
    rows, is_register = _rows(request, wanted).iterator(chunk_size=2000), wanted.what == ListKind.MEMBERS
    write = member_workbook if is_register else person_workbook
    content = write(rows, taken_by=request.actor, at=timezone.now())
    name = quote(_("会员") if is_register else _("人员"))
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}.xlsx", "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)

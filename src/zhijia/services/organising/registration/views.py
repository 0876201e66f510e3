"""Applying for registration, and the list of what is due."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.law.verdicts import noted
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import get_union
from zhijia.services.organising.presenting.records import union_url
from zhijia.services.organising.registration import presenting
from zhijia.services.organising.registration.forms import ApplyForm
from zhijia.services.organising.registration.opening import Application, apply_for_registration, known_of
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page
from zhijia.ui.downloads import workbook_response


@login_required
@require_GET
def registrations(request: ActingRequest) -> HttpResponse:
    """Registrations in sight, newest first."""
    before, group = whole_number(request.GET.get("before", "")), request.GET.get("group", "")
    listed = presenting.read_registrations(request.actor, group, today=timezone.localdate(), before=before)
    return render(request, "organising/registration/list.html", {"listed": listed})


@login_required
@require_GET
def registrations_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    group, query = request.GET.get("group", ""), request.GET.urlencode()
    sheet, rows = presenting.registrations_sheet(request.actor, group, today=timezone.localdate())
    what = "organising.registrations"
    content = take_list(request.actor, sheet, what=what, rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"registrations-{timezone.localdate()}.xlsx")


@login_required
@require_http_methods(["GET", "POST"])
def register_union(request: ActingRequest, pk: int) -> HttpResponse:
    """A union applies; what the law remarks is said, and the case opens."""
    union = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, union.path))
    form = bound(request, ApplyForm, initial=known_of(union, today=timezone.localdate()))
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        application = Application(papers=given.pop("scan"), **given)
        opened = attempt(form, lambda: apply_for_registration(request.actor, union, application, now=timezone.now()))
        if opened is not None:
            record, verdicts = opened
            for verdict in noted(verdicts):
                messages.warning(request, verdict.sentence.said_in(_))
            return redirect("cases:case", record.case_id)
    return form_page(request, form, title=_("申请工会法人登记"), act=_("提交申请"), back=union_url(pk), lede=union.name)

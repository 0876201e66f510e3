"""Pages of open affairs beside the case page: registers, and opening a plan."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.cases.addresses import case_url
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import can_administer, check_administer
from zhijia.organisation.queries import get_union
from zhijia.services.openness.forms import OpenPlanForm
from zhijia.services.openness.planning.opening import NewPlan, open_plan
from zhijia.services.openness.presenting import lists
from zhijia.ui.downloads import workbook_response
from zhijia.ui.refusing import UNPROCESSABLE, put_refusal


@require_GET
def list_disclosures(request: ActingRequest) -> HttpResponse:
    """Disclosures in sight, newest first."""
    listed = lists.read_disclosures(request.actor, _chosen(request), today=timezone.localdate())
    return render(request, "openness/disclosures.html", {"listed": listed})


@require_GET
def disclosures_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    today = timezone.localdate()
    sheet, rows = lists.disclosures_sheet(request.actor, _chosen(request), today=today)
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="openness.disclosures", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"disclosures-{today}.xlsx")


@require_GET
def list_plans(request: ActingRequest) -> HttpResponse:
    """Plans in sight, newest first."""
    before = whole_number(request.GET.get("before", ""))
    post = request.actor.post
    may = post is not None and can_administer(request.actor, post.path)
    open_url = reverse("openness:open_plan", args=[post.union_id]) if post and may else ""
    listed = lists.read_plans(request.actor, before=before, today=timezone.localdate())
    return render(request, "openness/plans.html", {"listed": listed, "open_url": open_url})


@require_http_methods(["GET", "POST"])
def open_plan_of(request: ActingRequest, pk: int) -> HttpResponse:
    """Draw up the plan of an employer that the union covers."""
    union, actor, today = get_union(request.actor, pk), request.actor, timezone.localdate()
    try:
        check_administer(actor, union.path)
    except Refused as refusal:
        raise PermissionDenied(refusal.sentence.said_in(_)) from refusal
    form = OpenPlanForm(request.POST or None, union=union, today=today)
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                opened = open_plan(NewPlan(union=union, **form.cleaned_data), actor=actor, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
        else:
            messages.success(request, _("已按目录列出公开事项，请核对后施行。"))
            return redirect(case_url(opened.case_id))
    words = {"title": _("拟订厂务公开计划"), "lede": union.name, "act": _("拟订"), "back": reverse("openness:plans")}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "ui/form_page.html", {"form": form, **words}, status=status)


def _chosen(request: ActingRequest) -> lists.Chosen:
    return lists.Chosen(request.GET.get("group", ""), whole_number(request.GET.get("before", "")))

"""The list of unions by the facts of their life, recording such facts, and the register of funds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.law.verdicts import noted
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import can_administer, check_administer
from zhijia.organisation.queries import get_union
from zhijia.services.organising.presenting.records import union_url
from zhijia.services.organising.standing import presenting
from zhijia.services.organising.standing.actions import judge_fee, record_fee, record_life, settle_fee
from zhijia.services.organising.standing.forms import FeeForm, LifeForm, SettleForm
from zhijia.services.organising.standing.queries import Chosen, get_fee
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go
from zhijia.services.organising.views.lists import place_in
from zhijia.ui.downloads import workbook_response


@login_required
@require_GET
def life(request: ActingRequest) -> HttpResponse:
    """Grass-roots unions in tree order with their five facts."""
    listed = presenting.read_life(request.actor, _chosen(request), today=timezone.localdate(), **place_in(request))
    return render(request, "organising/standing/list.html", {"listed": listed})


@login_required
@require_GET
def life_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    sheet, rows = presenting.life_sheet(request.actor, _chosen(request), today=timezone.localdate())
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="organising.life", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"life-{timezone.localdate()}.xlsx")


@login_required
@require_http_methods(["GET", "POST"])
def record_sign(request: ActingRequest, pk: int) -> HttpResponse:
    """Record a meeting or an activity of a union."""
    union = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, union.path))
    form = bound(request, LifeForm)
    if form.is_bound and form.is_valid():
        attempt(form, lambda: record_life(request.actor, union, now=timezone.now(), **form.cleaned_data))
        if not form.errors:
            return go(request, _("已登记。"), union_url(pk))
    return form_page(request, form, title=_("登记活力事实"), act=_("登记"), back=union_url(pk), lede=union.name)


@login_required
@require_http_methods(["GET", "POST"])
def record_fee_of(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter what a union owed and paid for a period."""
    union = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, union.path))
    form = bound(request, FeeForm)
    if isinstance(form, FeeForm) and form.is_bound and form.is_valid():
        entry = form.entry()
        attempt(form, lambda: record_fee(request.actor, union, entry, now=timezone.now()))
        if not form.errors:
            for warning in noted(judge_fee(union, entry)):
                messages.warning(request, warning.sentence.said_in(_))
            return go(request, _("已登记。"), union_url(pk))
    return form_page(request, form, title=_("登记经费拨缴"), act=_("登记"), back=union_url(pk), lede=union.name)


@login_required
@require_http_methods(["GET", "POST"])
def settle_fee_of(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter what came in later of a period."""
    fee = get_fee(request.actor, pk)
    demand(lambda: check_administer(request.actor, fee.path))
    form = bound(request, SettleForm, fee=fee)
    back = reverse("organising:fees")
    if isinstance(form, SettleForm) and form.is_bound and form.is_valid():
        settled = attempt(form, lambda: settle_fee(request.actor, pk, form.entry(), now=timezone.now()))
        if settled is not None:
            for warning in noted(judge_fee(settled.union, settled)):
                messages.warning(request, warning.sentence.said_in(_))
            return go(request, _("已登记。"), back)
    lede = presenting.words_of_fee(fee)
    return form_page(request, form, title=_("登记经费补缴"), act=_("登记"), back=back, lede=lede)


@login_required
@require_GET
def fees(request: ActingRequest) -> HttpResponse:
    """The register of funds, with what has been missing too long."""
    before, in_arrears = whole_number(request.GET.get("before", "")), request.GET.get("arrears") == "1"
    today = timezone.localdate()
    listed = presenting.read_fees(request.actor, today=today, in_arrears=in_arrears, before=before)
    may_settle = can_administer(request.actor, request.actor.post.path) if request.actor.post else False
    context = {"listed": listed, "today": today, "may_settle": may_settle}
    return render(request, "organising/standing/fees.html", context)


def _chosen(request: ActingRequest) -> Chosen:
    return Chosen(wanting=request.GET.get("wanting", ""))

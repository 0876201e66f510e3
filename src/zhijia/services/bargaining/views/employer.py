"""An employer's contact demands talks."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijia.engines.cases.submissions import read_key
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.bargaining.actions.employer import Demand, check_demands, demand_talks
from zhijia.services.bargaining.forms.employer import StartForm
from zhijia.ui.refusing import put_refusal

REFUSED, INVALID = 409, 422


@require_http_methods(["GET", "POST"])
def demand(request: ActingRequest) -> HttpResponse:
    """Ask what the employer wants to bargain about, and open the case at its union. Nobody else finds this page."""
    try:
        check_demands(request.actor)
    except Refused as refused:
        raise Http404 from refused
    form = StartForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if request.method == "GET":
        return _page(request, form, status=200)
    if not form.is_valid():
        return _page(request, form, status=INVALID)
    try:
        wanted = Demand(**form.cleaned_data)
        demand_talks(wanted, actor=request.actor, key=read_key(request.POST), now=timezone.now())
    except Refused as refused:
        put_refusal(form, refused)
        return _page(request, form, status=REFUSED)
    messages.success(request, _("要约已提出，工会会收到消息。"))
    return redirect("home")


def _page(request: ActingRequest, form: StartForm, *, status: int) -> HttpResponse:
    context = {"form": form, "key": request.POST.get("key") or uuid4()}
    return render(request, "bargaining/demand.html", context, status=status)

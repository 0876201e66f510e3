"""Closing a plan: what stands in the way and what will be frozen; then one act."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.plans.closing import WHO_CLOSES, can_close, close_plan
from zhijia.services.plans.presenting.ending import read_ending
from zhijia.services.plans.queries import get_plan, is_running
from zhijia.ui.refusing import UNPROCESSABLE


@require_http_methods(["GET", "POST"])
def close(request: ActingRequest, pk: int) -> HttpResponse:
    """GET shows the open tasks and the numbers; POST closes. A second POST finds the plan closed and goes there."""
    plan = get_plan(request.actor, pk)
    if not can_close(request.actor, plan):
        raise PermissionDenied(gettext(WHO_CLOSES))
    refusal = ""
    if request.method == "POST":
        try:
            close_plan(pk, actor=request.actor, now=timezone.now())
        except Refused as refused:
            refusal = refused.sentence.said_in(gettext)
        else:
            return redirect("plans:plan", pk)
    if not is_running(plan):
        return redirect("plans:plan", pk)
    today = timezone.localdate()
    ending = read_ending(request.actor, plan, today=today)
    context = {"plan": plan, "ending": ending, "today": today, "refusal": refusal}
    return render(request, "plans/close.html", context, status=UNPROCESSABLE if refusal else 200)

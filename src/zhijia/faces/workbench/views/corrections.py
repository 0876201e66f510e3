"""Correcting the day from which a clock counts: one post proposes, another person through another post confirms."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhijia.engines.cases.clocks import WhyThisDate
from zhijia.engines.cases.corrections import confirm_correction, propose_correction
from zhijia.engines.cases.queries import flow_of, get_clock, get_correction
from zhijia.faces.clocks import clock_label, present_why
from zhijia.faces.moving import INVALID, REFUSED
from zhijia.faces.workbench.forms import CorrectionForm
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest


@require_http_methods(["GET", "POST"])
def propose(request: ActingRequest, pk: int) -> HttpResponse:
    """The form with the date as it is explained now; a refusal stands at its field."""
    found = get_clock(request.actor, pk)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _page(request, found, form, status=200)
    if not form.is_valid():
        return _page(request, found, form, status=INVALID)
    try:
        propose_correction(found.clock, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field or None, refused.sentence.said_in(_))
        return _page(request, found, form, status=REFUSED)
    messages.success(request, _("更正已提出，等另一岗位的人确认后生效。"))
    return redirect("cases:case", found.clock.case_id)


@require_POST
def confirm(request: ActingRequest, pk: int) -> HttpResponse:
    """Confirm, or be told why not."""
    correction = get_correction(request.actor, pk)
    try:
        confirm_correction(correction, actor=request.actor, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
    else:
        messages.success(request, _("更正已确认，到期日已重新计算，相关岗位会收到消息。"))
    return redirect("cases:case", correction.clock.case_id)


def _page(request: ActingRequest, found: WhyThisDate, form: CorrectionForm, *, status: int) -> HttpResponse:
    flow = flow_of(found.clock.case)
    context = {
        "case": found.clock.case,
        "clock": found.clock,
        "label": clock_label(flow, found.clock.name),
        "why": present_why(flow, found),
        "form": form,
    }
    return render(request, "workbench/correct.html", context, status=status)

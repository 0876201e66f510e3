"""The page of any case: head, clocks, and five tabs. The same address fills the right pane of the desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from zhijia.engines.cases.settling import get_settled_case
from zhijia.faces.workbench.presenting.case_page import full_context, short_context
from zhijia.organisation.middleware import ActingRequest

PANE = "pane"


@require_GET
@vary_on_headers("HX-Request")
def case(request: ActingRequest, pk: int) -> HttpResponse:
    """A case, whole; or its short form when the desk asks for it."""
    now = timezone.now()
    found = get_settled_case(request.actor, pk, now=now)
    if request.headers.get("HX-Target") == PANE:
        context = short_context(found, actor=request.actor, now=now)
        return render(request, "workbench/_case_pane.html", context)
    context = full_context(found, actor=request.actor, now=now, tab=request.GET.get("tab", ""))
    return render(request, "workbench/case.html", context)

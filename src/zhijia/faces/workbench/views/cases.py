"""The page of any case: head, clocks, and four tabs. The same address fills the right pane of the desk."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import facts_panel
from zhijia.engines.cases.queries import (
    awaited_on,
    clocks_of,
    corrections_of,
    flow_of,
    get_case,
    moves_open_to,
    place_of,
    timeline_of,
)
from zhijia.engines.documents.queries import attachments_of
from zhijia.faces.workbench.presenting import cases as presenting
from zhijia.faces.workbench.presenting.attachments import present_attachments
from zhijia.faces.workbench.presenting.clocks import present_clocks
from zhijia.faces.workbench.presenting.corrections import correctable, present_corrections
from zhijia.organisation.middleware import ActingRequest

TABS = ("facts", "attachments", "timeline", "people")
PANE = "pane"
NEWEST = 5


@require_GET
@vary_on_headers("HX-Request")
def case(request: ActingRequest, pk: int) -> HttpResponse:
    """A case, whole; or its short form when the desk asks for it."""
    found = get_case(request.actor, pk)
    context = case_context(request, found)
    if request.headers.get("HX-Target") == PANE:
        return render(request, "workbench/_case_pane.html", context)
    tab = request.GET.get("tab", TABS[0])
    context |= _tab_context(request, found, tab if tab in TABS else TABS[0], context)
    return render(request, "workbench/case.html", context)


def case_context(request: ActingRequest, found: Case) -> dict[str, Any]:
    """What every form of the page shows: head with the next act, clocks, whom it awaits."""
    actor, now, today = request.actor, timezone.now(), timezone.localdate()
    flow = flow_of(found)
    turn = Turn(found, flow.record_of(found), actor, now, today)
    place = place_of(found)
    awaited = awaited_on(found, today=today)
    mine = {row.verb for row in awaited if presenting.is_asked_of(actor, row)}
    clocks = clocks_of(found)
    for clock in clocks:
        clock.case = found
    events = timeline_of(found)
    timeline = presenting.present_timeline(flow, events)
    return {
        "case": found,
        "today": today,
        "head": presenting.present_head(found, flow, moves_open_to(actor, turn, flow), place=place, wanted=mine),
        "clocks": present_clocks(flow, clocks, today=today, law=LocalLaw()),
        "awaited": presenting.present_awaited(flow, awaited, actor=actor, today=today),
        "facts": presenting.present_facts(found, flow, place),
        "timeline": timeline,
        "newest": timeline[:NEWEST],
        "events": events,
        "correctable": correctable(flow, clocks, actor),
    }


def _tab_context(request: ActingRequest, found: Case, tab: str, context: dict[str, Any]) -> dict[str, Any]:
    flow, events = flow_of(found), context["events"]
    panel = facts_panel(found.kind) if tab == TABS[0] else None
    return {
        "tab": tab,
        "tabs": presenting.present_tabs(found, tab, events),
        "attachments": present_attachments(attachments_of(found)) if tab == "attachments" else (),
        "corrections": present_corrections(flow, corrections_of(found), request.actor)
        if presenting.has_corrections(events)
        else (),
        "panel": panel and {"template": panel.template, **panel.context_of(request.actor, found)},
        "people": presenting.present_people(context["awaited"]),
        "doers": presenting.present_doers(context["timeline"]),
        "diagram": presenting.present_diagram(flow, found, events),
        "moves_in_words": presenting.present_moves_in_words(flow),
    }

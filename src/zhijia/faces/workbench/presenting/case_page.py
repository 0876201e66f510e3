"""Everything the page of a case shows, from its queries to words."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.discussing import comments_of
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import facts_panel, read_beside
from zhijia.engines.cases.queries import (
    awaited_on,
    clocks_of,
    corrections_of,
    flow_of,
    is_watched_by_reader,
    moves_open_to,
    place_of,
    timeline_of,
)
from zhijia.engines.documents.queries import attachments_of, documents_of
from zhijia.engines.documents.serving import servings_of
from zhijia.faces.clocks import present_clocks
from zhijia.faces.workbench.presenting import cases as presenting
from zhijia.faces.workbench.presenting.adjusting import adjustments
from zhijia.faces.workbench.presenting.attachments import present_attachments
from zhijia.faces.workbench.presenting.corrections import correctable, present_corrections
from zhijia.faces.workbench.presenting.documents import present_documents
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor

FACTS, DOCUMENTS, ATTACHMENTS, TIMELINE = "facts", "documents", "attachments", "timeline"
TABS = (FACTS, DOCUMENTS, ATTACHMENTS, TIMELINE, "people")
NEWEST = 5


def short_context(case: Case, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """What page and pane both show: head with the next act, clocks, whom it awaits, what happened."""
    flow, today = flow_of(case), local_day(now)
    turn = Turn(case, flow.record_of(case), actor, now, today)
    place, awaited, events = place_of(case), awaited_on(case, today=today), timeline_of(case)
    mine = {row.verb for row in awaited if presenting.is_asked_of(actor, row)}
    clocks = clocks_of(case)
    for clock in clocks:
        clock.case = case
    timeline = presenting.present_timeline(flow, events)
    return {
        "case": case,
        "today": today,
        "head": presenting.present_head(case, flow, moves_open_to(actor, turn, flow), place=place, wanted=mine),
        "clocks": present_clocks(flow, clocks, now=now, law=LocalLaw(), acts_of=adjustments(actor, now=now)),
        "awaited": presenting.present_awaited(flow, awaited, actor=actor, today=today),
        "facts": presenting.present_facts(case, flow, place),
        "timeline": timeline,
        "newest": timeline[:NEWEST],
        "events": events,
        "correctable": correctable(flow, clocks, actor),
    }


def full_context(case: Case, *, actor: Actor, now: datetime, tab: str) -> dict[str, Any]:
    """The page with one of its tabs; an unknown name is the first of them."""
    tab = tab if tab in TABS else FACTS
    context = short_context(case, actor=actor, now=now)
    flow, events = flow_of(case), context["events"]
    panel = facts_panel(case.kind) if tab == FACTS else None
    corrections = corrections_of(case) if tab == FACTS and presenting.has_corrections(events) else ()
    return context | {
        "tab": tab,
        "comments": comments_of(case) if tab == TIMELINE and presenting.has_comments(events) else (),
        "is_watched": tab == TIMELINE and is_watched_by_reader(case),
        "tabs": presenting.present_tabs(case, tab, events),
        "documents": present_documents(documents_of(case), servings_of(case)) if tab == DOCUMENTS else (),
        "attachments": present_attachments(attachments_of(case), actor=actor) if tab == ATTACHMENTS else (),
        "corrections": present_corrections(flow, corrections, actor),
        "panel": panel and {"template": panel.template, **panel.context_of(actor, case, local_day(now))},
        "beside": read_beside(actor, case) if tab == FACTS else (),
        "proof_url": reverse("cases:proof", args=[case.pk]) if actor.post else "",
        "people": presenting.present_people(context["awaited"]),
        "doers": presenting.present_doers(context["timeline"]),
        "diagram": presenting.present_diagram(flow, case, events),
        "moves_in_words": presenting.present_moves_in_words(flow),
    }

"""Everything the page of a case shows, from its queries to words. Each tab asks for what it shows and no more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from zhijia.engines.cases.casefile import CaseFile, Further, read_file
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.discussing import comments_of
from zhijia.engines.cases.flow import Flow, Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import facts_panel, read_beside
from zhijia.engines.cases.paper_entries import unconfirmed_of
from zhijia.engines.cases.queries import (
    awaited_of,
    corrections_of,
    flow_of,
    is_watched_by_reader,
    moves_open_to,
    place_of,
)
from zhijia.engines.cases.standing import Batch
from zhijia.engines.documents.queries import attachments_of, documents_of, servings_of
from zhijia.faces.clocks import present_clocks
from zhijia.faces.workbench.presenting import cases as presenting
from zhijia.faces.workbench.presenting.adjusting import adjustments
from zhijia.faces.workbench.presenting.attachments import present_attachments
from zhijia.faces.workbench.presenting.corrections import correctable, present_corrections
from zhijia.faces.workbench.presenting.documents import present_documents
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor

NEWEST = 5


@dataclass(frozen=True, slots=True)
class Looked:
    """A case that somebody looks at now, with its file."""

    case: Case
    flow: Flow
    file: CaseFile
    actor: Actor
    now: datetime


def short_context(case: Case, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """The pane: head with the next act, clocks, whom it awaits, what happened last."""
    looked = Looked(case, flow_of(case), read_file(case), actor, now)
    context = _common(looked)
    return context | {"newest": context["timeline"][:NEWEST]}


def full_context(case: Case, *, actor: Actor, now: datetime, tab: str) -> dict[str, Any]:
    """The page with one of its tabs; an unknown name is the first of them."""
    tab = tab if tab in TABS else FACTS
    looked = Looked(case, flow_of(case), read_file(case, *FURTHER.get(tab, ())), actor, now)
    context = _common(looked)
    return (
        context
        | TABS[tab](looked, context)
        | {
            "tab": tab,
            "tabs": presenting.present_tabs(case, tab, looked.file.events),
        }
    )


def _common(looked: Looked) -> dict[str, Any]:
    case, flow, actor, now, today = looked.case, looked.flow, looked.actor, looked.now, local_day(looked.now)
    batch = Batch().know(unconfirmed_of, {case.pk: looked.file.unconfirmed})
    turn = Turn(case, flow.record_of(case), actor, now, today, batch=batch)
    place, awaited = place_of(case), awaited_of(case)
    mine = {row.verb for row in awaited if presenting.is_asked_of(actor, row)} or {
        row.verb for row in awaited if not row.party
    }
    clocks = looked.file.clocks
    return {
        "case": case,
        "today": today,
        "head": presenting.present_head(
            case,
            flow,
            moves_open_to(actor, turn, flow),
            place=place,
            wanted=mine,
            is_partys_turn=any(row.party and not presenting.is_asked_of(actor, row) for row in awaited),
        ),
        "clocks": present_clocks(flow, clocks, now=now, law=LocalLaw(), acts_of=adjustments(actor, now=now)),
        "awaited": presenting.present_awaited(flow, awaited, actor=actor, today=today),
        "facts": presenting.present_facts(case, flow, place),
        "timeline": presenting.present_timeline(flow, looked.file.events),
    }


def _facts(looked: Looked, _common: Mapping[str, Any]) -> dict[str, Any]:
    case, flow, actor = looked.case, looked.flow, looked.actor
    panel, (corrections,) = facts_panel(case.kind), looked.file.further
    return {
        "beside": read_beside(actor, case),
        "panel": panel and {"template": panel.template, **panel.context_of(actor, case, local_day(looked.now))},
        "corrections": present_corrections(flow, corrections, looked.file.clocks, actor),
        "correctable": correctable(flow, looked.file.clocks, actor),
        "diagram": presenting.present_diagram(flow, case, looked.file.events),
        "moves_in_words": presenting.present_moves_in_words(flow),
    }


def _documents(looked: Looked, _common: Mapping[str, Any]) -> dict[str, Any]:
    documents, servings = looked.file.further
    return {"documents": present_documents(documents, servings)}


def _attachments(looked: Looked, _common: Mapping[str, Any]) -> dict[str, Any]:
    (attachments,) = looked.file.further
    return {"attachments": present_attachments(attachments, actor=looked.actor)}


def _timeline(looked: Looked, _common: Mapping[str, Any]) -> dict[str, Any]:
    case, (comments,) = looked.case, looked.file.further
    return {
        "comments": comments,
        "is_watched": is_watched_by_reader(case),
        "proof_url": reverse("cases:proof", args=[case.pk]) if looked.actor.post else "",
    }


def _people(_looked: Looked, common: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "people": presenting.present_people(common["awaited"]),
        "doers": presenting.present_doers(common["timeline"]),
    }


FACTS, DOCUMENTS, ATTACHMENTS, TIMELINE, PEOPLE = "facts", "documents", "attachments", "timeline", "people"
TABS: Mapping[str, Callable[[Looked, Mapping[str, Any]], dict[str, Any]]] = {
    FACTS: _facts,
    DOCUMENTS: _documents,
    ATTACHMENTS: _attachments,
    TIMELINE: _timeline,
    PEOPLE: _people,
}
FURTHER: Mapping[str, Sequence[Further]] = {
    FACTS: (corrections_of,),
    DOCUMENTS: (documents_of, servings_of),
    ATTACHMENTS: (attachments_of,),
    TIMELINE: (comments_of,),
}
"""What a tab reads together with the file of the case."""

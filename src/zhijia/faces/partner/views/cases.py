"""What was shared with my party: the list with what awaits it, one case, one act."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.cases.casefile import read_file
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import party_panel
from zhijia.engines.cases.paper_entries import unconfirmed_of
from zhijia.engines.cases.queries import (
    OpenMove,
    awaited_of,
    flow_of,
    get_case,
    moves_open_to,
    todos_of,
    with_places,
)
from zhijia.engines.cases.settling import get_settled_case
from zhijia.engines.cases.sharing import through_mandate
from zhijia.engines.cases.standing import Batch
from zhijia.engines.documents.queries import attachments_of, documents_of, servings_of
from zhijia.engines.documents.receiving import awaiting_signature, signatures_among
from zhijia.engines.documents.serving import served_on
from zhijia.faces.clocks import present_clocks
from zhijia.faces.moving import Mounted, answer_move
from zhijia.faces.partner.presenting import cases as presenting
from zhijia.faces.partner.queries import OPEN, SHOWS, Asked, check_acts_for_party, shared_cases
from zhijia.lib.shanghai import local_day
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries import Place, cut

MOST_TASKS = 50
PARTNER = Mounted(page="partner/move.html", case="partner:case")


@require_GET
def home(request: ActingRequest) -> HttpResponse:
    """What awaits my party and by when, then the cases that were shared with it."""
    check_acts_for_party(request.actor)
    today, asked = timezone.localdate(), _asked(request)
    todos = list(with_places(todos_of(request.actor), "case_id")[:MOST_TASKS])
    page = cut(shared_cases(request.actor, asked), keys=("-pk",), **_place(request))
    context = {
        "mandates": request.actor.mandates,
        "starts": presenting.present_starts(request.actor),
        "tasks": presenting.present_tasks(
            todos, _unsigned(request, {todo.case_id for todo in todos}), actor=request.actor, today=today
        ),
        "chips": presenting.show_chips(request.GET, asked, waiting=len(todos)),
        "asked": asked,
        "rows": presenting.present_lines(page.rows),
        "page": presenting.present_page(page, request.GET),
    }
    return render(request, "partner/home.html", context)


@require_GET
def case(request: ActingRequest, pk: int) -> HttpResponse:
    """One case as my party may see it."""
    check_acts_for_party(request.actor)
    now = timezone.now()
    found = get_settled_case(request.actor, pk, now=now)
    return render(request, "partner/case.html", _context(request, found, now=now))


@require_http_methods(["GET", "POST"])
def move(request: ActingRequest, pk: int, verb: str) -> HttpResponse:
    """Show the form of an act of my party, or do it."""
    check_acts_for_party(request.actor)
    found = get_case(request.actor, pk)
    if not flow_of(found).takes_parties:
        raise Http404
    actor = through_mandate(request.actor, found)
    return answer_move(request, found, verb, actor=actor, mounted=PARTNER, now=timezone.now())


def _context(request: ActingRequest, found: Case, *, now: datetime) -> dict[str, Any]:
    actor, flow, today = through_mandate(request.actor, found), flow_of(found), local_day(now)
    awaited = [row for row in awaited_of(found) if row.party in request.actor.parties]
    file = read_file(found, servings_of, documents_of, attachments_of)
    servings, documents, attachments = file.further
    batch = Batch().know(unconfirmed_of, {found.pk: file.unconfirmed})
    moves: Sequence[OpenMove] = ()
    if flow.takes_parties:
        moves = moves_open_to(actor, Turn(found, flow.record_of(found), actor, now, today, batch=batch), flow)
    clocks = presenting.own_clocks(flow, file.clocks, actor)
    panel, served = party_panel(found.kind), served_on(request.actor, servings, documents, attachments)
    unsigned = signatures_among(served[::-1], found)
    return {
        "case": found,
        "today": today,
        "top": presenting.present_top(
            found,
            flow,
            moves,
            wanted=[row.verb for row in awaited],
            unsigned=unsigned,
            actor=actor,
        ),
        "awaited": presenting.present_awaited(found, flow, awaited, unsigned, actor=actor, today=today),
        "clocks": present_clocks(flow, clocks, now=now, law=LocalLaw()),
        "served": presenting.present_served(served),
        "own": presenting.present_own(item for item in attachments if item.party in request.actor.parties),
        "panel": panel and {"template": panel.template, **panel.context_of(actor, found, today)},
        "timeline": presenting.present_events(flow, file.events, actor),
    }


def _unsigned(request: ActingRequest, case_ids: Collection[int]) -> presenting.Unsigned:
    return awaiting_signature(request.actor, case_ids)


def _asked(request: ActingRequest) -> Asked:
    show = request.GET.get("show", "")
    return Asked(show if show in SHOWS else OPEN, request.GET.get("text", "").strip())


def _place(request: ActingRequest) -> Place:
    given = request.GET
    return Place(after=whole_number(given.get("after")) or 0, before=whole_number(given.get("before")) or 0)

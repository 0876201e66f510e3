"""The list of bargainings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import list_facts, log_export, marked_workbook
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.checks.parties import OWN_ROLES, UPPER_ROLES
from zhijia.services.bargaining.presenting import listing
from zhijia.services.bargaining.presenting.listing import Chosen, list_columns, read_list

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def opens_for(actor: Actor) -> int | None:
    """The union that this actor opens bargainings of from the list: the one of the acting post, if it may."""
    post = actor.post
    return post.union_id if post and post.role in OWN_ROLES | UPPER_ROLES else None


@require_GET
def list_bargainings(request: ActingRequest) -> HttpResponse:
    """Bargainings in sight, newest first; filtered by group of states and by type."""
    chosen = _chosen(request)
    context = {
        "listed": read_list(request.actor, chosen),
        "columns": list_columns(),
        "opens_for": opens_for(request.actor),
    }
    return render(request, "bargaining/list.html", context)


@require_GET
def list_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    now, query = timezone.now(), request.GET.urlencode()
    sheet, rows = listing.list_sheet(request.actor, _chosen(request))
    log_export(request.actor, "bargaining.list", rows=len(rows), query=query, now=now)
    facts = list_facts(rows, query=query)
    content = marked_workbook(sheet, facts=facts, taken_by=request.actor, at=now)
    headers = {"Content-Disposition": f'attachment; filename="bargaining-{timezone.localdate()}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _chosen(request: ActingRequest) -> Chosen:
    asked = request.GET
    return Chosen(asked.get("group", ""), asked.get("type", ""), whole_number(asked.get("before", "")))

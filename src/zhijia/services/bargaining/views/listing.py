"""The list of bargainings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhijia.engines.cases.narrowing import wanted_of
from zhijia.engines.cases.sides import union_acted_for
from zhijia.engines.imports.handling import import_page
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import can_administer
from zhijia.services.bargaining.presenting import listing
from zhijia.services.bargaining.presenting.listing import Chosen, read_list
from zhijia.ui.downloads import workbook_response


@require_GET
def list_bargainings(request: ActingRequest) -> HttpResponse:
    """Bargainings in sight: found by firm, place and term, filtered by group of states and by type."""
    context = {
        "listed": read_list(request.actor, _chosen(request), today=timezone.localdate()),
        "opens_for": union_acted_for(request.actor),
        "imports_url": import_page() if can_administer(request.actor, request.actor.path) else "",
    }
    return render(request, "bargaining/list.html", context)


@require_GET
def list_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    sheet, rows = listing.list_sheet(request.actor, _chosen(request), today=timezone.localdate())
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="bargaining.list", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"bargaining-{timezone.localdate()}.xlsx")


def _chosen(request: ActingRequest) -> Chosen:
    asked = request.GET
    return Chosen(asked.get("group", ""), asked.get("type", ""), wanted_of(request.actor, asked))

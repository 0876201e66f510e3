"""The list of bargainings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhijia.engines.cases.sides import union_acted_for
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.bargaining.presenting import listing
from zhijia.services.bargaining.presenting.listing import Chosen, list_columns, read_list
from zhijia.ui.downloads import workbook_response


@require_GET
def list_bargainings(request: ActingRequest) -> HttpResponse:
    """Bargainings in sight, newest first; filtered by group of states and by type."""
    chosen = _chosen(request)
    context = {
        "listed": read_list(request.actor, chosen),
        "columns": list_columns(),
        "opens_for": union_acted_for(request.actor),
    }
    return render(request, "bargaining/list.html", context)


@require_GET
def list_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    sheet, rows = listing.list_sheet(request.actor, _chosen(request))
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="bargaining.list", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"bargaining-{timezone.localdate()}.xlsx")


def _chosen(request: ActingRequest) -> Chosen:
    asked = request.GET
    return Chosen(asked.get("group", ""), asked.get("type", ""), whole_number(asked.get("before", "")))

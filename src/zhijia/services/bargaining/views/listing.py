"""The list of bargainings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhijia.organisation.middleware import ActingRequest
from zhijia.services.bargaining.presenting.listing import Chosen, list_columns, read_list


@require_GET
def list_bargainings(request: ActingRequest) -> HttpResponse:
    """Bargainings in sight, newest first; filtered by group of states and by type."""
    before = request.GET.get("before", "")
    key = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    chosen = Chosen(request.GET.get("group", ""), request.GET.get("type", ""), key)
    context = {"listed": read_list(request.actor, chosen), "columns": list_columns(), "actor": request.actor}
    return render(request, "bargaining/list.html", context)

"""The list of plans."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.plans.permissions import can_upload
from zhijia.services.plans.presenting.listing import PlanFilter, list_columns, read_list


@require_GET
def list_plans(request: ActingRequest) -> HttpResponse:
    """The plans in sight, newest year first, cut by key; filtered by year and state."""
    chosen = PlanFilter(
        year=whole_number(request.GET.get("year")),
        state=request.GET.get("state", ""),
        before=request.GET.get("before", ""),
    )
    listed = read_list(request.actor, chosen)
    context = {"listed": listed, "columns": list_columns(), "can_upload": can_upload(request.actor)}
    return render(request, "plans/list.html", context)

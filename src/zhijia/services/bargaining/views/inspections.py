"""The page of a joint inspection."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhijia.organisation.middleware import ActingRequest
from zhijia.services.bargaining.presenting.inspections import inspection_context
from zhijia.services.bargaining.queries import get_inspection


@require_GET
def show_inspection(request: ActingRequest, pk: int) -> HttpResponse:
    """What each clause promised and what was found, for whoever sees the contract."""
    return render(request, "bargaining/inspection.html", inspection_context(get_inspection(pk)))

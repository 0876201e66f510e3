"""Where a person starts."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from zhijia.faces.navigation import landing_of
from zhijia.organisation.middleware import ActingRequest


@require_GET
def home(request: ActingRequest) -> HttpResponse:
    """The first page of the acting role; the desk where that page is not installed."""
    try:
        return redirect(reverse(landing_of(request.actor)))
    except NoReverseMatch:
        return redirect("workbench:desk")

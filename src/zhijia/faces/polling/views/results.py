"""The result of a counted poll, for whoever sees the poll: numbers, formula, article; who voted what only of a vote by name."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhijia.engines.ballots.places import way_back
from zhijia.faces.polling.queries import get_counted
from zhijia.faces.polling.results import present_result
from zhijia.organisation.middleware import ActingRequest


@require_GET
def result(request: ActingRequest, poll: int) -> HttpResponse:
    """Everything that was counted and what the rules say to it."""
    found = get_counted(poll)
    words = {"result": present_result(found), "back": way_back(request.actor, found)}
    return render(request, "polling/result.html", words)

"""What may I do: every move of every flow, from the declarations."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhijia.engines.cases.queries import todos_of
from zhijia.faces.workbench.presenting.permissions import present_permissions
from zhijia.organisation.middleware import ActingRequest


@require_GET
def permissions(request: ActingRequest) -> HttpResponse:
    """Flow by flow: the move, who may make it, whether this post may, and how many cases await it from me."""
    waiting: dict[tuple[str, str], int] = {}
    for kind, verb in todos_of(request.actor).values_list("case__kind", "verb"):
        waiting[kind, verb] = waiting.get((kind, verb), 0) + 1
    return render(request, "workbench/permissions.html", {"flows": present_permissions(request.actor, waiting)})

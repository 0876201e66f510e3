"""One search box for unions, enterprises and cases, all in scope."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhijia.engines.cases.queries import find_cases
from zhijia.faces.workbench.presenting.search import present_cases, present_enterprises, present_unions
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries.enterprises import search_enterprises
from zhijia.organisation.queries.unions import search_unions

MOST = 20
LEAST_CHARACTERS = 2


@require_GET
def search(request: ActingRequest) -> HttpResponse:
    """What a text finds, group by group, at most twenty of each."""
    typed = request.GET.get("q", "").strip()
    groups = []
    if len(typed) >= LEAST_CHARACTERS:
        actor = request.actor
        groups = [
            present_unions(search_unions(actor, typed, most=MOST)),
            present_enterprises(search_enterprises(actor, typed, most=MOST)),
            present_cases(find_cases(actor, typed, most=MOST)),
        ]
    context = {
        "typed": typed,
        "is_searched": len(typed) >= LEAST_CHARACTERS,
        "groups": [group for group in groups if group.hits],
        "most": MOST,
    }
    return render(request, "workbench/search.html", context)

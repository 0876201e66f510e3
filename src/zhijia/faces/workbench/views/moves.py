"""The page of one move on one case, for posts; the same address fills the right pane of the desk."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from zhijia.engines.cases.queries import get_case
from zhijia.faces.moving import Mounted, answer_move
from zhijia.organisation.middleware import ActingRequest

WORKBENCH = Mounted(page="workbench/move.html", case="cases:case", pane="workbench/_move_pane.html", has_own_pages=True)


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def move(request: ActingRequest, pk: int, verb: str) -> HttpResponse:
    """Show the form of a move, or make the move."""
    case = get_case(request.actor, pk)
    return answer_move(request, case, verb, actor=request.actor, mounted=WORKBENCH, now=timezone.now())

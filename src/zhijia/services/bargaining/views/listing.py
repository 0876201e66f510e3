"""The list of bargainings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.checks.parties import OWN_ROLES, UPPER_ROLES
from zhijia.services.bargaining.presenting.listing import Chosen, list_columns, read_list


def opens_for(actor: Actor) -> int | None:
    """The union that this actor opens bargainings of from the list: the one of the acting post, if it may."""
    post = actor.post
    return post.union_id if post and post.role in OWN_ROLES | UPPER_ROLES else None


@require_GET
def list_bargainings(request: ActingRequest) -> HttpResponse:
    """Bargainings in sight, newest first; filtered by group of states and by type."""
    before = request.GET.get("before", "")
    key = whole_number(before)
    chosen = Chosen(request.GET.get("group", ""), request.GET.get("type", ""), key)
    context = {
        "listed": read_list(request.actor, chosen),
        "columns": list_columns(),
        "opens_for": opens_for(request.actor),
    }
    return render(request, "bargaining/list.html", context)

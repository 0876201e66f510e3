"""The tree browser, its branches, and the searches of typeahead fields."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries import (
    ancestors_of,
    get_union,
    search_enterprises,
    search_unions,
    top_of,
)
from zhijia.services.organising.forms.fields import find_people as people_named
from zhijia.services.organising.presenting.tree import level_nodes, open_tree
from zhijia.ui.components import Option

MOST_HITS = 50


@login_required
@require_GET
def unions(request: ActingRequest) -> HttpResponse:
    """The tree from one's own union down, opened at `?at=`, or what a search found in it."""
    typed = request.GET.get("q", "").strip()
    if typed:
        found = search_unions(request.actor, typed, most=MOST_HITS)
        return render(request, "organising/tree_search.html", {"typed": typed, "found": found, "most": MOST_HITS})
    top = top_of(request.actor)
    at = whole_number(request.GET.get("at"))
    shown = get_union(request.actor, at) if at else top
    way = [above for above in [*ancestors_of(shown), shown] if len(above.path) > len(top.path)]
    context = {"nodes": open_tree(request.actor, top, way), "shown": shown, "top": top, "typed": typed}
    return render(request, "organising/tree.html", context)


@login_required
@require_GET
def branch(request: ActingRequest, pk: int) -> HttpResponse:
    """The children of a node, fetched when it is opened."""
    union = get_union(request.actor, pk)
    nodes = level_nodes(request.actor, union, after=whole_number(request.GET.get("after")) or 0)
    level = (len(union.path) - len(request.actor.path)) // 4 + 2
    return render(request, "ui/_tree_nodes.html", {"nodes": nodes, "level": level, "is_root": False})


@login_required
@require_GET
def find_unions(request: ActingRequest) -> HttpResponse:
    """Candidates for a union field."""
    found = search_unions(request.actor, _typed(request), most=20)
    return _options(request, (Option(str(row.pk), row.name, row.get_kind_display()) for row in found))


@login_required
@require_GET
def find_enterprises(request: ActingRequest) -> HttpResponse:
    """Candidates for an enterprise field."""
    found = search_enterprises(request.actor, _typed(request), most=20)
    return _options(request, (Option(str(row.pk), row.name, row.credit_code) for row in found))


@login_required
@require_GET
def find_people(request: ActingRequest) -> HttpResponse:
    """Candidates for a person field."""
    typed = _typed(request)
    found = people_named(request.actor, typed) if typed else []
    return _options(request, (Option(str(row.pk), row.name, row.home.name) for row in found))


def _typed(request: ActingRequest) -> str:
    """What was typed, whatever the field is called."""
    return next((request.GET[key].strip() for key in request.GET if key.endswith("_text")), "")


def _options(request: ActingRequest, options: Iterable[Option]) -> HttpResponse:
    return render(request, "ui/_options.html", {"options": list(options)})

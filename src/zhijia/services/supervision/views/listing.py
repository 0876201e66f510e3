"""The lists of cases and of clues, and what is done to a clue."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.campaigns.planning import can_campaign
from zhijia.engines.cases.narrowing import LONGEST, wanted_of
from zhijia.engines.cases.sides import union_acted_for
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries import get_union
from zhijia.services.supervision.actions.noticing import drop_clue, note_clues
from zhijia.services.supervision.actions.opening import WHO_OPENS, can_open
from zhijia.services.supervision.forms.opening import ClueForm, DropForm
from zhijia.services.supervision.presenting import listing
from zhijia.services.supervision.presenting.listing import Chosen, ClueChosen, read_clues, read_list
from zhijia.services.supervision.queries import get_clue
from zhijia.services.supervision.views.forms import REFUSED
from zhijia.ui.downloads import workbook_response
from zhijia.ui.refusing import put_refusal


@require_GET
def list_supervisions(request: ActingRequest) -> HttpResponse:
    """Cases in sight: found by firm, place and term, filtered by group of states, matter and kind of letter."""
    context = {
        "listed": read_list(request.actor, _chosen(request), today=timezone.localdate()),
        "opens_for": union_acted_for(request.actor),
    }
    return render(request, "supervision/list.html", context)


@require_GET
def list_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    sheet, rows = listing.list_sheet(request.actor, _chosen(request), today=timezone.localdate())
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="supervision.list", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"supervision-{timezone.localdate()}.xlsx")


def _chosen(request: ActingRequest) -> Chosen:
    asked = request.GET
    wanted = wanted_of(request.actor, asked)
    return Chosen(asked.get("group", ""), asked.get("matter", ""), asked.get("letter", ""), wanted)


@require_GET
def list_clues(request: ActingRequest) -> HttpResponse:
    """Clues in sight that wait for somebody, newest first, found by firm and source."""
    asked = request.GET
    text = asked.get("text", "").strip()[:LONGEST]
    chosen = ClueChosen(text, asked.get("source", ""), whole_number(asked.get("before", "")))
    context = {
        "listed": read_clues(request.actor, chosen),
        "kept": {},
        "opens_for": union_acted_for(request.actor),
        "may_choose": can_campaign(request.actor),
    }
    return render(request, "supervision/clues.html", context)


@require_http_methods(["GET", "POST"])
def note(request: ActingRequest, union: int) -> HttpResponse:
    """Note clues for one or many enterprises. Lines that name none stay in the form, to be corrected."""
    found = get_union(request.actor, union)
    if not can_open(request.actor, found):
        raise PermissionDenied(_(WHO_OPENS))
    form = ClueForm(request.POST or None)
    noted, status = None, 200
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        lines = values.pop("enterprises").splitlines()
        try:
            noted = note_clues(found, lines, **values, actor=request.actor, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
            status = REFUSED
        else:
            if not noted.unknown:
                return redirect("supervision:clues")
            form = ClueForm(initial={**form.cleaned_data, "enterprises": "\n".join(noted.unknown)})
    context = {"form": form, "noted": noted, "lede": found.name, "back": reverse("supervision:clues")}
    return render(request, "supervision/note.html", context, status=status)


@require_http_methods(["GET", "POST"])
def drop(request: ActingRequest, pk: int) -> HttpResponse:
    """Leave a clue, with the reason."""
    clue = get_clue(request.actor, pk)
    if not can_open(request.actor, clue.union):
        raise PermissionDenied(_(WHO_OPENS))
    form, status = DropForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            drop_clue(clue, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
            status = REFUSED
        else:
            return redirect("supervision:clues")
    context = {
        "form": form,
        "title": _("线索不予立案"),
        "lede": clue.enterprise.name,
        "act": _("不予立案"),
        "back": reverse("supervision:clues"),
    }
    return render(request, "ui/form_page.html", context, status=status)

"""How the acting post's union numbers its documents."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.documents.issuing.numbering import check_sets_words, set_word
from zhijia.engines.documents.issuing.registry import list_series
from zhijia.faces.moving import INVALID, REFUSED
from zhijia.faces.workbench.forms import SeriesForm
from zhijia.faces.workbench.presenting.documents import present_series
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest


@require_GET
def series(request: ActingRequest) -> HttpResponse:
    """Every series with the word it is numbered under."""
    return render(request, "workbench/series.html", {"rows": present_series(request.actor)})


@require_http_methods(["GET", "POST"])
def set_series(request: ActingRequest, code: str) -> HttpResponse:
    """Ask for another word for one series."""
    chosen = next((entry for entry in list_series() if entry.code == code), None)
    if chosen is None:
        raise Http404
    form = SeriesForm(request.POST or None)
    context = {"series": chosen, "label": _(chosen.label), "form": form}
    try:
        check_sets_words(request.actor)
        if request.method == "POST" and form.is_valid():
            row = set_word(chosen, form.cleaned_data["word"], actor=request.actor, now=timezone.now())
            messages.success(request, _("今后的文号用“%(word)s”。") % {"word": row.word})
            return redirect("documents:series")
    except Refused as refused:
        sentence = refused.sentence.said_in(_)
        if refused.field in form.fields:
            form.add_error(refused.field, sentence)
        else:
            context |= {"refusal": sentence, "form": None}
        return render(request, "workbench/series_word.html", context, status=REFUSED)
    return render(request, "workbench/series_word.html", context, status=INVALID if request.method == "POST" else 200)

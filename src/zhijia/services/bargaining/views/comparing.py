"""A draft against another text, clause by clause, and the record of its edits; made to be read and printed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from zhijia.organisation.middleware import ActingRequest
from zhijia.services.bargaining.drafting.operations import load_sheet
from zhijia.services.bargaining.drafting.sources import sheet_of, source_named, sources_of
from zhijia.services.bargaining.drafting.texts import names_in
from zhijia.services.bargaining.presenting.comparing import Text, read_comparison
from zhijia.services.bargaining.presenting.history import read_history
from zhijia.services.bargaining.queries import get_draft
from zhijia.ui.components import Chip, PrintHead, url_with


@require_GET
def compare_draft(request: ActingRequest, pk: int) -> HttpResponse:
    """What the draft makes of the text that `with` names; `all` shows the clauses that did not change, too."""
    draft = get_draft(request.actor, pk)
    bargaining = draft.bargaining
    sources = sources_of(bargaining, besides=draft)
    chosen = source_named(sources, request.GET.get("with", ""))
    names = names_in(bargaining, draft)
    before = Text(sheet_of(chosen, bargaining), names_in(bargaining, chosen.draft) if chosen.draft else names)
    here, shows_all = reverse("bargaining:compare", args=[pk]), request.GET.get("all") == "1"
    label = chosen.label.said_in(gettext)
    context = {
        "draft": draft,
        "case": bargaining.case,
        "compared": read_comparison(before, Text(load_sheet(draft), names)),
        "label": label,
        "shows_all": shows_all,
        "other_url": url_with(here, {"with": chosen.code}, all="" if shows_all else "1"),
        "choices": [
            Chip(source.label.said_in(gettext), url_with(here, {"with": source.code}), is_current=source == chosen)
            for source in sources
        ],
        "print_head": PrintHead(
            gettext("条款对照"), issuer=bargaining.case.title, number=label, printed_at=timezone.now()
        ),
    }
    return render(request, "bargaining/compare.html", context)


@require_GET
def show_history(request: ActingRequest, pk: int) -> HttpResponse:
    """Who changed what; the writing side's own."""
    draft = get_draft(request.actor, pk)
    context = {"draft": draft, "case": draft.bargaining.case, "edits": read_history(draft)}
    return render(request, "bargaining/history.html", context)

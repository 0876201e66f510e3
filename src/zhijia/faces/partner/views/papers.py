"""What was served on my party, its receipt, and what my party brought itself."""

from typing import BinaryIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.documents.queries import open_attachment
from zhijia.engines.documents.receiving import sign_for
from zhijia.engines.documents.rendering.delivering import CONTENT_TYPES, filename_of, open_rendering
from zhijia.engines.documents.serving import get_serving, is_unread
from zhijia.faces.partner.presenting.papers import present_served_document
from zhijia.faces.partner.queries import check_acts_for_party
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest

GONE = 410


@require_GET
def served(request: ActingRequest, pk: int) -> HttpResponse:
    """A served document; before its receipt, only what it is and from whom."""
    check_acts_for_party(request.actor)
    serving = get_serving(request.actor, pk)
    document = serving.item
    if serving.received_at is None or not isinstance(document, IssuedDocument):
        return render(request, "partner/receipt.html", {"serving": serving, "document": serving.document})
    return render(request, "partner/document.html", present_served_document(serving, document))


@require_POST
def receive(request: ActingRequest, pk: int) -> HttpResponse:
    """Sign for it; from then on it can be read, and where a term runs from its receipt, that runs."""
    check_acts_for_party(request.actor)
    serving = sign_for(get_serving(request.actor, pk), actor=request.actor, now=timezone.now())
    messages.success(request, _("已签收。"))
    return redirect("partner:served", pk) if serving.document_id else redirect("partner:case", serving.case_id)


@require_GET
def file(request: ActingRequest, pk: int, form: str) -> HttpResponseBase:
    """A served document as a file."""
    check_acts_for_party(request.actor)
    serving = get_serving(request.actor, pk)
    document = serving.document
    if document is None or serving.received_at is None or form not in CONTENT_TYPES:
        raise Http404
    try:
        content = open_rendering(document, form, now=timezone.now())
    except Refused as refused:
        return _lost(request, refused)
    return _download(content, filename_of(document, form), CONTENT_TYPES[form])


@require_GET
def attachment(request: ActingRequest, pk: int) -> HttpResponseBase:
    """A file of my own party, or one that was served on it and received."""
    check_acts_for_party(request.actor)
    try:
        found, content = open_attachment(request.actor, pk)
    except Refused as refused:
        return _lost(request, refused)
    if is_unread(request.actor, found):
        content.close()
        raise Http404
    return _download(content, found.filename, found.content_type)


def _download(content: BinaryIO, name: str, content_type: str) -> FileResponse:
    response = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _lost(request: ActingRequest, refused: Refused) -> HttpResponse:
    return render(request, "partner/lost.html", {"refusal": refused.sentence.said_in(_)}, status=GONE)

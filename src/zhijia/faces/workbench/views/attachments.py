"""Handing out an attachment."""

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhijia.engines.documents.queries import open_attachment
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest

GONE = 410


@require_GET
def attachment(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The bytes as a download: never shown inside our pages, never guessed to be another type, never kept by a proxy."""
    try:
        found, content = open_attachment(request.actor, pk)
    except Refused as refused:
        return _lost(request, refused)
    response = FileResponse(content, as_attachment=True, filename=found.filename, content_type=found.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _lost(request: ActingRequest, refused: Refused) -> HttpResponse:
    return render(request, "workbench/lost.html", {"refusal": refused.sentence.said_in(_)}, status=GONE)

"""Handing out the proof of a case file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhijia.engines.cases.proofs import prove_case
from zhijia.engines.cases.queries import get_case
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest

MOST_DIGITS = 15


@require_GET
def proof(request: ActingRequest, pk: int) -> HttpResponse:
    """The archive as a download, in the log of the first `size` events where a paper was printed with that root.

    It holds what was written at every step, so it is handed out by the unions only.
    """
    case = get_case(request.actor, pk)
    if request.actor.post is None:
        raise Http404
    try:
        found = prove_case(case, now=timezone.now(), size=_size(request.GET.get("size", "")))
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
        return redirect(f"{reverse('cases:case', args=[pk])}?tab=timeline")
    headers = {"Content-Disposition": f'attachment; filename="{found.filename}"', "Cache-Control": "private, no-store"}
    return HttpResponse(found.archive, content_type="application/zip", headers=headers)


def _size(text: str) -> int | None:
    """The number of events under a printed root; None for the newest. Raises `Refused` for what is no number."""
    if not text.strip():
        return None
    if not (text.strip().isdecimal() and len(text.strip()) <= MOST_DIGITS):
        raise Refused("条数请照文书上印的填写，只写数字。")
    return int(text)

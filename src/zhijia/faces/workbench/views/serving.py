"""Serving a document or an attachment on the outside parties of its case."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijia.engines.cases.sharing import parties_reached
from zhijia.engines.documents.models import Attachment, IssuedDocument
from zhijia.engines.documents.queries import get_attachment, get_document
from zhijia.engines.documents.serving import check_serves, serve
from zhijia.faces.moving import INVALID, REFUSED
from zhijia.faces.workbench.forms import ServeForm
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest


@require_http_methods(["GET", "POST"])
def serve_document(request: ActingRequest, pk: int) -> HttpResponse:
    """Choose on whom a document is served."""
    document = get_document(request.actor, pk)
    return _serve(request, document, name=str(document), back=reverse("documents:document", args=[pk]))


@require_http_methods(["GET", "POST"])
def serve_attachment(request: ActingRequest, pk: int) -> HttpResponse:
    """Choose on whom an attachment is served."""
    attachment = get_attachment(request.actor, pk)
    back = f"{reverse('cases:case', args=[attachment.case_id])}?tab=attachments"
    return _serve(request, attachment, name=attachment.filename, back=back)


def _serve(request: ActingRequest, item: IssuedDocument | Attachment, *, name: str, back: str) -> HttpResponse:
    if request.actor.post is None:
        raise Http404
    try:
        case = check_serves(item, request.actor)
    except Refused as refused:
        refusal = refused.sentence.said_in(_)
        words = {"name": name, "back": back, "refusal": refusal}
        return render(request, "workbench/serve.html", words, status=REFUSED)
    reached = parties_reached(case, today=timezone.localdate())
    form = ServeForm(request.POST or None, reached=reached)
    if form.is_valid():
        for party in form.cleaned_data["parties"]:
            serve(item, party, actor=request.actor, now=timezone.now())
        messages.success(request, _("已送达，对方会收到消息。"))
        return redirect(back)
    context = {"name": name, "back": back, "form": form, "is_reached": bool(reached)}
    return render(request, "workbench/serve.html", context, status=INVALID if request.method == "POST" else 200)

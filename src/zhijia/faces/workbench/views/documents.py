"""An issued document: its page, its files, the signed copy that came back, and declaring it void."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.documents.issuing.issue import annul_document, check_annuls
from zhijia.engines.documents.issuing.signing import check_enters_copies, enter_signed_copy
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.documents.queries import get_document, signed_copies_of
from zhijia.engines.documents.rendering.delivering import CONTENT_TYPES, filename_of, open_rendering
from zhijia.faces.moving import INVALID, REFUSED
from zhijia.faces.workbench.forms import AnnulmentForm, SignedCopyForm
from zhijia.faces.workbench.presenting.documents import present_document
from zhijia.faces.workbench.views.attachments import GONE
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest


@require_GET
def document(request: ActingRequest, pk: int) -> HttpResponse:
    """What it says, where it stands, and what can be done with it."""
    found = get_document(request.actor, pk)
    context = present_document(found, signed_copies_of(found), actor=request.actor)
    return render(request, "workbench/document.html", context)


@require_GET
def file(request: ActingRequest, pk: int, form: str) -> HttpResponseBase:
    """The same bytes for everybody who asks, as a download."""
    found = get_document(request.actor, pk)
    if form not in CONTENT_TYPES:
        raise Http404
    try:
        content = open_rendering(found, form, now=timezone.now())
    except Refused as refused:
        context = {"document": found, "refusal": refused.sentence.said_in(_)}
        return render(request, "workbench/document_lost.html", context, status=GONE)
    response = FileResponse(
        content, as_attachment=True, filename=filename_of(found, form), content_type=CONTENT_TYPES[form]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def sign(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter the scan of the signed paper and its date."""
    found = get_document(request.actor, pk)

    def enter(cleaned: dict[str, Any]) -> None:
        enter_signed_copy(
            found, cleaned["scan"], signed_on=cleaned["signed_on"], actor=request.actor, now=timezone.now()
        )
        messages.success(request, _("签章件已登记。"))

    return _ask(
        request,
        found,
        SignedCopyForm(request.POST or None, request.FILES or None),
        check=lambda: check_enters_copies(found, request.actor),
        act=enter,
        words=(_("登记签章件"), _("登记"), _("上传签字盖章后的扫描件，填写签章日期；登记人和时间自动记下。")),
    )


@require_http_methods(["GET", "POST"])
def annul(request: ActingRequest, pk: int) -> HttpResponse:
    """Declare a document void: the reason is asked, another document is issued."""
    found = get_document(request.actor, pk)

    def declare(cleaned: dict[str, Any]) -> None:
        notice = annul_document(found, reason=cleaned["reason"], actor=request.actor, now=timezone.now())
        messages.success(request, _("已印发作废通知%(number)s。") % {"number": notice.number})

    return _ask(
        request,
        found,
        AnnulmentForm(request.POST or None),
        check=lambda: check_annuls(found, request.actor),
        act=declare,
        words=(_("作废文书"), _("印发作废通知"), _("原文书保留不变，系统另发一份作废通知；核验页会写明已经作废。")),
    )


def _ask(
    request: ActingRequest,
    found: IssuedDocument,
    form: forms.Form,
    *,
    check: Callable[[], object],
    act: Callable[[dict[str, Any]], None],
    words: tuple[str, str, str],
) -> HttpResponse:
    """The form of an act on a document; what is typed is kept until it is accepted."""
    context = {"document": found, "form": form, "heading": words[0], "label": words[1], "lede": words[2]}
    try:
        check()
        if request.method == "POST" and form.is_valid():
            act(form.cleaned_data)
            return redirect("documents:document", found.pk)
    except Refused as refused:
        sentence = refused.sentence.said_in(_)
        if refused.field in form.fields:
            form.add_error(refused.field, sentence)
        else:
            context |= {"refusal": sentence, "form": None}
        return render(request, "workbench/document_act.html", context, status=REFUSED)
    status = INVALID if request.method == "POST" else 200
    return render(request, "workbench/document_act.html", context, status=status)

"""Is this paper genuine? Asked by whoever holds it, without an account."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhijia.engines.documents.issuing.verifying import compare, may_ask, verify
from zhijia.faces.verification.forms import ReceivedFileForm
from zhijia.faces.verification.presenting import present_comparison, present_verified

TOO_MANY, NOT_FOUND, INVALID = 429, 404, 422


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def verify_document(request: HttpRequest, token: str) -> HttpResponse:
    """What the system knows of the document with this code; with a file, whether that is the one it gave out."""
    if not may_ask(request.META.get("REMOTE_ADDR", ""), now=timezone.now()):
        return render(request, "verification/too_many.html", status=TOO_MANY)
    found = verify(token)
    if found is None:
        return render(request, "verification/unknown.html", status=NOT_FOUND)
    form = ReceivedFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"found": found, "form": form, **present_verified(found)}
    if request.method == "POST" and form.is_valid():
        context["comparison"] = present_comparison(compare(found, form.cleaned_data["file"]))
    is_faulty = request.method == "POST" and not form.is_valid()
    return render(request, "verification/document.html", context, status=INVALID if is_faulty else 200)

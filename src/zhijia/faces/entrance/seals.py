"""The public page of the log's seal: the keys whose signatures count, the newest root, and the offline verifier."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhijia.trail.checkpoints import latest_checkpoint
from zhijia.trail.keys import published_keys
from zhijia.trail.proofs import offline_verifier


@require_GET
def seal(request: HttpRequest) -> HttpResponse:
    """Hashes and keys say nothing about anybody; whoever holds a document or a proof may compare them here."""
    return render(request, "entrance/seal.html", {"keys": published_keys(), "newest": latest_checkpoint()})


@require_GET
def verifier(_request: HttpRequest) -> HttpResponse:
    """The program that checks a proof offline."""
    headers = {"Content-Disposition": 'attachment; filename="verify_case.py"'}
    return HttpResponse(offline_verifier(), content_type="text/x-python; charset=utf-8", headers=headers)

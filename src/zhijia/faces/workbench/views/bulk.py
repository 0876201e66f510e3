"""One act on many to-dos: one form, then each row in a transaction of its own with its own outcome."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhijia.engines.cases.submissions import read_key
from zhijia.faces.moving import INVALID
from zhijia.faces.workbench.bundles import Bundle, Submission, bundle_of, carry_out, form_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest, commits_by_itself
from zhijia.organisation.scopes import scoped


@commits_by_itself
@require_POST
def bulk(request: ActingRequest) -> HttpResponse:
    """First the form for the chosen rows, then what became of each. Sent again, it does nothing twice."""
    try:
        bundle = bundle_of(request.actor, act=request.POST.get("act", ""), chosen=request.POST.getlist("row"))
    except Refused as refused:
        return _page(request, {"refusal": refused.sentence.said_in(_)}, status=INVALID)
    if "key" not in request.POST:
        return _form_page(request, bundle, {"key": uuid4()})
    try:
        submission = Submission(read_key(request.POST), timezone.now(), request.POST, request.FILES)
    except Refused as refused:
        return _form_page(request, bundle, {"key": uuid4(), "refusal": refused.sentence.said_in(_)}, status=INVALID)
    return _carry_out(request, bundle, submission)


def _carry_out(request: ActingRequest, bundle: Bundle, submission: Submission) -> HttpResponse:
    """A form with faults comes back before the first row is touched."""
    with scoped(request.actor):
        form = form_of(bundle, actor=request.actor, now=submission.now, submission=submission)
        is_valid = form.is_valid()
    if not is_valid:
        return _form_page(request, bundle, {"key": submission.key, "form": form}, status=INVALID)
    outcomes = carry_out(bundle, submission, actor=request.actor)
    done = sum(not outcome.refusal for outcome in outcomes)
    context = {"label": _(bundle.move.label), "outcomes": outcomes, "done": done, "back": _back(request)}
    with scoped(request.actor):
        return render(request, "workbench/bulk_outcome.html", context | {"refused": len(outcomes) - done})


def _form_page(request: ActingRequest, bundle: Bundle, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    with scoped(request.actor):
        empty = form_of(bundle, actor=request.actor, now=timezone.now())
    everything = {
        "label": _(bundle.move.label),
        "help": _(bundle.move.help) if bundle.move.help else "",
        "act": bundle.act,
        "rows": bundle.rows,
        "left_out": bundle.left_out,
        "form": empty,
    }
    return _page(request, everything | context, status=status)


def _page(request: ActingRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    with scoped(request.actor):
        return render(request, "workbench/bulk.html", context | {"back": _back(request)}, status=status)


def _back(request: ActingRequest) -> str:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if is_ours else reverse("workbench:desk")

"""Bringing a plan in, in two steps: the text, then what stands about it; correcting and taking back."""

from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.plans.actions import (
    PlanFacts,
    change_facts,
    discard_plan,
    facts_of,
    find_under_review,
    read_facts,
    upload_plan,
)
from zhijia.services.plans.forms.upload import FactsForm, ReadingForm, SourceForm
from zhijia.services.plans.permissions import check_uploads
from zhijia.services.plans.queries import get_plan_to_review, is_published
from zhijia.ui.refusing import UNPROCESSABLE


def upload(request: ActingRequest) -> HttpResponse:
    """Step one takes the text, step two the facts read out of it; a text already under review leads to its plan."""
    _check_uploads(request)
    if request.method != "POST":
        return render(request, "plans/upload.html", {"form": SourceForm()})
    return _take_facts(request) if "source" in request.POST else _take_text(request)


def change(request: ActingRequest, pk: int) -> HttpResponse:
    """Correct title, period, issuer, number and date while the plan is under review."""
    plan = get_plan_to_review(request.actor, pk)
    if is_published(plan):
        return redirect("plans:plan", pk)
    form = FactsForm(request.POST if request.method == "POST" else None, initial=asdict(facts_of(plan)))
    if request.method == "POST" and form.is_valid():
        change_facts(pk, PlanFacts(**form.cleaned_data), actor=request.actor, now=timezone.now())
        return redirect("plans:review", pk)
    return render(request, "plans/facts.html", {"plan": plan, "form": form}, status=_status(form))


@require_POST
def discard(request: ActingRequest, pk: int) -> HttpResponse:
    """Take back an upload that is not published."""
    plan = get_plan_to_review(request.actor, pk)
    if is_published(plan):
        return redirect("plans:plan", pk)
    discard_plan(pk, actor=request.actor, now=timezone.now())
    return redirect("plans:list")


def _take_text(request: ActingRequest) -> HttpResponse:
    form = SourceForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "plans/upload.html", {"form": form}, status=UNPROCESSABLE)
    source = form.cleaned_data["source"]
    if known := find_under_review(request.actor, source):
        return redirect("plans:review", known.pk)
    reading = read_facts(source)
    initial = {**reading.facts, "source": source, "filename": form.cleaned_data["filename"]}
    context = {"form": ReadingForm(initial=initial), "reading": reading}
    return render(request, "plans/upload_facts.html", context)


def _take_facts(request: ActingRequest) -> HttpResponse:
    form = ReadingForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "reading": read_facts(request.POST["source"])}
        return render(request, "plans/upload_facts.html", context, status=UNPROCESSABLE)
    data = dict(form.cleaned_data)
    source, filename = data.pop("source"), data.pop("filename")
    plan = upload_plan(source, PlanFacts(**data), filename=filename, actor=request.actor, now=timezone.now())
    return redirect("plans:review", plan.pk)


def _check_uploads(request: ActingRequest) -> None:
    try:
        check_uploads(request.actor)
    except Refused as refused:
        raise PermissionDenied(refused.sentence.said_in(gettext)) from refused


def _status(form: FactsForm) -> int:
    return UNPROCESSABLE if form.errors else 200

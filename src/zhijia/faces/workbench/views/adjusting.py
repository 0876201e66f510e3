"""Pausing, resuming and extending a clock, each with its reason and its ground of law."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijia.engines.cases.adjusting import (
    Decision,
    check_may_adjust,
    extend_clock,
    extension_unit,
    pause_clock,
    resume_clock,
)
from zhijia.engines.cases.clocks import WhyThisDate
from zhijia.engines.cases.models import Clock, EntryKind
from zhijia.engines.cases.queries import flow_of, get_clock
from zhijia.engines.documents.storing import attach
from zhijia.faces.moving import INVALID, REFUSED
from zhijia.faces.workbench.forms import AdjustForm, ExtendForm, PauseForm
from zhijia.faces.workbench.presenting.adjusting import DONE, adjusting_context, ground_of, longest_words
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.ui.refusing import put_refusal

Act = Callable[[Clock, Decision, dict[str, Any]], object]


@require_http_methods(["GET", "POST"])
def pause(request: ActingRequest, pk: int) -> HttpResponse:
    """Let a clock rest from a day on, until another at the latest."""

    def act(clock: Clock, decision: Decision, _given: dict[str, Any]) -> object:
        return pause_clock(clock, decision, actor=request.actor, now=timezone.now())

    return _adjust(request, pk, EntryKind.PAUSE, PauseForm, act)


@require_http_methods(["GET", "POST"])
def resume(request: ActingRequest, pk: int) -> HttpResponse:
    """Let a paused clock go on with what was left of it."""

    def act(clock: Clock, decision: Decision, _given: dict[str, Any]) -> object:
        return resume_clock(clock, decision, actor=request.actor, now=timezone.now())

    return _adjust(request, pk, EntryKind.RESUME, AdjustForm, act)


@require_http_methods(["GET", "POST"])
def extend(request: ActingRequest, pk: int) -> HttpResponse:
    """Lengthen a running clock."""

    def act(clock: Clock, decision: Decision, given: dict[str, Any]) -> object:
        return extend_clock(clock, decision, given["amount"], actor=request.actor, now=timezone.now())

    return _adjust(request, pk, EntryKind.EXTEND, ExtendForm, act)


def _adjust(request: ActingRequest, pk: int, kind: EntryKind, make: type[AdjustForm], act: Act) -> HttpResponse:
    """The form with the date as it is explained now; a refusal stands at its field."""
    found = get_clock(request.actor, pk)
    try:
        check_may_adjust(kind, found.clock, request.actor)
    except Refused as refused:
        return _page(request, found, kind, {"refusal": refused.sentence.said_in(_)}, status=REFUSED)
    form = _form(request, found.clock, kind, make)
    if request.method == "GET":
        return _page(request, found, kind, {"form": form}, status=200)
    if not form.is_valid():
        return _page(request, found, kind, {"form": form}, status=INVALID)
    try:
        _carry_out(request, found.clock, form.cleaned_data, act)
    except Refused as refused:
        put_refusal(form, refused)
        return _page(request, found, kind, {"form": form}, status=REFUSED)
    messages.success(request, _(DONE[kind]))
    return redirect("cases:case", found.clock.case_id)


def _form(request: ActingRequest, clock: Clock, kind: EntryKind, make: type[AdjustForm]) -> AdjustForm:
    today = timezone.localdate()
    has_rule = kind is not EntryKind.RESUME
    return make(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        unit=extension_unit(clock) if kind is EntryKind.EXTEND else None,
        longest=longest_words(kind, clock, today=today) if has_rule else "",
        initial={"on": today, "ground": ground_of(kind, clock, today=today) if has_rule else ""},
    )


def _carry_out(request: ActingRequest, clock: Clock, given: dict[str, Any], act: Act) -> None:
    scans = [attach(clock.case, upload, actor=request.actor, now=timezone.now()) for upload in given["evidence"]]
    decision = Decision(
        reason=given["reason"],
        on=given.get("on") or timezone.localdate(),
        evidence_id=scans[0].pk if scans else None,
        ground=given["ground"],
        until=given.get("until"),
    )
    act(clock, decision, given)


def _page(
    request: ActingRequest, found: WhyThisDate, kind: EntryKind, context: dict[str, Any], *, status: int
) -> HttpResponse:
    everything = adjusting_context(flow_of(found.clock.case), found, kind) | context
    return render(request, "workbench/adjust.html", everything, status=status)

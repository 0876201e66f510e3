"""The page of one move on one case: the flow's own form, one door behind it. Each face mounts it with pages of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from zhijia.engines.cases.advance import InvalidInput, advance, bind_form, check_move
from zhijia.engines.cases.carrying import Step
from zhijia.engines.cases.flow import Flow, Move, Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import flow_of, get_case
from zhijia.engines.cases.submissions import read_key
from zhijia.lib.phrases import titled
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.scopes import Actor

PANE = "pane"
REFUSED, INVALID = 409, 422


@dataclass(frozen=True, slots=True)
class Mounted:
    """How a face shows moves. `pane` is the fragment for its right pane, empty where it has none; `case` a URL name."""

    page: str
    case: str
    pane: str = ""
    has_own_pages: bool = False
    """Whether the reader is led to the page that the flow names for its cases."""


@dataclass(frozen=True, slots=True)
class Making:
    """One move that somebody is about to make, on the pages of one face."""

    mounted: Mounted
    flow: Flow
    move: Move
    turn: Turn

    def address(self) -> str:
        """Where the case lies in this face."""
        case = self.turn.case
        return self.flow.url_of(case) if self.mounted.has_own_pages else reverse(self.mounted.case, args=[case.pk])


def answer_move(
    request: ActingRequest, case: Case, verb: str, *, actor: Actor, mounted: Mounted, now: datetime
) -> HttpResponse:
    """Show the form of a move, or make the move. What is typed is kept until it is accepted."""
    flow = flow_of(case)
    turn = Turn(case, flow.record_of(case), actor, now, local_day(now))
    making = Making(mounted, flow, _move_of(flow, verb), turn)
    if request.method == "POST":
        return _make(request, making)
    try:
        if page := making.move.page(turn.record):
            making.move.may(turn)
            return HttpResponseClientRedirect(page) if _is_pane(request, making) else redirect(page)
        check_move(making.move, turn)
    except Refused as refused:
        return _page(request, making, {"refusal": refused.sentence.said_in(_)}, status=REFUSED)
    return _page(request, making, {"form": bind_form(making.move, turn)})


def toast(label: str, case: Case) -> SafeString:
    """What is said after a move."""
    return format_html("{}", titled(_(label), case.title, _))


def _make(request: ActingRequest, making: Making) -> HttpResponse:
    turn = making.turn
    try:
        step = advance(
            turn.case.pk,
            making.move.verb,
            actor=turn.actor,
            key=read_key(request.POST),
            now=turn.now,
            data=request.POST,
            files=request.FILES,
        )
    except InvalidInput as invalid:
        return _page(request, making, {"form": invalid.form}, status=INVALID)
    except Refused as refused:
        return _refused(request, making, refused)
    return _done(request, making, step)


def _refused(request: ActingRequest, making: Making, refused: Refused) -> HttpResponse:
    """The sentence at its field, or above a form that still holds what was typed; the state shown is the present one."""
    turn = making.turn
    case = get_case(turn.actor, turn.case.pk)
    present = Turn(case, making.flow.record_of(case), turn.actor, turn.now, turn.today)
    again = Making(making.mounted, making.flow, making.move, present)
    form = bind_form(making.move, present, data=request.POST, files=request.FILES)
    sentence = refused.sentence.said_in(_)
    if refused.field in form.fields and form.is_valid():
        form.add_error(refused.field, forms.ValidationError(sentence))
        return _page(request, again, {"form": form}, status=REFUSED)
    shown = {"form": form} if case.state in making.move.from_states else {}
    return _page(request, again, {"refusal": sentence, **shown}, status=REFUSED)


def _done(request: ActingRequest, making: Making, step: Step) -> HttpResponse:
    address = _next(request, making) or making.address()
    if step.is_repeat:
        messages.info(request, _("这次提交之前已经办好，没有重复办理。"))
    else:
        messages.success(request, toast(making.move.label_for(making.turn.actor), making.turn.case))
    return HttpResponseClientRedirect(address) if _is_pane(request, making) else redirect(address)


def _page(request: ActingRequest, making: Making, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """The form's page, or its fragment: htmx swaps only what answers 200."""
    case, flow, move = making.turn.case, making.flow, making.move
    everything = {
        "case": case,
        "move": move,
        "label": _(move.label_for(making.turn.actor)),
        "help": _(move.help) if move.help else "",
        "kind": _(flow.label),
        "state": _(flow.state(case.state).label),
        "back": _next(request, making) or reverse(making.mounted.case, args=[case.pk]),
        "next": _next(request, making),
        "key": request.POST.get("key") or uuid4(),
        **context,
    }
    if _is_pane(request, making):
        return render(request, making.mounted.pane, everything)
    return render(request, making.mounted.page, everything, status=status)


def _move_of(flow: Flow, verb: str) -> Move:
    try:
        return flow.move(verb)
    except Refused as refused:
        raise Http404 from refused


def _next(request: ActingRequest, making: Making) -> str:
    """Where to go on afterwards, when it is an address of ours."""
    behind = request.headers.get("HX-Current-URL", "") if _is_pane(request, making) else ""
    target = request.POST.get("next") or request.GET.get("next") or behind
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) else ""


def _is_pane(request: ActingRequest, making: Making) -> bool:
    return bool(making.mounted.pane) and request.headers.get("HX-Target") == PANE

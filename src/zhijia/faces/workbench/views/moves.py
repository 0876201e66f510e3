"""The page of one move on one case: the flow's own form, one door behind it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from zhijia.engines.cases.advance import InvalidInput, Step, advance, bind_form, check_move
from zhijia.engines.cases.flow import Flow, Move, Turn
from zhijia.engines.cases.queries import flow_of, get_case
from zhijia.faces.workbench.presenting.cases import toast
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest

PANE = "pane"
REFUSED, INVALID = 409, 422


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def move(request: ActingRequest, pk: int, verb: str) -> HttpResponse:
    """Show the form of a move, or make the move. What is typed is kept until it is accepted."""
    case = get_case(request.actor, pk)
    flow = flow_of(case)
    made = _move_of(flow, verb)
    turn = Turn(case, flow.record_of(case), request.actor, timezone.now(), timezone.localdate())
    if request.method == "POST":
        return _make(request, flow, made, turn)
    try:
        check_move(made, turn)
    except Refused as refused:
        return _page(request, flow, made, turn, {"refusal": refused.sentence.said_in(_)}, status=REFUSED)
    return _page(request, flow, made, turn, {"form": bind_form(made, turn)})


def _make(request: ActingRequest, flow: Flow, made: Move, turn: Turn) -> HttpResponse:
    try:
        step = advance(
            turn.case.pk,
            made.verb,
            actor=request.actor,
            key=read_key(request.POST),
            now=turn.now,
            data=request.POST,
            files=request.FILES,
        )
    except InvalidInput as invalid:
        return _page(request, flow, made, turn, {"form": invalid.form}, status=INVALID)
    except Refused as refused:
        return _refused(request, flow, made, turn, refused)
    return _done(request, made, turn, step, address=_next(request) or flow.url_of(turn.case))


def _refused(request: ActingRequest, flow: Flow, made: Move, turn: Turn, refused: Refused) -> HttpResponse:
    """The sentence at its field, or above a form that still holds what was typed; the state shown is the present one."""
    case = get_case(request.actor, turn.case.pk)
    now = Turn(case, flow.record_of(case), turn.actor, turn.now, turn.today)
    form = bind_form(made, now, data=request.POST, files=request.FILES)
    sentence = refused.sentence.said_in(_)
    if refused.field in form.fields and form.is_valid():
        form.add_error(refused.field, forms.ValidationError(sentence))
        return _page(request, flow, made, now, {"form": form}, status=REFUSED)
    shown = {"form": form} if case.state in made.from_states else {}
    return _page(request, flow, made, now, {"refusal": sentence, **shown}, status=REFUSED)


def _done(request: ActingRequest, made: Move, turn: Turn, step: Step, *, address: str) -> HttpResponse:
    if step.is_repeat:
        messages.info(request, _("这次提交之前已经办好，没有重复办理。"))
    else:
        messages.success(request, toast(made.label, turn.case))
    return HttpResponseClientRedirect(address) if _is_pane(request) else redirect(address)


def _page(
    request: ActingRequest, flow: Flow, made: Move, turn: Turn, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The form's page, or its fragment: htmx swaps only what answers 200."""
    everything = {
        "case": turn.case,
        "move": made,
        "label": _(made.label),
        "help": _(made.help) if made.help else "",
        "kind": _(flow.label),
        "state": _(flow.state(turn.case.state).label),
        "back": _next(request) or reverse("cases:case", args=[turn.case.pk]),
        "next": _next(request),
        "key": request.POST.get("key") or uuid4(),
        **context,
    }
    if _is_pane(request):
        return render(request, "workbench/_move_pane.html", everything)
    return render(request, "workbench/move.html", everything, status=status)


def read_key(data: Mapping[str, Any]) -> UUID:
    """The submission's own number, from the hidden field. Refused when it is missing: twice could not be told from once."""
    try:
        return UUID(data.get("key", ""))
    except ValueError as error:
        raise Refused("页面已经失效，请刷新后重新提交。") from error


def _move_of(flow: Flow, verb: str) -> Move:
    try:
        return flow.move(verb)
    except Refused as refused:
        raise Http404 from refused


def _next(request: ActingRequest) -> str:
    """Where to go on afterwards, when it is an address of ours."""
    target = request.POST.get("next") or request.GET.get("next") or _desk_behind(request)
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) else ""


def _desk_behind(request: ActingRequest) -> str:
    """The page around the pane."""
    return request.headers.get("HX-Current-URL", "") if _is_pane(request) else ""


def _is_pane(request: ActingRequest) -> bool:
    return request.headers.get("HX-Target") == PANE

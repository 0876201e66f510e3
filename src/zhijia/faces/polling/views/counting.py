"""What tellers do: enter hands and papers, confirm what another entered, call the roll. Others do not find these pages."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.ballots.casting import cast_named
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.models import Poll
from zhijia.engines.ballots.places import way_back
from zhijia.engines.ballots.polls import people_present
from zhijia.engines.ballots.sheets import confirm_count, enter_count
from zhijia.faces.polling.forms import CountForm, RollCallForm
from zhijia.faces.polling.queries import (
    get_poll_to_count,
    get_question,
    get_sheet,
    is_called,
    sheets_of,
    waiting_for_call,
)
from zhijia.faces.polling.sheets import present_sheet
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.ui.refusing import UNPROCESSABLE, put_refusal


@require_GET
@never_cache
def desk(request: ActingRequest, poll: int) -> HttpResponse:
    """The teller's desk: a form and what was entered for each question; of a named poll, who is still to be called."""
    return _desk(request, get_poll_to_count(request.actor, poll))


@require_POST
@never_cache
def enter(request: ActingRequest, poll: int, question: int) -> HttpResponse:
    """Enter what was counted of one question."""
    found = get_poll_to_count(request.actor, poll)
    row, frozen = get_question(found, question)
    form = CountForm(request.POST, poll=found, question=frozen)

    def act() -> None:
        enter_count(row, form.counted, actor=request.actor, now=timezone.now())

    if not (form.is_valid() and _done(form, act)):
        return _desk(request, found, forms={question: form}, status=UNPROCESSABLE)
    messages.success(request, _("已登记，请另一名计票人核对。"))
    return redirect("polling:desk", poll)


@require_POST
@never_cache
def confirm(request: ActingRequest, poll: int, question: int) -> HttpResponse:
    """Say that what another entered is right. `seen` is when it was entered: what changed since is not confirmed."""
    found = get_poll_to_count(request.actor, poll)
    row, _frozen = get_question(found, question)
    sheet = get_sheet(row)
    form = forms.Form(request.POST)
    form.is_valid()

    def act() -> None:
        if request.POST.get("seen") != sheet.entered_at.isoformat():
            raise Refused("票数刚刚被改过，请重新核对。")
        confirm_count(row, sheet, actor=request.actor, now=timezone.now())

    if not _done(form, act):
        return _desk(request, found, refused=form.non_field_errors(), status=UNPROCESSABLE)
    messages.success(request, _("已核对。"))
    return redirect("polling:desk", poll)


@require_POST
@never_cache
def call(request: ActingRequest, poll: int) -> HttpResponse:
    """Enter what somebody answered when she was called; her mark is not read back before the close."""
    found = get_poll_to_count(request.actor, poll)
    form = RollCallForm(request.POST, poll=found, waiting=waiting_for_call(found))

    def act() -> None:
        elector = form.cleaned_data["elector"]
        cast_named(found, elector, form.ballots, actor=request.actor, now=timezone.now())

    if not (form.is_valid() and _done(form, act)):
        return _desk(request, found, calling=form, status=UNPROCESSABLE)
    messages.success(request, _("%(name)s的表态已登记。") % {"name": form.cleaned_data["elector"].name})
    return redirect("polling:desk", poll)


def _desk(
    request: ActingRequest,
    poll: Poll,
    *,
    forms: dict[int, CountForm] | None = None,
    calling: RollCallForm | None = None,
    refused: Any = (),
    status: int = 200,
) -> HttpResponse:
    shown: dict[str, Any] = {"poll": poll, "refused": refused, "present": people_present(poll)}
    shown["back"] = way_back(request.actor, poll)
    if is_called(poll):
        waiting = waiting_for_call(poll)
        shown |= {"calling": calling or RollCallForm(poll=poll, waiting=waiting), "waiting": len(waiting)}
    else:
        kept, bound = sheets_of(poll), forms or {}
        shown["sheets"] = [
            present_sheet(
                one,
                kept.get(one["number"]),
                bound.get(one["number"]) or CountForm(poll=poll, question=one, kept=kept.get(one["number"])),
                actor=request.actor,
            )
            for one in questions_of(poll)
        ]
    return render(request, "polling/desk.html", shown, status=status)


def _done(form: forms.BaseForm, act: Callable[[], None]) -> bool:
    """Do it as one; a refusal stands at its form."""
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        put_refusal(form, refused)
        return False
    return True

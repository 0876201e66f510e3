"""Proposals on the phone of a delegate: reading, writing, signing, rating. The union works on the case page."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.cases.advance import InvalidInput, bind_form
from zhijia.engines.cases.submissions import read_key
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.congress.proposals.flow import BY_DELEGATES
from zhijia.services.congress.proposals.forms import TextForm
from zhijia.services.congress.proposals.opening import Text, act_as_delegate, propose
from zhijia.services.congress.proposals.presenting import present, present_list, text_facts
from zhijia.services.congress.proposals.queries import read_list, read_proposal, turn_of
from zhijia.ui.refusing import UNPROCESSABLE, put_refusal


@require_GET
def list_proposals(request: ActingRequest) -> HttpResponse:
    """The proposals of the congress in which the reader is a delegate."""
    read = read_list(request.actor, today=timezone.localdate())
    return render(request, "congress/proposals.html", present_list(read))


@require_GET
def show(request: ActingRequest, case: int) -> HttpResponse:
    """One proposal with what the reader can do."""
    return render(request, "congress/proposal.html", present(read_proposal(request.actor, case, now=timezone.now())))


@require_http_methods(["GET", "POST"])
def write(request: ActingRequest) -> HttpResponse:
    """Write a proposal."""
    form = TextForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            text, key = Text(**form.cleaned_data), read_key(request.POST)
            proposal = propose(request.actor, text, key=key, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
        else:
            messages.success(request, _("已提出，请其他代表联名后提交。"))
            return redirect("congress:proposal", proposal.case_id)
    words = {"title": _("提出提案"), "lede": _("一事一案，写清案由、理由和建议措施。"), "act": _("提出")}
    return _page(request, form, {**words, "back": reverse("congress:proposals"), "key": _key_of(request)})


@require_http_methods(["GET", "POST"])
def act(request: ActingRequest, case: int, verb: str) -> HttpResponse:
    """Sign, change, submit, take back or rate a proposal."""
    now = timezone.now()
    move = next((one for one in BY_DELEGATES if one.verb == verb), None)
    if move is None:
        raise Http404
    turn = turn_of(request.actor, case, now=now)
    form = bind_form(move, turn) if request.method == "GET" else bind_form(move, turn, data=request.POST)
    if request.method == "POST":
        try:
            act_as_delegate(request.actor, case, verb, key=read_key(request.POST), now=now, data=request.POST)
        except InvalidInput as invalid:
            form = invalid.form
        except Refused as refused:
            form.is_valid()
            put_refusal(form, refused)
        else:
            messages.success(request, _("已办理。"))
            return redirect("congress:proposal", case)
    shown = {
        "title": _(move.label),
        "lede": turn.record.title,
        "act": _(move.label),
        "back": reverse("congress:proposal", args=[case]),
        "key": _key_of(request),
        "told": _(move.help) if move.help else "",
        "text": text_facts(turn.record) if verb == "cosign" else [],
    }
    return _page(request, form, shown)


def _key_of(request: ActingRequest) -> str:
    """The number of the form: of one that comes back with an error the same, so that sent again it is done once."""
    return request.POST.get("key") or str(uuid4())


def _page(request: ActingRequest, form: forms.BaseForm, words: dict[str, object]) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "congress/act.html", {"form": form, **words}, status=status)

"""The page of a contract, and the question of a worker whom it covers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.bargaining.actions.asking import ask_question, can_ask
from zhijia.services.bargaining.actions.judging import give_opinion
from zhijia.services.bargaining.actions.opening import can_open
from zhijia.services.bargaining.forms.questions import AskForm, OpinionForm
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.presenting.contracts import contract_context
from zhijia.services.bargaining.presenting.own_contract import clause_choices, opinion_form, own_contract_context
from zhijia.services.bargaining.queries import case_of, get_contract, get_own_contract

INVALID = 422


@require_GET
def show_contract(request: ActingRequest, pk: int) -> HttpResponse:
    """Dates with their reasons, the text, whom it covers, inspections, what follows it.

    To a worker without a post: what she gets, in sentences, her questions, and what she thinks of it.
    """
    if request.actor.post is None and not request.actor.parties:
        own = get_own_contract(request.actor, pk, today=timezone.localdate())
        return _own_page(request, own, None, status=200)
    contract = get_contract(request.actor, pk)
    case = case_of(contract)
    may_succeed = case is not None and can_open(request.actor, case.union)
    context = contract_context(contract, case=case, may_succeed=may_succeed)
    return render(request, "bargaining/contract.html", context)


@require_POST
def judge(request: ActingRequest, pk: int) -> HttpResponse:
    """Keep what a worker thinks of the contract that covers her."""
    contract = get_contract(request.actor, pk)
    if not can_ask(request.actor, contract, today=timezone.localdate()):
        raise PermissionDenied
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _own_page(request, contract, form, status=INVALID)
    give_opinion(contract, **form.cleaned_data, actor=request.actor, now=timezone.now())
    messages.success(request, gettext("已记下您的评价，今年内可以修改。"))
    return redirect("bargaining:contract", pk)


def _own_page(request: ActingRequest, contract: Contract, form: OpinionForm | None, *, status: int) -> HttpResponse:
    today = timezone.localdate()
    may_ask = can_ask(request.actor, contract, today=today)
    own = own_contract_context(contract, request.actor, today=today)
    opinion = {"opinion_form": form or opinion_form(contract, request.actor, today=today)} if may_ask else {}
    return render(request, "bargaining/own_contract.html", own | opinion | {"may_ask": may_ask}, status=status)


@require_http_methods(["GET", "POST"])
def ask(request: ActingRequest, pk: int) -> HttpResponse:
    """Ask the union about a contract. What was typed is kept until it is sent."""
    contract = get_contract(request.actor, pk)
    now = timezone.now()
    if not can_ask(request.actor, contract, today=timezone.localdate()):
        raise PermissionDenied
    form = AskForm(
        request.POST or None, clauses=clause_choices(contract), initial={"clause": request.GET.get("clause", "")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            ask_question(contract, **form.cleaned_data, actor=request.actor, now=now)
        except Refused as refused:
            form.add_error(None, refused.sentence.said_in(gettext))
        else:
            return redirect("bargaining:contract", pk)
    return render(
        request, "bargaining/ask.html", {"form": form, "contract": contract}, status=INVALID if form.errors else 200
    )

"""Opening a bargaining of a union, and the next one of a contract."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Union
from zhijia.organisation.queries import get_union
from zhijia.services.bargaining.actions.opening import WHO_OPENS, NewBargaining, can_open, open_bargaining, succeed
from zhijia.services.bargaining.forms.opening import OpenForm, SucceedForm
from zhijia.services.bargaining.queries import case_of, enterprises_to_bargain_with, firms_without_union, get_contract
from zhijia.ui.components import Option

REFUSED = 409
MOST_FOUND = 20


@require_http_methods(["GET", "POST"])
def open_one(request: ActingRequest, union: int) -> HttpResponse:
    """Open a bargaining of this union. What was typed is kept until it is accepted."""
    found = get_union(request.actor, union)
    _let_in(request, found)
    today = timezone.localdate()
    form = OpenForm(
        request.POST or None,
        union=found,
        enterprises=enterprises_to_bargain_with(found, today=today),
        unorganised=firms_without_union(found, today=today),
        initial={"unorganised": request.GET.get("firm", "")},
    )
    if request.method == "POST" and form.is_valid():
        entry = NewBargaining(union=found, **form.cleaned_data)
        try:
            bargaining = open_bargaining(entry, actor=request.actor, now=timezone.now())
        except Refused as refused:
            _put(form, refused)
            return _page(request, form, _("集体协商立项"), found.name, reverse("bargaining:list"), status=REFUSED)
        return redirect("cases:case", bargaining.case_id)
    return _page(request, form, _("集体协商立项"), found.name, reverse("bargaining:list"))


@require_GET
def find_firms(request: ActingRequest, union: int) -> HttpResponse:
    """Candidates for an enterprise without a union, by name or credit code."""
    found = get_union(request.actor, union)
    _let_in(request, found)
    typed = request.GET.get("unorganised_text", "").strip()
    firms = firms_without_union(found, today=timezone.localdate())
    named = firms.filter(Q(name__icontains=typed) | Q(credit_code__startswith=typed))[:MOST_FOUND] if typed else []
    return render(
        request, "ui/_options.html", {"options": [Option(str(row.pk), row.name, row.credit_code) for row in named]}
    )


@require_http_methods(["GET", "POST"])
def succeed_contract(request: ActingRequest, pk: int) -> HttpResponse:
    """Open the renewal or change of a contract."""
    contract = get_contract(request.actor, pk)
    case = case_of(contract)
    _let_in(request, case.union if case else None)
    back = reverse("bargaining:contract", args=[pk])
    form = SucceedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            bargaining = succeed(
                contract,
                kind=form.cleaned_data["kind"],
                change_ground=form.cleaned_data["change_ground"],
                actor=request.actor,
                now=timezone.now(),
            )
        except Refused as refused:
            _put(form, refused)
            return _page(request, form, _("续订或变更合同"), contract.number, back, status=REFUSED)
        return redirect("cases:case", bargaining.case_id)
    return _page(request, form, _("续订或变更合同"), contract.number, back)


def _let_in(request: ActingRequest, union: Union | None) -> None:
    if union is None or not can_open(request.actor, union):
        raise PermissionDenied(_(WHO_OPENS))


def _put(form: forms.Form, refused: Refused) -> None:
    """The sentence at its field, or above the form."""
    given = "unorganised" if form.data.get("unorganised") else refused.field
    field = given if given in form.fields else None
    form.add_error(field, refused.sentence.said_in(_))


def _page(
    request: ActingRequest, form: forms.Form, title: str, lede: str, back: str, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "title": title, "lede": lede, "act": _("立项"), "back": back}
    return render(request, "ui/form_page.html", context, status=status)

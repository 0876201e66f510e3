"""Applications: entered on paper by the union, sent by somebody without an account, and what became of them."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required, login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zhijia.engines.documents.issuing.verifying import may_ask
from zhijia.lib.sentences import Refused
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import get_union
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.forms.applying import PaperForm, VisitorForm
from zhijia.services.organising.joining.applying import (
    Applicant,
    application_by_token,
    apply_as_visitor,
    apply_on_paper,
    places,
    withdraw_application,
)
from zhijia.services.organising.presenting.applying import status_facts
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go, refused

TOO_MANY = 429


@login_required
@never_cache
@sensitive_post_parameters()
def enter_application(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter a paper application at a union; also of somebody who comes over from another one."""
    union = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, union.path))
    form = bound(request, PaperForm)
    if form.is_bound and form.is_valid():
        applicant = _applicant(form.cleaned_data)
        made = attempt(form, lambda: apply_on_paper(request.actor, union, applicant, now=timezone.now()))
        if made:
            return go(request, _("申请已登记，批准后会籍生效。"), reverse("cases:case", args=[made.case_id]))
    title = _("登记“%(name)s”的入会、转会申请") % {"name": union.name}
    back = f"{reverse('organising:members')}?under={pk}"
    lede = _("证件号码已由其他工会登记的，同意后办理转会，原工会同时得到通知。")
    return form_page(request, form, title=title, act=_("登记申请"), back=back, lede=lede)


@login_not_required
@never_cache
@sensitive_post_parameters()
def apply(request: ActingRequest) -> HttpResponse:
    """The application of somebody without an account, by phone."""
    form = bound(request, VisitorForm, places=places())
    if form.is_bound:
        if not may_ask(request.META.get("REMOTE_ADDR", ""), now=timezone.now()):
            return render(request, "verification/too_many.html", status=TOO_MANY)
        if form.is_valid():
            given = form.cleaned_data
            place = given["place"]
            made = attempt(form, lambda: apply_as_visitor(_applicant(given), place=place, now=timezone.now()))
            if made:
                return redirect("organising:application", made.token)
    lede = _("申请由您单位的工会受理；单位没有工会的，由所在地的上级工会受理，工会会与您联系。不通知用人单位。")
    return form_page(
        request, form, title=_("申请加入工会"), act=_("提交申请"), back=reverse("account_login"), lede=lede
    )


@login_not_required
@never_cache
def application(request: ActingRequest, token: str) -> HttpResponse:
    """What became of an application, for whoever holds its address."""
    found = application_by_token(token)
    if found is None:
        raise Http404
    return render(request, "organising/application_status.html", {"facts": status_facts(found), "application": found})


@login_not_required
@require_POST
def withdraw(request: ActingRequest, token: str) -> HttpResponse:
    """Take an application back, by the address that only the applicant has."""
    found = application_by_token(token)
    if found is None:
        raise Http404
    try:
        withdraw_application(Actor(), found, key=uuid4(), now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, back=reverse("organising:application", args=[token]))
    return go(request, _("已撤回，证件号码和手机号码随即删除。"), reverse("organising:application", args=[token]))


def _applicant(given: dict[str, Any]) -> Applicant:
    entry = PersonEntry(id_kind=given["id_kind"], id_number=given["id_number"], phone=given["phone"])
    return Applicant(name=given["name"], entry=entry, employer=given.get("employer", ""))

"""Slips to print, and passwords reset by two posts."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhijia.lib.sentences import Refused
from zhijia.organisation.accounts.passwords import ask_reset, confirm_reset
from zhijia.organisation.accounts.slips import IssuedSlip, issue_slip, issue_slips
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer, check_administer_accounts
from zhijia.organisation.queries import get_union
from zhijia.organisation.queries.accounts import accounts_to_open, get_account, get_open_reset
from zhijia.services.organising.forms.people import ResetForm
from zhijia.services.organising.presenting.slips import present_slips
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go, refused


@login_required
@never_cache
@require_POST
def print_slip(request: ActingRequest, pk: int) -> HttpResponse:
    """Issue the slip of one person and show it once, ready to print."""
    user = get_account(request.actor, pk)
    try:
        slip = issue_slip(request.actor, user, now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, back=reverse("organising:person", args=[pk]))
    return _slips_page(request, [slip], back=reverse("organising:person", args=[pk]))


@login_required
@never_cache
def print_slips(request: ActingRequest, pk: int) -> HttpResponse:
    """Issue the slips of everybody at a union whose account was never opened."""
    union = get_union(request.actor, pk)
    demand(lambda: check_administer_accounts(request.actor, union.path))
    users = accounts_to_open(request.actor, union)
    if request.method != "POST":
        return render(request, "organising/slips_ask.html", {"union": union, "users": users})
    back = reverse("organising:union", args=[pk])
    try:
        slips = issue_slips(request.actor, users, now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, back=back)
    return _slips_page(request, slips, back=back)


@login_required
def ask(request: ActingRequest, pk: int) -> HttpResponse:
    """Ask for the reset of a person's password."""
    user = get_account(request.actor, pk)
    path = user.person.path if user.person else "~"
    demand(lambda: check_administer(request.actor, path))
    form = bound(request, ResetForm)
    back = reverse("organising:person", args=[pk])
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: ask_reset(request.actor, user, reason=reason, now=timezone.now())):
            return go(request, _("已申请重置，请另一岗位在这个人的页面上确认。"), back)
    return form_page(request, form, title=_("申请重置密码"), act=_("申请重置"), back=back)


@login_required
@never_cache
def confirm(request: ActingRequest, pk: int) -> HttpResponse:
    """Confirm a reset as the second person, and print the new slip."""
    reset = get_open_reset(request.actor, pk)
    person_id = reset.user.person_id
    if person_id is None:
        return redirect("organising:people")
    if request.method != "POST":
        return render(request, "organising/reset_confirm.html", {"reset": reset})
    back = reverse("organising:person", args=[person_id])
    try:
        slip = confirm_reset(request.actor, reset, now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, back=back)
    return _slips_page(request, [slip], back=back)


def _slips_page(request: ActingRequest, slips: Sequence[IssuedSlip], *, back: str) -> HttpResponse:
    shown = present_slips(
        slips, issuer=request.actor, address=request.build_absolute_uri(resolve_url(settings.LOGIN_URL))
    )
    return render(request, "organising/slips.html", {"slips": shown, "back": back})

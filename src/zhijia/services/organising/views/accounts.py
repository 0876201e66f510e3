"""Slips to print, passwords reset by two posts, accounts closed and opened again."""

from collections.abc import Sequence

from django import forms
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
from zhijia.organisation.accounts.closing import close_account, reopen_account
from zhijia.organisation.accounts.passwords import ask_reset, confirm_reset
from zhijia.organisation.accounts.slips import IssuedSlip, issue_slip, issue_slips
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import User
from zhijia.organisation.permissions import check_administer, check_administer_accounts
from zhijia.organisation.queries import get_person, get_union
from zhijia.organisation.queries.accounts import accounts_to_open, get_account, get_open_reset
from zhijia.services.organising.forms.people import AccountReasonForm, ResetForm
from zhijia.services.organising.presenting.accounts import read_closing_page
from zhijia.services.organising.presenting.slips import present_slips
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go, refused
from zhijia.ui.refusing import UNPROCESSABLE


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


@login_required
def close(request: ActingRequest, pk: int) -> HttpResponse:
    """Close a person's account, once the open work of her posts has been named."""
    user, form, back = _to_give(request, pk)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        attempt(form, lambda: close_account(request.actor, user, reason=reason, now=timezone.now()))
        if not form.errors:
            return go(request, _("账号已停用，已登录的设备随即退出。"), back)
    person = get_person(request.actor, pk)
    context = {
        "form": form,
        "title": _("停用“%(name)s”的账号") % {"name": person.name},
        "lede": _("停用后立即不能登录，密码和手机验证器作废；任职和办过的事仍然保留。"),
        "act": _("停用账号"),
        "back": back,
        "page": read_closing_page(person, today=timezone.localdate()),
    }
    return render(request, "organising/account_close.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
def reopen(request: ActingRequest, pk: int) -> HttpResponse:
    """Let a closed account wait for a new slip."""
    user, form, back = _to_give(request, pk)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        attempt(form, lambda: reopen_account(request.actor, user, reason=reason, now=timezone.now()))
        if not form.errors:
            return go(request, _("账号已恢复，接着可以签发凭条。"), back)
    lede = _("恢复后账号待开通：本人凭新的开通凭条设定密码。")
    return form_page(request, form, title=_("恢复账号"), act=_("恢复账号"), back=back, lede=lede)


def _to_give(request: ActingRequest, pk: int) -> tuple[User, forms.Form, str]:
    """The account, the form that asks why, and the page one came from, for whoever gives accounts there."""
    user = get_account(request.actor, pk)
    demand(lambda: check_administer_accounts(request.actor, user.person.path if user.person else "~"))
    return user, bound(request, AccountReasonForm), reverse("organising:person", args=[pk])


def _slips_page(request: ActingRequest, slips: Sequence[IssuedSlip], *, back: str) -> HttpResponse:
    shown = present_slips(
        slips, issuer=request.actor, address=request.build_absolute_uri(resolve_url(settings.LOGIN_URL))
    )
    return render(request, "organising/slips.html", {"slips": shown, "back": back})

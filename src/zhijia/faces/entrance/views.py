"""Activation, passwords, the choice of a post, and one's own account."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zhijia.faces.entrance.forms import ActivationForm, ChangePasswordForm, NewPasswordForm
from zhijia.faces.entrance.requests import SignedInRequest
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.accounts.passwords import change_password as change
from zhijia.organisation.accounts.passwords import set_first_password
from zhijia.organisation.accounts.slips import activate as open_account
from zhijia.organisation.actions import choose_post as choose
from zhijia.organisation.middleware import AS_HERSELF, ActingRequest
from zhijia.organisation.queries import is_employed
from zhijia.ui.shell import Appearance


@never_cache
@sensitive_post_parameters()
def activate(request: ActingRequest) -> HttpResponse:
    """Open an account with a printed slip; afterwards one signs in like everybody else."""
    form = ActivationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            open_account(given["username"], given["code"], given["password"], now=timezone.now())
        except Refused as refusal:
            form.add_error(None, refusal.sentence.said_in(_))
        else:
            messages.success(request, _("账号已开通，请用新密码登录。"))
            return redirect("account_login")
    return render(request, "entrance/activate.html", {"form": form})


@login_required
@never_cache
@sensitive_post_parameters()
def first_password(request: SignedInRequest) -> HttpResponse:
    """Replace the password that somebody else had set."""
    form = NewPasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            set_first_password(request.actor, request.user, new=form.cleaned_data["password"], now=timezone.now())
        except Refused as refusal:
            form.add_error(None, refusal.sentence.said_in(_))
        else:
            update_session_auth_hash(request, request.user)
            return redirect("home")
    return render(request, "entrance/first_password.html", {"form": form})


@login_required
@never_cache
@sensitive_post_parameters()
def change_password(request: SignedInRequest) -> HttpResponse:
    """Change one's own password by the old one."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            change(request.actor, request.user, old=given["old"], new=given["password"], now=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.sentence.said_in(_))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("密码已修改。"))
            return redirect("entrance:account")
    return render(request, "entrance/change_password.html", {"form": form})


@login_required
def choose_post(request: SignedInRequest) -> HttpResponse:
    """Act through another of one's posts, and go on where one was."""
    if request.method == "POST":
        value = request.POST.get("post", "")
        try:
            choose(request.actor, whole_number(value) or 0, now=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.sentence.said_in(_))
            return redirect("entrance:choose_post")
        return redirect(_next_of(request))
    return render(request, "entrance/choose_post.html", {"next": request.GET.get("next", "")})


@login_required
@require_POST
def choose_face(request: SignedInRequest) -> HttpResponse:
    """Somebody with a mandate looks after her own affairs as a worker, or acts for the party again. Others find nothing here."""
    if request.session.pop(AS_HERSELF, None):
        return redirect("home")
    if not request.actor.mandate or not is_employed(request.actor, today=timezone.localdate()):
        raise Http404
    request.session[AS_HERSELF] = True
    return redirect("home")


@login_required
def account(request: SignedInRequest) -> HttpResponse:
    """Who I am here: posts, password, second factor."""
    return render(request, "entrance/account.html", {"has_second_factor": is_mfa_enabled(request.user)})


def preferences(request: ActingRequest) -> HttpResponse:
    """Language, theme and type size, for this browser."""
    return render(request, "entrance/preferences.html", {"appearance": Appearance.of_request(request)})


def _next_of(request: SignedInRequest) -> str:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if target and is_ours else "home"

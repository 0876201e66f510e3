"""Verifying my own phone number by a code that is sent to it (services §J: ID-09)."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhijia.engines.messages.channels.configured import texting
from zhijia.engines.messages.jobs import send_phone_code
from zhijia.engines.messages.models import PhoneCode
from zhijia.engines.messages.phones.codes import DIGITS, ask_code, confirm_code, is_open, newest_code
from zhijia.engines.messages.phones.limits import limits_at
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Person
from zhijia.organisation.queries import get_person
from zhijia.services.organising.views.acting import bound, go, refused
from zhijia.ui.refusing import UNPROCESSABLE, put_refusal


class CodeForm(forms.Form):
    """The digits of the text."""

    code = forms.CharField(
        label=gettext_lazy("验证码"),
        max_length=12,
        help_text=gettext_lazy("短信里的6位数字。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        digits = "".join(self.cleaned_data["code"].split())
        if not digits.isascii() or not digits.isdigit() or len(digits) != DIGITS:
            raise forms.ValidationError(_("请填写6位数字。"))
        return digits


@dataclass(frozen=True, slots=True)
class PhonePage:
    """The number and how far it is verified. `code` is the one that was asked for last."""

    person: Person
    code: PhoneCode | None
    may_ask: bool
    is_open: bool
    is_on_its_way: bool
    minutes: int


@never_cache
@require_http_methods(["GET", "POST"])
def phone(request: ActingRequest) -> HttpResponse:
    """The number, and where the code is entered."""
    person, form = get_person(request.actor, request.actor.person_id or 0), bound(request, CodeForm)
    if form.is_bound and form.is_valid():
        try:
            confirm_code(request.actor, form.cleaned_data["code"], now=timezone.now())
        except Refused as refusal:  # what it counted stands
            put_refusal(form, refusal)
        else:
            return go(request, _("手机号码已核验。"), reverse("portal:record"))
    context = {"page": _read(request, person), "form": form}
    return render(request, "portal/phone.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def ask_phone_code(request: ActingRequest) -> HttpResponse:
    """Have a code sent to my number."""
    try:
        code = ask_code(request.actor, now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, back=reverse("portal:phone"))
    send_phone_code.defer(code_id=code.pk)
    messages.success(request, _("验证码正在发送，收到后填在这里。"))
    return redirect("portal:phone")


def _read(request: ActingRequest, person: Person) -> PhonePage:
    code, now = newest_code(request.actor), timezone.now()
    limits = limits_at(person.home.place, now=now)
    is_fresh = code is not None and now - code.asked_at < limits.lasts and code.used_at is None
    return PhonePage(
        person=person,
        code=code,
        may_ask=texting() is not None and person.phone is not None and person.phone_verified_at is None,
        is_open=code is not None and is_open(code, tries=limits.tries, now=now),
        is_on_its_way=is_fresh and code is not None and not code.code_hash and code.failed_at is None,
        minutes=int(limits.lasts.total_seconds() // 60),
    )

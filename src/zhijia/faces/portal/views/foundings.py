"""A worker asks on her phone that a union be founded where she works."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.organising.founding.opening import ask_for_union
from zhijia.ui.refusing import UNPROCESSABLE


class WishForm(forms.Form):
    """建会意愿: why, in her own words."""

    wish = forms.CharField(label=_("为什么想建工会"), max_length=1000, min_length=4, widget=forms.Textarea({"rows": 4}))


@require_http_methods(["GET", "POST"])
@never_cache
def ask(request: ActingRequest) -> HttpResponse:
    """The form, and back to her union's page."""
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_union(request.actor, wish=form.cleaned_data["wish"], now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.sentence.said_in(gettext))
        else:
            messages.success(request, gettext("已提交给上级工会，办理情况在“我的工会”里。"))
            return redirect("portal:union")
    words = {
        "title": gettext("申请在我的单位建工会"),
        "lede": gettext("由单位所在地的上级工会受理，不通知用人单位。"),
        "act": gettext("提交"),
        "back": reverse("portal:union"),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "ui/form_page.html", {"form": form, **words}, status=status)

"""Open affairs on the phone of a worker: reading, rating, asking."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.openness.asking.forms import AskForm, MarkForm
from zhijia.services.openness.asking.marking import mark_read
from zhijia.services.openness.asking.opening import ask
from zhijia.services.openness.asking.presenting import facts_of_list, present
from zhijia.services.openness.asking.queries import read_list, read_one
from zhijia.services.openness.presenting.words import title_read
from zhijia.ui.refusing import UNPROCESSABLE, put_refusal


@require_GET
def list_mine(request: ActingRequest) -> HttpResponse:
    """What was disclosed where the reader works."""
    facts = facts_of_list(read_list(request.actor, today=timezone.localdate()))
    return render(request, "openness/mine.html", {"facts": facts})


@require_GET
def show(request: ActingRequest, case: int) -> HttpResponse:
    """One disclosure; that it was opened is not kept, only what she marks."""
    read = read_one(request.actor, case, today=timezone.localdate())
    return render(request, "openness/read.html", present(read))


@require_POST
def mark(request: ActingRequest, case: int) -> HttpResponse:
    """Count her as a reader, with or without a grade."""
    read = read_one(request.actor, case, today=timezone.localdate())
    form = MarkForm(request.POST)
    if not form.is_valid():
        return render(request, "openness/read.html", {**present(read), "form": form}, status=UNPROCESSABLE)
    try:
        mark_read(request.actor, case, **form.cleaned_data, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
    else:
        messages.success(request, _("已记下。工会和单位只看得到人数。"))
    return redirect("openness:read", case)


@require_http_methods(["GET", "POST"])
def ask_about(request: ActingRequest, case: int) -> HttpResponse:
    """Ask about a disclosure; what was typed is kept until it is sent."""
    read = read_one(request.actor, case, today=timezone.localdate())
    form = AskForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            ask(request.actor, case, **form.cleaned_data, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
        else:
            messages.success(request, _("已提交，答复会公开在这一页。"))
            return redirect("openness:read", case)
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    back = reverse("openness:read", args=[case])
    words = {"title": _("提问"), "lede": title_read(read.row), "act": _("提交"), "back": back}
    return render(request, "ui/form_page.html", {"form": form, **words}, status=status)

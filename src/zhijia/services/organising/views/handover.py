"""Handing a post over: one day, one successor, and what is awaited of the post goes with it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_fill_post
from zhijia.organisation.queries import get_post
from zhijia.services.organising.actions import hand_post_over
from zhijia.services.organising.forms.people import HandOverForm
from zhijia.services.organising.presenting.handover import read_hand_over_page
from zhijia.services.organising.views.acting import attempt, bound, demand, go
from zhijia.ui.refusing import UNPROCESSABLE


@login_required
def hand_over(request: ActingRequest, pk: int) -> HttpResponse:
    """Name who takes a post, once what lies on its desk has been shown."""
    post = get_post(request.actor, pk)
    demand(lambda: check_fill_post(request.actor, path=post.path, role=post.role))
    form = bound(request, HandOverForm, actor=request.actor, initial={"on": timezone.localdate()})
    back = reverse("organising:post", args=[pk])
    if form.is_bound and form.is_valid():
        count = attempt(form, lambda: hand_post_over(request.actor, post, **form.cleaned_data, now=timezone.now()))
        if count is not None:
            words = ngettext("岗位已交接，%(n)d 件待办一并移交。", "岗位已交接，%(n)d 件待办一并移交。", count)
            return go(request, words % {"n": count}, back)
    context = {
        "form": form,
        "title": _("交接“%(post)s”") % {"post": post.title},
        "lede": _("待办跟着岗位走，接任人登录后就在待办里看到。"),
        "act": _("交接岗位"),
        "back": back,
        "page": read_hand_over_page(post),
    }
    return render(request, "organising/hand_over.html", context, status=UNPROCESSABLE if form.errors else 200)

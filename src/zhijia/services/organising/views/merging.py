"""Two records of one human: compared, put together on two people's word, taken apart again."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.merging import ask_merge, ask_split, decide_merge
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import get_person
from zhijia.organisation.queries.merges import get_merge, merge_asked, merges_visible_to, signs
from zhijia.services.organising.forms.merging import MergeForm, SplitForm
from zhijia.services.organising.presenting.merging import present_merges, side_of, signs_in_words, split_title
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go, refused
from zhijia.ui.refusing import UNPROCESSABLE


@login_required
def merge(request: ActingRequest, pk: int, other: int) -> HttpResponse:
    """Two records side by side; ask for them to be put together."""
    people = get_person(request.actor, pk), get_person(request.actor, other)
    for person in people:
        demand(lambda person=person: check_administer(request.actor, person.path))  # type: ignore[misc]
    form = bound(request, MergeForm, people=people)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        kept, dropped = people if given["kept"] == str(pk) else people[::-1]
        if attempt(form, lambda: ask_merge(request.actor, kept, dropped, reason=given["reason"], now=timezone.now())):
            return go(request, _("已申请，等另一岗位复核。"), reverse("organising:merges"))
    waiting = merge_asked(*people)
    context = {
        "waiting": present_merges(request.actor, [waiting], now=timezone.now())[0] if waiting else None,
        "title": _("是不是同一个人"),
        "lede": signs_in_words(signs(*people)) or _("姓名、证件、出生日期和手机号码没有相同之处，请谨慎。"),
        "sides": [side_of(person) for person in people],
        "form": form,
        "act": _("申请合并"),
        "back": reverse("organising:person", args=[pk]),
    }
    return render(request, "organising/merge.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_GET
def merges(request: ActingRequest) -> HttpResponse:
    """What was asked, confirmed and taken apart in the actor's scope."""
    rows = present_merges(request.actor, merges_visible_to(request.actor), now=timezone.now())
    return render(request, "organising/merges.html", {"rows": rows})


@login_required
@require_POST
def decide(request: ActingRequest, pk: int) -> HttpResponse:
    """Confirm or turn down what another post asked."""
    asked, back = get_merge(request.actor, pk), reverse("organising:merges")
    agrees, declines = "agrees" in request.POST, "declines" in request.POST
    demand(lambda: check_administer(request.actor, asked.path))
    if agrees == declines:
        return refused(request, Refused("请选“同意”或者“不同意”。没有任何变动。"), back=back)
    try:
        with transaction.atomic():
            decide_merge(request.actor, asked, agrees=agrees, now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, back=back)
    return go(request, _("已复核，随即生效。") if agrees else _("已退回，没有任何变动。"), back)


@login_required
def split(request: ActingRequest, pk: int) -> HttpResponse:
    """Ask for a merge to be taken apart."""
    done, back = get_merge(request.actor, pk), reverse("organising:merges")
    demand(lambda: check_administer(request.actor, done.kept.path))
    form = bound(request, SplitForm)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: ask_split(request.actor, done, reason=reason, now=timezone.now())):
            return go(request, _("已申请，等另一岗位复核。"), back)
    title = split_title(done)
    lede = _("合并时移过来的记录回到原处，搁置的恢复原样；合并以后新登记的留在保留的记录上。")
    return form_page(request, form, title=title, act=_("申请拆分"), back=back, lede=lede)

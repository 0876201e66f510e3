"""People and posts: their pages, and who holds what."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhijia.organisation.accounts.opening import open_account
from zhijia.organisation.actions import (
    Appointment,
    appoint,
    close_post,
    create_post,
    end_holding,
    enter_person,
    name_deputy,
)
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer, check_fill_post, check_name_deputy
from zhijia.organisation.queries import get_holding, get_person, get_post, get_union
from zhijia.organisation.queries.merges import kept_for
from zhijia.services.organising.actions import enter_person_with_account
from zhijia.services.organising.forms.people import AccountForm, AppointForm, DeputyForm, PersonForm, PostForm
from zhijia.services.organising.forms.records import EndForm
from zhijia.services.organising.presenting.people import read_person_page, read_post_page
from zhijia.services.organising.presenting.records import union_url
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go


@login_required
@require_GET
def person(request: ActingRequest, pk: int) -> HttpResponse:
    """Where a person belongs, which posts she holds, and how her account stands."""
    try:
        found = get_person(request.actor, pk)
    except Http404:
        if kept := kept_for(request.actor, pk):
            return redirect("organising:person", kept)
        raise
    page = read_person_page(request.actor, found, today=timezone.localdate())
    return render(request, "organising/person.html", {"page": page})


@login_required
@require_GET
def post(request: ActingRequest, pk: int) -> HttpResponse:
    """Who holds and held a post."""
    page = read_post_page(request.actor, get_post(request.actor, pk), today=timezone.localdate())
    return render(request, "organising/post.html", {"page": page})


@login_required
def enter(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter a person of a union, with an account if wanted."""
    union = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, union.path))
    form = bound(request, PersonForm)
    if form.is_bound and form.is_valid():
        made = attempt(form, lambda: _enter(request, pk, form.cleaned_data))
        if made:
            return go(request, _("已录入“%(name)s”。") % {"name": form.cleaned_data["name"]}, _person_url(made))
    title = _("录入“%(name)s”的人员") % {"name": union.name}
    return form_page(request, form, title=title, act=_("录入人员"), back=union_url(pk))


@login_required
def open_for(request: ActingRequest, pk: int) -> HttpResponse:
    """Open an account for a person who has none."""
    found = get_person(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    form = bound(request, AccountForm)
    if form.is_bound and form.is_valid():
        username = form.cleaned_data["username"]
        if attempt(form, lambda: open_account(request.actor, found, username=username, now=timezone.now())):
            return go(request, _("账号已建立，接着可以签发凭条。"), _person_url(pk))
    title = _("为“%(name)s”建立账号") % {"name": found.name}
    return form_page(request, form, title=title, act=_("建立账号"), back=_person_url(pk))


@login_required
def create(request: ActingRequest, pk: int) -> HttpResponse:
    """Create a post at a union."""
    union = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, union.path))
    form = bound(request, PostForm, actor=request.actor, kind=union.kind, path=union.path)
    if form.is_bound and form.is_valid():
        entry = form.entry()  # type: ignore[attr-defined]
        made = attempt(form, lambda: create_post(request.actor, union=union, entry=entry, now=timezone.now()))
        if made:
            return go(request, _("岗位已设立，接着可以任命。"), _post_url(made.pk))
    title = _("在“%(name)s”设立岗位") % {"name": union.name}
    return form_page(request, form, title=title, act=_("设立岗位"), back=union_url(pk))


@login_required
def appoint_to(request: ActingRequest, pk: int) -> HttpResponse:
    """Let a person hold a post."""
    found = get_post(request.actor, pk)
    demand(lambda: check_fill_post(request.actor, path=found.path, role=found.role))
    form = bound(request, AppointForm, actor=request.actor, initial={"from_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        appointment = Appointment(found, given["person"], given["from_on"], given["to_on"])
        if attempt(form, lambda: appoint(request.actor, appointment, now=timezone.now())):
            return go(request, _("已登记任职。"), _post_url(pk))
    title = _("任命“%(post)s”") % {"post": found.title}
    return form_page(request, form, title=title, act=_("任命"), back=_post_url(pk))


@login_required
def name_deputy_of(request: ActingRequest, pk: int) -> HttpResponse:
    """Let a person stand in for a post between two days."""
    found = get_post(request.actor, pk)
    demand(lambda: check_name_deputy(request.actor, found))
    form = bound(request, DeputyForm, actor=request.actor, initial={"from_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: name_deputy(request.actor, post=found, **given, now=timezone.now())):
            return go(request, _("已指定代理。"), _post_url(pk))
    title = _("指定“%(post)s”的代理") % {"post": found.title}
    return form_page(request, form, title=title, act=_("指定代理"), back=_post_url(pk))


@login_required
def leave(request: ActingRequest, pk: int) -> HttpResponse:
    """End a holding."""
    holding = get_holding(request.actor, pk)
    demand(lambda: check_fill_post(request.actor, path=holding.post.path, role=holding.post.role))
    form = bound(request, EndForm, initial={"to_on": timezone.localdate()})
    back = _post_url(holding.post_id)
    if form.is_bound and form.is_valid():
        to_on = form.cleaned_data["to_on"]
        attempt(form, lambda: end_holding(request.actor, holding, to_on=to_on, now=timezone.now()))
        if not form.errors:
            return go(request, _("已登记离任。"), back)
    title = _("%(name)s离任") % {"name": holding.person.name}
    return form_page(request, form, title=title, act=_("登记离任"), back=back)


@login_required
def close(request: ActingRequest, pk: int) -> HttpResponse:
    """Close a post that nobody holds any more."""
    found = get_post(request.actor, pk)
    demand(lambda: check_fill_post(request.actor, path=found.path, role=found.role))
    form = bound(request, EndForm, initial={"to_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        to_on = form.cleaned_data["to_on"]
        attempt(form, lambda: close_post(request.actor, found, closed_on=to_on, now=timezone.now()))
        if not form.errors:
            return go(request, _("岗位已撤销。"), union_url(found.union_id))
    title = _("撤销“%(post)s”") % {"post": found.title}
    return form_page(request, form, title=title, act=_("撤销岗位"), back=_post_url(pk))


def _enter(request: ActingRequest, union_id: int, given: dict[str, Any]) -> int:
    actor, union, now = request.actor, get_union(request.actor, union_id), timezone.now()
    if given["has_account"]:
        username = given["username"]
        return enter_person_with_account(actor, home=union, name=given["name"], username=username, now=now).pk
    return enter_person(actor, home=union, name=given["name"], now=now).pk


def _person_url(pk: int) -> str:
    return reverse("organising:person", args=[pk])


def _post_url(pk: int) -> str:
    return reverse("organising:post", args=[pk])

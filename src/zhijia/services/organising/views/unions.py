"""The page of a union, and the acts on it."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhijia.organisation.actions import (
    change_union,
    cover_enterprise,
    create_union,
    end_other_parent,
    set_other_parent,
    uncover_enterprise,
)
from zhijia.organisation.actions.unions import entry_of
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import get_coverage, get_other_parent, get_union
from zhijia.services.organising.forms.records import CoverForm, EndForm, ParentForm, UnionForm
from zhijia.services.organising.presenting.records import union_url
from zhijia.services.organising.presenting.unions import read_union_page
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go


@login_required
@require_GET
def union(request: ActingRequest, pk: int) -> HttpResponse:
    """Facts, term, posts and holders, covered enterprises, other parents, panels, what happened."""
    page = read_union_page(request.actor, get_union(request.actor, pk), today=timezone.localdate())
    return render(request, "organising/union.html", {"page": page})


@login_required
def create(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter a union below this one."""
    parent = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, parent.path))
    form = bound(request, UnionForm, parent_kind=parent.kind, initial={"place": parent.place})
    if form.is_bound and form.is_valid():
        entry = form.entry()  # type: ignore[attr-defined]
        made = attempt(form, lambda: create_union(request.actor, parent=parent, entry=entry, now=timezone.now()))
        if made:
            return go(request, _("已录入“%(name)s”。") % {"name": made.name}, union_url(made.pk))
    title = _("在“%(name)s”之下录入工会") % {"name": parent.name}
    return form_page(request, form, title=title, act=_("录入工会"), back=union_url(pk))


@login_required
def change(request: ActingRequest, pk: int) -> HttpResponse:
    """Change the facts of this union."""
    found = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    parent_kind = found.parent.kind if found.parent else None
    form = bound(request, UnionForm, parent_kind=parent_kind, initial=asdict(entry_of(found)))
    if form.is_bound and form.is_valid():
        entry = form.entry()  # type: ignore[attr-defined]
        if attempt(form, lambda: change_union(request.actor, found, entry=entry, now=timezone.now())):
            return go(request, _("已保存。"), union_url(pk))
    return form_page(request, form, title=_("变更“%(name)s”") % {"name": found.name}, act=_("保存"), back=union_url(pk))


@login_required
def set_parent(request: ActingRequest, pk: int) -> HttpResponse:
    """Give this union another parent for one purpose."""
    found = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    form = bound(request, ParentForm, actor=request.actor, initial={"from_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: set_other_parent(request.actor, found, **given, now=timezone.now())):
            return go(request, _("已设定归口关系。"), union_url(pk))
    title = _("设定“%(name)s”的归口关系") % {"name": found.name}
    return form_page(request, form, title=title, act=_("设定"), back=union_url(pk))


@login_required
def end_parent(request: ActingRequest, pk: int) -> HttpResponse:
    """End another parent."""
    row = get_other_parent(request.actor, pk)
    demand(lambda: check_administer(request.actor, row.union.path))
    form = bound(request, EndForm, initial={"to_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        to_on = form.cleaned_data["to_on"]
        attempt(form, lambda: end_other_parent(request.actor, row, to_on=to_on, now=timezone.now()))
        if not form.errors:
            return go(request, _("归口关系已解除。"), union_url(row.union_id))
    return form_page(request, form, title=_("解除归口关系"), act=_("解除"), back=union_url(row.union_id))


@login_required
def cover(request: ActingRequest, pk: int) -> HttpResponse:
    """Let this union cover an enterprise."""
    found = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    form = bound(request, CoverForm, actor=request.actor, initial={"from_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: cover_enterprise(request.actor, union=found, **given, now=timezone.now())):
            return go(request, _("已登记覆盖关系。"), union_url(pk))
    title = _("登记“%(name)s”覆盖的用人单位") % {"name": found.name}
    return form_page(request, form, title=title, act=_("登记"), back=union_url(pk))


@login_required
def uncover(request: ActingRequest, pk: int) -> HttpResponse:
    """End a coverage."""
    coverage = get_coverage(request.actor, pk)
    demand(lambda: check_administer(request.actor, coverage.path))
    form = bound(request, EndForm, initial={"to_on": timezone.localdate()})
    back = reverse("organising:union", args=[coverage.union_id])
    if form.is_bound and form.is_valid():
        to_on = form.cleaned_data["to_on"]
        attempt(form, lambda: uncover_enterprise(request.actor, coverage, to_on=to_on, now=timezone.now()))
        if not form.errors:
            return go(request, _("覆盖关系已结束。"), back)
    title = _("结束对“%(name)s”的覆盖") % {"name": coverage.enterprise.name}
    return form_page(request, form, title=title, act=_("结束覆盖"), back=back)

"""Chains with their stores, and what industry federations cover."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import get_union
from zhijia.services.organising.chains import actions, presenting
from zhijia.services.organising.chains.forms import (
    ChainForm,
    DayForm,
    FederationCoverForm,
    FederationForm,
    SiteForm,
    StoresForm,
)
from zhijia.services.organising.chains.queries import get_chain, get_federation, get_federation_coverage, get_store
from zhijia.services.organising.presenting.records import union_url
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go


@login_required
@require_GET
def chains(request: ActingRequest) -> HttpResponse:
    """Chains in sight, with the share of stores covered."""
    page = presenting.read_chains(request.actor, today=timezone.localdate())
    return render(request, "organising/chains/list.html", {"page": page})


@login_required
@require_GET
def chain(request: ActingRequest, pk: int) -> HttpResponse:
    """One chain with its stores."""
    page = presenting.read_chain(request.actor, get_chain(request.actor, pk), today=timezone.localdate())
    return render(request, "organising/chains/chain.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def enter_chain(request: ActingRequest) -> HttpResponse:
    demand(lambda: check_administer(request.actor, request.actor.path))
    form = bound(request, ChainForm, actor=request.actor)
    if form.is_bound and form.is_valid():
        entered = attempt(form, lambda: actions.enter_chain(request.actor, now=timezone.now(), **form.cleaned_data))
        if entered is not None:
            return redirect("organising:chain", entered.pk)
    return form_page(request, form, title=_("登记连锁企业"), act=_("登记"), back=reverse("organising:chains"))


@login_required
@require_http_methods(["GET", "POST"])
def add_stores(request: ActingRequest, pk: int) -> HttpResponse:
    """Many employers as stores, by name."""
    found = get_chain(request.actor, pk)
    demand(lambda: check_administer(request.actor, request.actor.path))
    form, back = bound(request, StoresForm), reverse("organising:chain", args=[pk])
    if form.is_bound and form.is_valid():
        lines = form.cleaned_data["names"].splitlines()
        added = attempt(form, lambda: actions.add_stores(request.actor, found, lines, now=timezone.now()))
        if added is not None and added.unknown:
            words = _("没有找到：%(names)s。其余的已经登记。") % {"names": "、".join(added.unknown[:20])}
            form.add_error("names", words)
        elif added is not None:
            return go(request, _("已登记 %(n)s 家门店。") % {"n": added.count}, back)
    return form_page(request, form, title=_("登记连锁门店"), act=_("登记"), back=back, lede=found.brand)


@login_required
@require_http_methods(["GET", "POST"])
def add_site(request: ActingRequest, pk: int) -> HttpResponse:
    """A store that is no employer of its own."""
    found = get_chain(request.actor, pk)
    demand(lambda: check_administer(request.actor, request.actor.path))
    form, back = bound(request, SiteForm, actor=request.actor), reverse("organising:chain", args=[pk])
    if form.is_bound and form.is_valid():
        attempt(form, lambda: actions.add_site(request.actor, found, now=timezone.now(), **form.cleaned_data))
        if not form.errors:
            return go(request, _("已登记。"), back)
    return form_page(request, form, title=_("登记没有单独注册的门店"), act=_("登记"), back=back, lede=found.brand)


@login_required
@require_http_methods(["GET", "POST"])
def close_store(request: ActingRequest, pk: int) -> HttpResponse:
    store = get_store(request.actor, pk)
    demand(lambda: check_administer(request.actor, store.path))
    form, back = bound(request, DayForm), reverse("organising:chain", args=[store.chain_id])
    if form.is_bound and form.is_valid():
        attempt(form, lambda: actions.close_store(request.actor, store, on=form.cleaned_data["on"], now=timezone.now()))
        if not form.errors:
            return go(request, _("已登记。"), back)
    return form_page(request, form, title=_("门店关闭"), act=_("登记"), back=back, lede=store.name)


@login_required
@require_http_methods(["GET", "POST"])
def record_federation(request: ActingRequest, pk: int) -> HttpResponse:
    union = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, union.path))
    form = bound(request, FederationForm)
    if form.is_bound and form.is_valid():
        facts = actions.FederationFacts(**form.cleaned_data)
        attempt(form, lambda: actions.record_federation(request.actor, union, facts, now=timezone.now()))
        if not form.errors:
            return go(request, _("已登记。"), union_url(pk))
    return form_page(request, form, title=_("登记行业工会联合会"), act=_("登记"), back=union_url(pk), lede=union.name)


@login_required
@require_http_methods(["GET", "POST"])
def cover_by_federation(request: ActingRequest, pk: int) -> HttpResponse:
    federation = get_federation(request.actor, pk)
    demand(lambda: check_administer(request.actor, federation.path))
    form = bound(request, FederationCoverForm, actor=request.actor)
    if form.is_bound and form.is_valid():
        attempt(
            form,
            lambda: actions.cover_by_federation(request.actor, federation, now=timezone.now(), **form.cleaned_data),
        )
        if not form.errors:
            return go(request, _("已登记。"), union_url(pk))
    lede = federation.union.name
    return form_page(request, form, title=_("登记覆盖单位"), act=_("登记"), back=union_url(pk), lede=lede)


@login_required
@require_http_methods(["GET", "POST"])
def end_federation_coverage(request: ActingRequest, pk: int) -> HttpResponse:
    coverage = get_federation_coverage(request.actor, pk)
    demand(lambda: check_administer(request.actor, coverage.path))
    form, back = bound(request, DayForm), union_url(coverage.federation.union_id)
    if form.is_bound and form.is_valid():
        on = form.cleaned_data["on"]
        attempt(form, lambda: actions.end_federation_coverage(request.actor, coverage, on=on, now=timezone.now()))
        if not form.errors:
            return go(request, _("已登记。"), back)
    return form_page(request, form, title=_("结束覆盖"), act=_("登记"), back=back, lede=coverage.enterprise.name)

"""The page of an enterprise, and the acts on it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhijia.organisation.actions import change_enterprise, enter_enterprise
from zhijia.organisation.actions.enterprises import entry_of
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import get_enterprise, get_union
from zhijia.services.organising.forms.records import EnterpriseForm
from zhijia.services.organising.presenting.enterprises import read_enterprise_page
from zhijia.services.organising.presenting.records import union_url
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go


@login_required
@require_GET
def enterprise(request: ActingRequest, pk: int) -> HttpResponse:
    """Who they are, which union, and a grid of panels with one verdict each."""
    page = read_enterprise_page(request.actor, get_enterprise(request.actor, pk), today=timezone.localdate())
    return render(request, "organising/enterprise.html", {"page": page})


@login_required
def enter(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter an enterprise in the territory of a union."""
    territory = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, territory.path))
    form = bound(request, EnterpriseForm, initial={"place": territory.place})
    if form.is_bound and form.is_valid():
        entry = form.entry()  # type: ignore[attr-defined]
        made = attempt(
            form, lambda: enter_enterprise(request.actor, territory=territory, entry=entry, now=timezone.now())
        )
        if made:
            url = reverse("organising:enterprise", args=[made.pk])
            return go(request, _("已录入“%(name)s”。") % {"name": made.name}, url)
    title = _("录入“%(name)s”属地的用人单位") % {"name": territory.name}
    return form_page(request, form, title=title, act=_("录入用人单位"), back=union_url(pk))


@login_required
def change(request: ActingRequest, pk: int) -> HttpResponse:
    """Change the facts of this enterprise."""
    found = get_enterprise(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    back = reverse("organising:enterprise", args=[pk])
    form = bound(request, EnterpriseForm, stored=entry_of(found))
    if form.is_bound and form.is_valid():
        entry = form.entry()  # type: ignore[attr-defined]
        if attempt(form, lambda: change_enterprise(request.actor, found, entry=entry, now=timezone.now())):
            return go(request, _("已保存。"), back)
    return form_page(request, form, title=_("变更“%(name)s”") % {"name": found.name}, act=_("保存"), back=back)

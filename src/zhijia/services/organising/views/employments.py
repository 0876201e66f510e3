"""Who works where: entered from the page of the person or of the enterprise, ended from either."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.organisation.actions import employ, end_employment
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Enterprise, Person
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import get_employment, get_enterprise, get_person
from zhijia.services.organising.forms.people import EmployeeForm, EmployerForm
from zhijia.services.organising.forms.records import EndForm
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go


@login_required
def employ_person(request: ActingRequest, pk: int) -> HttpResponse:
    """Record where a person works."""
    person = get_person(request.actor, pk)
    demand(lambda: check_administer(request.actor, person.path))
    form = bound(request, EmployerForm, actor=request.actor, initial={"from_on": timezone.localdate()})
    back = reverse("organising:person", args=[pk])
    if form.is_bound and form.is_valid() and _employ(request, form, person, form.cleaned_data["enterprise"]):
        return go(request, _("劳动关系已登记。"), back)
    title = _("登记“%(name)s”的劳动关系") % {"name": person.name}
    return form_page(request, form, title=title, act=_("登记"), back=back)


@login_required
def employ_here(request: ActingRequest, pk: int) -> HttpResponse:
    """Record who works for an enterprise; the person is one whose record the actor keeps."""
    enterprise = get_enterprise(request.actor, pk)
    demand(lambda: check_administer(request.actor, request.actor.path))
    form = bound(request, EmployeeForm, actor=request.actor, initial={"from_on": timezone.localdate()})
    back = reverse("organising:enterprise", args=[pk])
    if form.is_bound and form.is_valid() and _employ(request, form, form.cleaned_data["person"], enterprise):
        return go(request, _("劳动关系已登记。"), back)
    title = _("登记在“%(name)s”工作的人") % {"name": enterprise.name}
    return form_page(request, form, title=title, act=_("登记"), back=back)


@login_required
def end(request: ActingRequest, pk: int) -> HttpResponse:
    """End an employment; what was stays on both pages."""
    employment = get_employment(request.actor, pk)
    demand(lambda: check_administer(request.actor, employment.person.path))
    form = bound(request, EndForm, initial={"to_on": timezone.localdate()})
    back = reverse("organising:person", args=[employment.person_id])
    if form.is_bound and form.is_valid():
        to_on = form.cleaned_data["to_on"]
        attempt(form, lambda: end_employment(request.actor, employment, to_on=to_on, now=timezone.now()))
        if not form.errors:
            return go(request, _("劳动关系已结束。"), back)
    names = {"person": employment.person.name, "enterprise": employment.enterprise.name}
    title = _("结束“%(person)s”在“%(enterprise)s”的劳动关系") % names
    return form_page(request, form, title=title, act=_("结束劳动关系"), back=back)


def _employ(request: ActingRequest, form: forms.Form, person: Person, enterprise: Enterprise) -> bool:
    from_on, to_on, now = form.cleaned_data["from_on"], form.cleaned_data["to_on"], timezone.now()
    made = attempt(
        form,
        lambda: employ(request.actor, person=person, enterprise=enterprise, from_on=from_on, to_on=to_on, now=now),
    )
    return made is not None

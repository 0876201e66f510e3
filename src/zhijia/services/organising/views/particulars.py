"""A person's particulars: kept, opened for a reason, and people found by an exact number."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from zhijia.lib.normalise import tidy_code
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.actions.unmasking import unmask
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer, check_unmask
from zhijia.organisation.queries import get_person
from zhijia.organisation.queries.numbers import people_by_id_number, people_by_phone
from zhijia.services.organising.forms.particulars import NumberForm, ParticularsForm, ReasonForm
from zhijia.services.organising.presenting.particulars import opened_facts
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go, says_why_not
from zhijia.ui.refusing import UNPROCESSABLE

FINDERS = {"id_number": people_by_id_number, "phone": people_by_phone}


@login_required
@never_cache
@sensitive_post_parameters()
@says_why_not
def describe(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter or change a person's particulars."""
    person = get_person(request.actor, pk)
    demand(lambda: check_administer(request.actor, person.path))
    form, back = bound(request, ParticularsForm, person=person), reverse("organising:person", args=[pk])
    if form.is_bound and form.is_valid():
        entry = form.entry()  # type: ignore[attr-defined]
        doubts = attempt(form, lambda: describe_person(request.actor, person, entry, now=timezone.now()))
        if doubts is not None:
            for doubt in doubts:
                messages.warning(request, doubt.sentence.said_in(_))
            return go(request, _("已保存。"), back)
    title = _("登记“%(name)s”的个人信息") % {"name": person.name}
    lede = _("证件号码、手机和地址加密保存，页面上只显示一部分。没有的、不清楚的不填。")
    return form_page(request, form, title=title, act=_("保存"), back=back, lede=lede)


@login_required
@never_cache
def open_masked(request: ActingRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then show once what is masked."""
    person = get_person(request.actor, pk)
    demand(lambda: check_unmask(request.actor, person.path))
    form, back = bound(request, ReasonForm), reverse("organising:person", args=[pk])
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        opened = attempt(form, lambda: unmask(request.actor, person, reason=reason, now=timezone.now()))
        if opened:
            context = {"person": person, "facts": opened_facts(person, opened), "back": back}
            return render(request, "organising/person_opened.html", context)
    title = _("查看“%(name)s”的完整信息") % {"name": person.name}
    lede = _("只显示这一次。谁、以什么岗位、为什么看，记入这个人的留痕。")
    return form_page(request, form, title=title, act=_("查看"), back=back, lede=lede)


@login_required
@never_cache
@sensitive_post_parameters()
@says_why_not
def find_by_number(request: ActingRequest) -> HttpResponse:
    """People in scope with exactly this document or phone number."""
    form, found = bound(request, NumberForm), None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        found = FINDERS[given["what"]](request.actor, tidy_code(given["number"]))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "organising/person_by_number.html", {"form": form, "found": found}, status=status)

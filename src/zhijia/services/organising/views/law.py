"""Corrections of statutory parameters and of the calendar: what was entered, and entering more."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhijia.organisation.actions.law import NewOverride, override_day, override_parameter
from zhijia.organisation.actions.law import enter_notice as enter
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.overrides import parameter_overrides, working_calendar, years_to_ask_for
from zhijia.organisation.permissions import can_correct_law, check_correct_law
from zhijia.services.organising.forms.law import DayForm, NoticeForm, ParameterForm
from zhijia.services.organising.presenting.law import read_law_page, read_places
from zhijia.services.organising.presenting.parameters import Asked, read_parameters_page
from zhijia.services.organising.queries import find_law_scan, place_of_law, root_id
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go, send_scan


@require_GET
def parameters(request: ActingRequest) -> HttpResponse:
    """Every parameter of the law with its values and sources, for anybody; nothing of a person or a case is on it."""
    asked = Asked(request.GET.get("topic", ""), request.GET.get("q", "").strip()[:80])
    today = timezone.localdate()
    page = read_parameters_page(asked, place=place_of_law(), today=today, overrides=parameter_overrides())
    return render(request, "organising/parameters.html", {"page": page, "today": today})


@login_required
@require_GET
def law(request: ActingRequest) -> HttpResponse:
    """Every correction, newest first."""
    may = can_correct_law(request.actor, root_id=root_id())
    return render(request, "organising/law.html", {"page": read_law_page(today=timezone.localdate()), "may": may})


@login_required
def correct_parameter(request: ActingRequest) -> HttpResponse:
    """Give a parameter another value in this city."""
    demand(lambda: check_correct_law(request.actor, root_id=root_id()))
    initial = {"from_on": timezone.localdate() + timedelta(days=1)}
    form = bound(request, ParameterForm, initial=initial, places=read_places())
    if form.is_bound and form.is_valid():
        new = NewOverride(**form.cleaned_data)
        if attempt(form, lambda: override_parameter(request.actor, new, now=timezone.now())):
            return go(request, _("已修正参数；以后的计算按新值，已有的事项不变。"), reverse("organising:law"))
    back = reverse("organising:law")
    return form_page(request, form, title=_("修正参数"), act=_("修正"), back=back)


@login_required
@require_GET
def law_scan(request: ActingRequest, sha256: str) -> HttpResponseBase:
    """The scan of a local text, as a download."""
    scan = find_law_scan(sha256)
    if scan is None:
        raise Http404
    return send_scan(request, scan, back=reverse("organising:law"))


@login_required
def enter_notice(request: ActingRequest) -> HttpResponse:
    """Enter the notice of holidays of a whole year."""
    demand(lambda: check_correct_law(request.actor, root_id=root_id()))
    form = bound(request, NoticeForm, initial={"year": _first_year_asked_for()})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: enter(request.actor, **given, now=timezone.now())):
            return go(request, _("已录入放假通知；受影响的时限正在重算。"), reverse("organising:law"))
    return form_page(request, form, title=_("录入放假通知"), act=_("录入"), back=reverse("organising:law"))


def _first_year_asked_for() -> int | None:
    return next(iter(years_to_ask_for(working_calendar(), today=timezone.localdate())), None)


@login_required
def correct_day(request: ActingRequest) -> HttpResponse:
    """Say that a day works or rests."""
    demand(lambda: check_correct_law(request.actor, root_id=root_id()))
    form = bound(request, DayForm)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: override_day(request.actor, **given, now=timezone.now())):
            return go(request, _("已修正日历。"), reverse("organising:law"))
    return form_page(request, form, title=_("修正日历"), act=_("修正"), back=reverse("organising:law"))

"""The register of impact assessments: what was assessed, one of them, entering one, assessing again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.services.organising.assessments import actions, presenting
from zhijia.services.organising.assessments.forms import AssessmentForm
from zhijia.services.organising.assessments.models import ImpactAssessment
from zhijia.services.organising.assessments.queries import get_assessment
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page


@login_required
@require_GET
def assessments(request: ActingRequest) -> HttpResponse:
    """What was assessed, with how long each report must be kept."""
    page = presenting.read_assessments(request.actor, today=timezone.localdate())
    return render(request, "organising/assessments/list.html", {"page": page})


@login_required
@require_GET
def assessment(request: ActingRequest, pk: int) -> HttpResponse:
    """One assessment with what is to be pointed out."""
    found = get_assessment(request.actor, pk)
    page = presenting.read_assessment(request.actor, found, today=timezone.localdate())
    return render(request, "organising/assessments/assessment.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def enter_assessment(request: ActingRequest) -> HttpResponse:
    demand(lambda: check_administer(request.actor, request.actor.path))
    return _enter(request, None, back=reverse("organising:assessments"))


@login_required
@require_http_methods(["GET", "POST"])
def assess_again(request: ActingRequest, pk: int) -> HttpResponse:
    """A new assessment of the same processing, in the place of this one."""
    found = get_assessment(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    return _enter(request, found, back=reverse("organising:assessment", args=[pk]))


def _enter(request: ActingRequest, former: ImpactAssessment | None, *, back: str) -> HttpResponse:
    initial = presenting.initial_of(former) if former else {}
    form = bound(request, AssessmentForm, initial=initial)
    if form.is_bound and form.is_valid():
        entry = actions.NewAssessment(**form.cleaned_data)
        entered = attempt(
            form, lambda: actions.enter_assessment(request.actor, entry, replaces=former, now=timezone.now())
        )
        if entered is not None:
            return redirect("organising:assessment", entered.pk)
    title = _("重新评估") if former else _("登记影响评估")
    return form_page(request, form, title=title, act=_("登记"), back=back, lede=former.title if former else "")

"""What a union has set up for supervision, and its supervisors."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries import get_union
from zhijia.services.supervision.actions.bodies import name_supervisor, record_body
from zhijia.services.supervision.actions.opening import WHO_OPENS, can_open
from zhijia.services.supervision.forms.opening import BodyForm, SupervisorForm
from zhijia.services.supervision.presenting.bodies import body_of, present_verdicts
from zhijia.services.supervision.queries import supervisors_of


@require_http_methods(["GET", "POST"])
def show_bodies(request: ActingRequest, union: int) -> HttpResponse:
    """What the union has set up, what the law finds missing, who supervises. Whoever may, changes it here."""
    found = get_union(request.actor, union)
    may = can_open(request.actor, found)
    body = body_of(found)
    form = BodyForm(request.POST or None, instance=body)
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_(WHO_OPENS))
        if form.is_valid():
            record_body(found, form.cleaned_data, actor=request.actor, now=timezone.now())
            return redirect("supervision:bodies", union)
    context = {
        "union": found,
        "body": body,
        "form": form if may else None,
        "verdicts": present_verdicts(found, today=timezone.localdate()),
        "supervisors": supervisors_of(found),
        "supervisor_url": reverse("supervision:supervisor", args=[found.pk]) if may else "",
        "back": reverse("supervision:list"),
    }
    return render(request, "supervision/bodies.html", context)


@require_http_methods(["GET", "POST"])
def add_supervisor(request: ActingRequest, union: int) -> HttpResponse:
    """Name a supervisor of this union."""
    found = get_union(request.actor, union)
    if not can_open(request.actor, found):
        raise PermissionDenied(_(WHO_OPENS))
    form = SupervisorForm(request.POST or None)
    back = reverse("supervision:bodies", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        name_supervisor(found, form.cleaned_data, actor=request.actor, now=timezone.now())
        return redirect(back)
    context = {"form": form, "title": _("登记监督员"), "lede": found.name, "act": _("登记"), "back": back}
    return render(request, "ui/form_page.html", context)

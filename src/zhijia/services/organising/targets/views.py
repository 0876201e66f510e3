"""The list of targets, the overview of the drive, and the three ways onto the list."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.visits.views import give_worker
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Enterprise
from zhijia.services.organising.targets import presenting
from zhijia.services.organising.targets.checks import WHO_LISTS, is_office
from zhijia.services.organising.targets.codes import Obstacle
from zhijia.services.organising.targets.entering import GapForm, NamesForm, TargetForm
from zhijia.services.organising.targets.offline import DESK
from zhijia.services.organising.targets.opening import (
    MOST_AT_ONCE,
    NewTarget,
    gap_of,
    list_by_names,
    list_gap,
    open_targets,
)
from zhijia.services.organising.targets.queries import Chosen
from zhijia.services.organising.views.acting import attempt, bound, form_page, go
from zhijia.ui.downloads import workbook_response

SHOWN = 20
"""How many of the gap are named before they are put on the list."""


def _check_office(request: ActingRequest) -> None:
    if not is_office(request.actor, request.actor.path):
        raise PermissionDenied(_(WHO_LISTS))


@login_required
@require_GET
def list_targets(request: ActingRequest) -> HttpResponse:
    """Targets in sight, newest first."""
    today = timezone.localdate()
    listed = presenting.read_list(request.actor, _chosen(request), today=today)
    may_list = is_office(request.actor, request.actor.path)
    context = {"listed": listed, "may_list": may_list}
    return render(request, "organising/targets/list.html", context)


@login_required
@require_GET
def targets_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    sheet, rows = presenting.target_sheet(request.actor, _chosen(request), today=timezone.localdate())
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="organising.targets", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"targets-{timezone.localdate()}.xlsx")


@login_required
@require_GET
def overview(request: ActingRequest) -> HttpResponse:
    """The four clears, the stages, the obstacles."""
    page = presenting.read_overview(request.actor, today=timezone.localdate())
    return render(request, "organising/targets/overview.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def contact(request: ActingRequest) -> HttpResponse:
    """Write a contact down on a phone, or keep one that was written."""
    return DESK.write(request)


@login_required
@require_GET
@never_cache
def contact_ticket(request: ActingRequest) -> JsonResponse:
    return DESK.give_ticket(request)


@login_required
@require_GET
def contact_kept(request: ActingRequest) -> HttpResponse:
    return DESK.show_empty(request)


@login_required
@require_GET
def contact_worker(_request: ActingRequest) -> HttpResponse:
    return give_worker()


@login_required
@require_http_methods(["GET", "POST"])
def enter_target(request: ActingRequest) -> HttpResponse:
    """Put one enterprise on the list."""
    _check_office(request)
    form = bound(request, TargetForm, actor=request.actor)
    if form.is_bound and form.is_valid():
        entry = NewTarget(**form.cleaned_data)
        opened = attempt(form, lambda: open_targets([entry], actor=request.actor, now=timezone.now()))
        if opened:
            return redirect("cases:case", opened[0].case_id)
    back = reverse("organising:targets")
    return form_page(request, form, title=_("列入建会对象"), act=_("列入名单"), back=back)


@login_required
@require_http_methods(["GET", "POST"])
def enter_targets(request: ActingRequest) -> HttpResponse:
    """Put many on the list by their names."""
    _check_office(request)
    form = bound(request, NamesForm)
    if form.is_bound and form.is_valid():
        lines, source = form.cleaned_data["names"].splitlines(), form.cleaned_data["source"]
        listed = attempt(form, lambda: list_by_names(lines, source=source, actor=request.actor, now=timezone.now()))
        if listed is not None and listed.unknown:
            form.add_error(
                "names", _("没有找到：%(names)s。其余的已经列入。") % {"names": "、".join(listed.unknown[:20])}
            )
        elif listed is not None:
            words = _("已列入 %(n)s 家，%(m)s 家已在名单中或者已有工会。") % {
                "n": listed.count,
                "m": len(listed.passed_over),
            }
            return go(request, words, reverse("organising:targets"))
    back = reverse("organising:targets")
    return form_page(request, form, title=_("批量列入建会对象"), act=_("列入名单"), back=back)


@login_required
@require_http_methods(["GET", "POST"])
def list_the_gap(request: ActingRequest) -> HttpResponse:
    """Look how many enterprises have no union, and which; the second button puts them on the list."""
    _check_office(request)
    form = bound(request, GapForm, actor=request.actor)
    count, first = None, list[Enterprise]()
    if form.is_bound and form.is_valid():
        union = form.cleaned_data["under"]
        chosen = {"under": union.path if union else "", "large_only": form.cleaned_data["large_only"]}
        if request.POST.get("confirmed") == "1":
            opened = attempt(form, lambda: list_gap(request.actor, now=timezone.now(), **chosen))
            if opened:
                words = _("已列入 %(n)s 家。") % {"n": len(opened)}
                return go(request, words, reverse("organising:targets"))
        else:
            found = gap_of(request.actor, today=timezone.localdate(), **chosen)
            count, first = found.count(), list(found.select_related("territory")[:SHOWN])
    context = {
        "form": form,
        "count": count,
        "first": first,
        "left": (count or 0) - len(first),
        "most": MOST_AT_ONCE,
        "back": reverse("organising:targets"),
    }
    return render(request, "organising/targets/gap.html", context, status=422 if form.errors else 200)


def _chosen(request: ActingRequest) -> Chosen:
    asked = request.GET
    group, priority, stage = (asked.get(name, "") for name in ("group", "priority", "stage"))
    before = whole_number(asked.get("before", ""))
    obstacle = asked.get("obstacle", "")
    return Chosen(
        group,
        priority,
        stage,
        asked.get("late") == "1",
        asked.get("mine") == "1",
        before,
        obstacle if obstacle in Obstacle.values else "",
    )

"""A plan that stands: its facts, goals, measures and tasks, its targets, its sheet."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhijia.organisation.middleware import ActingRequest
from zhijia.services.plans.closing import can_close
from zhijia.services.plans.permissions import can_review
from zhijia.services.plans.presenting.decomposition import decomposition_sheet
from zhijia.services.plans.presenting.standing import MOST_TASKS, read_standing
from zhijia.services.plans.publishing import is_as_frozen
from zhijia.services.plans.queries import get_plan, is_published, is_running
from zhijia.ui.downloads import XLSX


@require_GET
def show_plan(request: ActingRequest, pk: int) -> HttpResponse:
    """The published plan; one under review leads its reviewers on to the review."""
    plan = get_plan(request.actor, pk)
    if not is_published(plan) and can_review(request.actor, plan):
        return redirect("plans:review", pk)
    today = timezone.localdate()
    context = {
        "plan": plan,
        "today": today,
        "most": MOST_TASKS,
        "standing": read_standing(request.actor, plan, today=today),
        "can_assign": can_review(request.actor, plan),
        "can_close": is_running(plan) and can_close(request.actor, plan),
        "is_checked": "check" in request.GET and is_published(plan),
    }
    if context["is_checked"]:
        context["is_as_frozen"] = is_as_frozen(plan)
    return render(request, "plans/plan.html", context)


@require_GET
def decomposition(request: ActingRequest, pk: int) -> HttpResponse:
    """The task decomposition table (services §G1) of the tasks in sight."""
    plan = get_plan(request.actor, pk)
    today = timezone.localdate()
    name = quote(f"任务分解表-{plan.title[:40]}-{today}.xlsx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    sheet = decomposition_sheet(request.actor, plan, today=today)
    return HttpResponse(sheet, content_type=XLSX, headers=headers)

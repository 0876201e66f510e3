"""The board of a plan's tasks, bulk assignment, and the sheet of what the board shows."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhijia.organisation.middleware import ActingRequest
from zhijia.services.plans.queries import get_plan
from zhijia.services.plans.tasks.board import BoardFilter, read_board
from zhijia.services.plans.tasks.bulk import assign_many
from zhijia.services.plans.tasks.bulk_form import BulkAssignForm
from zhijia.services.plans.tasks.presenting import board_filters, board_sheet, present_rows, shown_columns
from zhijia.services.plans.tasks.queries import get_tasks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def task_board(request: ActingRequest, pk: int) -> HttpResponse:
    """All tasks of one plan that the actor may see, by urgency, with filters."""
    plan = get_plan(request.actor, pk)
    chosen = BoardFilter(**{name: request.GET.get(name, "") for name in BoardFilter.__dataclass_fields__})
    today = timezone.localdate()
    board = read_board(request.actor, plan, chosen, today=today)
    context = {
        "plan": plan,
        "board": board,
        "chosen": chosen,
        "rows": present_rows(board.rows),
        "columns": shown_columns(),
        "filters": board_filters(request.GET, board, chosen),
        "can_assign": request.actor.post is not None and request.actor.post.union_id == plan.union_id,
    }
    return render(request, "plans/task_board.html", context)


@require_GET
def task_sheet(request: ActingRequest, pk: int) -> HttpResponse:
    """The board as a sheet, with the same filters."""
    plan = get_plan(request.actor, pk)
    chosen = BoardFilter(**{name: request.GET.get(name, "") for name in BoardFilter.__dataclass_fields__})
    today = timezone.localdate()
    board = read_board(request.actor, plan, chosen, today=today)
    headers = {"Content-Disposition": f'attachment; filename="tasks-{plan.pk}-{today}.xlsx"'}
    return HttpResponse(board_sheet(board.rows), content_type=XLSX, headers=headers)


def assign_tasks(request: ActingRequest, pk: int) -> HttpResponse:
    """Assign the chosen tasks to one lead post: first the form, then what became of each row."""
    plan = get_plan(request.actor, pk)
    source = request.POST if request.method == "POST" else request.GET
    tasks = get_tasks(request.actor, plan, source.getlist("row"))
    submitted = request.POST if request.method == "POST" and "key" in request.POST else None
    form = BulkAssignForm(submitted, actor=request.actor, line=source.get("line", ""), initial={"key": uuid4()})
    context = {"plan": plan, "tasks": tasks, "form": form}
    if submitted is None or not tasks or not form.is_valid():
        return render(request, "plans/assign_tasks.html", context)
    outcomes = assign_many(tasks, form.values, actor=request.actor, key=form.cleaned_data["key"], now=timezone.now())
    return render(request, "plans/assigned_tasks.html", {"plan": plan, "outcomes": outcomes})

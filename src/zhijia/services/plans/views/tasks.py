"""The board of a plan's tasks, bulk assignment, and the sheet of what the board shows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.plans.queries import get_plan
from zhijia.services.plans.tasks.board import MOST_ROWS, BoardFilter, read_board
from zhijia.services.plans.tasks.bulk import assign_many
from zhijia.services.plans.tasks.bulk_form import BulkAssignForm
from zhijia.services.plans.tasks.presenting import (
    board_filters,
    board_selects,
    board_sheet,
    present_rows,
    shown_columns,
)
from zhijia.services.plans.tasks.queries import get_tasks
from zhijia.ui.downloads import workbook_response
from zhijia.ui.refusing import UNPROCESSABLE


@require_GET
def task_board(request: ActingRequest, pk: int) -> HttpResponse:
    """All tasks of one plan that the actor may see, by urgency, with filters."""
    plan = get_plan(request.actor, pk)
    chosen = _chosen(request)
    today = timezone.localdate()
    board = read_board(request.actor, plan, chosen, today=today)
    context = {
        "plan": plan,
        "today": today,
        "board": board,
        "chosen": chosen,
        "rows": present_rows(board.rows),
        "columns": shown_columns(),
        "filters": board_filters(request.GET, board, chosen),
        "selects": board_selects(board, chosen),
        "is_filtered": chosen != BoardFilter(),
        "sheet_query": request.GET.urlencode(),
        "most": MOST_ROWS,
        "can_assign": request.actor.post is not None and request.actor.post.union_id == plan.union_id,
    }
    return render(request, "plans/task_board.html", context)


@require_GET
def task_sheet(request: ActingRequest, pk: int) -> HttpResponse:
    """The board as a sheet, with the same filters."""
    plan = get_plan(request.actor, pk)
    chosen = _chosen(request)
    today = timezone.localdate()
    board = read_board(request.actor, plan, chosen, today=today)
    return workbook_response(board_sheet(board.rows), f"tasks-{plan.pk}-{today}.xlsx")


@require_POST
def assign_tasks(request: ActingRequest, pk: int) -> HttpResponse:
    """Assign the chosen tasks to one lead post: first the form, then what became of each row.

    `pick` asks for the form again with the posts of another line; what was typed stays.
    """
    plan = get_plan(request.actor, pk)
    tasks = get_tasks(request.actor, plan, request.POST.getlist("row"))
    if "key" not in request.POST or "pick" in request.POST:
        form = BulkAssignForm.of(request.POST, actor=request.actor)
        return render(request, "plans/assign_tasks.html", {"plan": plan, "tasks": tasks, "form": form})
    form = BulkAssignForm(request.POST, actor=request.actor)
    if not tasks or not form.is_valid():
        context = {"plan": plan, "tasks": tasks, "form": form}
        return render(request, "plans/assign_tasks.html", context, status=UNPROCESSABLE)
    outcomes = assign_many(tasks, form.values, actor=request.actor, key=form.cleaned_data["key"], now=timezone.now())
    return render(request, "plans/assigned_tasks.html", {"plan": plan, "outcomes": outcomes})


def _chosen(request: ActingRequest) -> BoardFilter:
    words = {name: request.GET.get(name, "") for name in ("light", "state", "goal", "line", "text")}
    return BoardFilter(unit=whole_number(request.GET.get("unit")), **words)

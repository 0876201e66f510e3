"""The desk: what awaits the acting post, by due date."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.desk import Cursor, DeskFilter, count_by_light, desk_of, desk_page
from zhijia.engines.cases.lagging import lagging_cases
from zhijia.faces.workbench.presenting import desk as presenting
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models.posts import Role
from zhijia.organisation.overrides import years_to_ask_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def desk(request: ActingRequest) -> HttpResponse:
    """To-dos of the acting post with filters, keys and pages; a worker without a post starts from the portal."""
    if request.actor.post is None:
        return redirect("home")
    today, wanted, law = timezone.localdate(), presenting.read_filter(request.GET), LocalLaw()
    behind = lagging_cases(request.actor, today=today, law=law)
    counts = count_by_light(desk_of(request.actor, wanted.without("light"), today=today, law=law, behind=behind))
    page = desk_page(
        desk_of(request.actor, wanted, today=today, law=law, behind=behind),
        after=Cursor.read(request.GET.get("after", "")),
        before=Cursor.read(request.GET.get("before", "")),
    )
    rows = presenting.present_rows(page.rows, today=today, behind=behind)
    keeps_calendar = request.actor.has_role(Role.ADMINISTRATOR)
    context = {
        "today": today,
        "notices_asked_for": years_to_ask_for(law.calendar, today=today) if keeps_calendar else (),
        "wanted": wanted,
        "is_filtered": wanted != DeskFilter(),
        "columns": presenting.desk_columns(),
        "rows": rows,
        "acts": sorted({(row.act, row.verb) for row in rows}),
        "chips": presenting.light_chips(request.GET, wanted, counts),
        "holders": presenting.holder_choices(),
        "kinds": presenting.kind_choices(),
        "lines": presenting.line_choices(),
        "page": presenting.present_page(page, request.GET),
        "query": request.GET.urlencode(),
    }
    return render(request, "workbench/desk.html", context)


@require_GET
def desk_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves, all pages of it, as .xlsx."""
    today = timezone.localdate()
    law = LocalLaw()
    behind = lagging_cases(request.actor, today=today, law=law)
    todos = desk_of(request.actor, presenting.read_filter(request.GET), today=today, law=law, behind=behind)
    rows = presenting.present_rows(list(todos), today=today, behind=behind)
    headers = {"Content-Disposition": f'attachment; filename="todos-{today}.xlsx"'}
    return HttpResponse(presenting.desk_workbook(rows), content_type=XLSX, headers=headers)

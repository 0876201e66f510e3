"""The desk: what awaits the acting post, by due date."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.desk import Cursor, DeskFilter, count_by_light, desk_of, desk_page, log_export, union_named
from zhijia.engines.cases.lagging import lagging_cases
from zhijia.engines.cases.models import Awaits
from zhijia.engines.cases.saved_filters import forget_filter, save_filter, saved_filters_of
from zhijia.faces.workbench.presenting import desk as presenting
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.overrides import years_to_ask_for
from zhijia.ui.downloads import workbook_response

RETURNS_HERE = (Role.CHAIR, Role.OFFICER, Role.CADRE, Role.DEPT_HEAD, Role.LEADER)
"""Who fills in the annual return and has no entry for it in the navigation."""


@dataclass(frozen=True)
class Asked:
    """What a request asks of the desk, with what is needed to answer."""

    request: ActingRequest
    wanted: DeskFilter
    under: Union | None
    law: LocalLaw
    behind: presenting.Behind

    @classmethod
    def of(cls, request: ActingRequest) -> "Asked":
        wanted, law = presenting.read_filter(request.GET), LocalLaw()
        behind = lagging_cases(request.actor, today=timezone.localdate(), law=law)
        return cls(request, wanted, union_named(request.actor, wanted), law, behind)

    def rows(self, wanted: DeskFilter) -> QuerySet[Awaits]:
        today, law = timezone.localdate(), self.law
        return desk_of(self.request.actor, wanted, today=today, law=law, behind=self.behind, under=self.under)


@require_GET
def desk(request: ActingRequest) -> HttpResponse:
    """To-dos of the acting post with filters, keys and pages; a worker without a post starts from the portal."""
    if request.actor.post is None:
        return redirect("home")
    today, asked = timezone.localdate(), Asked.of(request)
    wanted = asked.wanted
    counts = count_by_light(asked.rows(wanted.without("light")))
    after, before = (Cursor.read(request.GET.get(name, "")) for name in ("after", "before"))
    page = desk_page(asked.rows(wanted), after=after, before=before)
    rows = presenting.present_rows(page.rows, today=today, behind=asked.behind)
    keeps_calendar = request.actor.has_role(Role.ADMINISTRATOR)
    context = {
        "today": today,
        "notices_asked_for": years_to_ask_for(asked.law.calendar, today=today) if keeps_calendar else (),
        "fills_in_returns": request.actor.has_role(*RETURNS_HERE),
        "wanted": wanted,
        "under": asked.under,
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
        "saved": saved_filters_of(request.actor),
    }
    return render(request, "workbench/desk.html", context)


@require_GET
def desk_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves, all pages of it, as .xlsx with who took it and when; the log keeps it too."""
    now, today = timezone.now(), timezone.localdate()
    asked = Asked.of(request)
    rows = presenting.present_rows(list(asked.rows(asked.wanted)), today=today, behind=asked.behind)
    query = request.GET.urlencode()
    log_export(request.actor, rows=len(rows), query=query, now=now)
    content = presenting.desk_workbook(rows, taken_by=request.actor, query=query, at=now)
    return workbook_response(content, f"todos-{today}.xlsx")


@require_POST
def keep_filter(request: ActingRequest) -> HttpResponse:
    """Keep the present filter under a name."""
    query = presenting.filter_query(QueryDict(request.POST.get("query", "")))
    try:
        kept = save_filter(request.actor, name=request.POST.get("name", ""), query=query)
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
    else:
        messages.success(request, _("已保存为“%(name)s”。") % {"name": kept.name})
    return redirect(f"{reverse('workbench:desk')}?{query}")


@require_POST
def drop_filter(request: ActingRequest, pk: int) -> HttpResponse:
    """Forget a kept filter."""
    if not forget_filter(request.actor, pk):
        raise Http404
    messages.info(request, _("已删去这个常用筛选。"))
    return redirect("workbench:desk")

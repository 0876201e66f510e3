"""The survey of a year, the returns that report to a union, and a return as .xlsx."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhijia.lib.sentences import Refused
from zhijia.lib.spreadsheets.writing import write_workbook
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import log_export, take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries import top_of
from zhijia.services.statistics.actions import WHO_ACCEPTS, WHO_OPENS, accept_plain, can_open, open_survey
from zhijia.services.statistics.checks import OFFICE_ROLES, is_of
from zhijia.services.statistics.forms import SurveyForm
from zhijia.services.statistics.presenting import lists
from zhijia.services.statistics.presenting.sheet import view_sheet
from zhijia.services.statistics.presenting.workbook import filename_of, sheets_of
from zhijia.services.statistics.queries import get_return, get_survey, surveys_visible_to
from zhijia.ui.downloads import workbook_response
from zhijia.ui.refusing import put_refusal

REFUSED = 409


@require_GET
def show_overview(request: ActingRequest) -> HttpResponse:
    """The survey of the asked year, the newest otherwise; a first page where there is none."""
    surveys = list(surveys_visible_to(request.actor))
    year = whole_number(request.GET.get("year", ""))
    chosen = next((one for one in surveys if one.year == year), surveys[0] if surveys else None)
    page = lists.read_overview(request.actor, chosen, surveys, today=timezone.localdate()) if chosen else None
    return render(request, "statistics/overview.html", {"page": page, "may_open": can_open(request.actor)})


@require_http_methods(["GET", "POST"])
def open_one(request: ActingRequest) -> HttpResponse:
    """Open the survey of a year: the city's own return and those of the units that report to it."""
    if not can_open(request.actor):
        raise PermissionDenied(_(WHO_OPENS))
    union, today = top_of(request.actor), timezone.localdate()
    form, status = SurveyForm(request.POST or None, initial={"year": today.year}), 200
    if request.method == "POST" and form.is_valid():
        try:
            survey = open_survey(union, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
            status = REFUSED
        else:
            messages.success(request, _("已布置%(year)s年度统计年报。") % {"year": survey.year})
            return redirect("statistics:overview")
    words = {"title": _("布置统计年报"), "lede": union.name, "act": _("布置")}
    context = {"form": form, **words, "back": reverse("statistics:overview")}
    return render(request, "ui/form_page.html", context, status=status)


@require_GET
def list_returns(request: ActingRequest, year: int) -> HttpResponse:
    """Who has handed in to a union, and who has not."""
    survey = get_survey(request.actor, year)
    listed = lists.read_returns(request.actor, survey, _chosen(request), today=timezone.localdate())
    return render(request, "statistics/returns.html", {"listed": listed, "survey": survey})


@require_GET
def returns_sheet(request: ActingRequest, year: int) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    survey, today = get_survey(request.actor, year), timezone.localdate()
    sheet, rows = lists.returns_sheet(request.actor, survey, _chosen(request), today=today)
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="statistics.returns", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"returns-{year}-{today}.xlsx")


@require_POST
def accept_all(request: ActingRequest, year: int) -> HttpResponse:
    """Accept what reports to the acting post's union and needs no second look."""
    survey = get_survey(request.actor, year)
    if not is_of(request.actor, request.actor.post.union_id if request.actor.post else None, OFFICE_ROLES):
        raise PermissionDenied(_(WHO_ACCEPTS))
    try:
        count = accept_plain(survey, actor=request.actor, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
    else:
        messages.success(request, _("已审核通过 %(n)s 张报表。") % {"n": count})
    return redirect("statistics:overview")


@require_GET
def sheet(request: ActingRequest, case: int) -> HttpResponse:
    """One return in the usual layout; the log keeps who took it."""
    view = view_sheet(get_return(request.actor, case))
    log_export(request.actor, "statistics.return", rows=None, query=view.stat_return.case.number, now=timezone.now())
    return workbook_response(write_workbook(sheets_of(view)), filename_of(view, timezone.localdate()))


def _chosen(request: ActingRequest) -> lists.Chosen:
    asked = request.GET
    own = request.actor.post.union_id if request.actor.post else 0
    superior = whole_number(asked.get("superior", "")) or own
    return lists.Chosen(superior, asked.get("group", ""), whole_number(asked.get("before", "")))

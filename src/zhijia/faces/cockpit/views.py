"""The leader's pages: the board, a number, its list, its recount, the catalogue."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhijia.engines.indicators.definitions import Kind
from zhijia.engines.indicators.recounting import recount as count_again
from zhijia.faces.cockpit.board import read_board
from zhijia.faces.cockpit.catalogue import read_catalogue
from zhijia.faces.cockpit.forms import ReportForm
from zhijia.faces.cockpit.lists import file_name, read_choice, read_list, write_list
from zhijia.faces.cockpit.looking import Look, read_look
from zhijia.faces.cockpit.numbers import definition_facts, find_indicator, read_map, read_number
from zhijia.faces.cockpit.recounts import say_recount
from zhijia.faces.cockpit.reports import ReportPage, open_evidence, read_report, send_report
from zhijia.lib.sentences import Refused
from zhijia.organisation.exporting import log_export
from zhijia.organisation.middleware import ActingRequest
from zhijia.ui.downloads import XLSX
from zhijia.ui.refusing import put_refusal
from zhijia.ui.shell import Appearance, Shell

GONE, INVALID = 410, 422


def _look(request: ActingRequest) -> Look:
    return read_look(request.actor, request.GET, today=timezone.localdate())


@require_GET
def home(request: ActingRequest) -> HttpResponse:
    """Three goals as three columns, and what asks for attention."""
    look = _look(request)
    board = read_board(look, plan=request.GET.get("plan", ""))
    return render(request, "cockpit/home.html", {"look": look, "board": board, "now": timezone.now()})


@require_GET
def wall(request: ActingRequest) -> HttpResponse:
    """The same board for a big screen: dark, larger, one goal at a time, nothing to press."""
    look = _look(request)
    board = read_board(look, plan=request.GET.get("plan", ""))
    shell = Shell(variant="cockpit", is_wall=True, here=request.path, appearance=Appearance.of_request(request))
    return render(request, "cockpit/home.html", {"look": look, "board": board, "now": timezone.now(), "shell": shell})


@require_GET
def tiles(request: ActingRequest, code: str) -> HttpResponse:
    """The map of the units, fetched by the board after it is shown."""
    return render(request, "cockpit/_tiles.html", {"tiles": read_map(_look(request), code)})


@require_GET
def number(request: ActingRequest, code: str) -> HttpResponse:
    """One number at a place on a day, and what it consists of."""
    look = _look(request)
    return render(request, "cockpit/number.html", {"look": look, "page": read_number(look, code)})


@require_GET
def listing(request: ActingRequest, code: str) -> HttpResponse:
    """The things that a number counts."""
    look = _look(request)
    page = read_list(look, code, read_choice(request.GET.dict()))
    return render(request, "cockpit/list.html", {"look": look, "page": page})


@require_GET
def sheet(request: ActingRequest, code: str) -> HttpResponse:
    """The whole list as an .xlsx with who took it and when; the log keeps it too."""
    look, now = _look(request), timezone.now()
    content = write_list(look, code, read_choice(request.GET.dict()), at=now)
    log_export(request.actor, code, rows=None, query=request.GET.urlencode(), now=now)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(code, look.on)}"'
    return response


@require_POST
def recount(request: ActingRequest, code: str) -> HttpResponse:
    """Count a number again from the records, beside what is shown: as a fragment, or as a page without a script."""
    look = _look(request)
    indicator = find_indicator(code)
    said = say_recount(count_again(indicator, path=look.at, on=look.on), now=timezone.now())
    template = "cockpit/_recount.html" if _wants_fragment(request) else "cockpit/recount.html"
    facts = definition_facts(indicator)
    context = {"recount": said, "indicator": indicator, "facts": facts, "number_url": look.number_url(code)}
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def report(request: ActingRequest, code: str) -> HttpResponse:
    """The form for a number kept by hand, or the report that it brings. What was typed and uploaded stays."""
    look = _look(request)
    page = read_report(look, code)
    is_ratio = page.indicator.kind is Kind.RATIO
    if request.method == "GET":
        return _report_page(request, page, ReportForm(is_ratio=is_ratio, initial=page.initial), status=200)
    form = ReportForm(request.POST, request.FILES, is_ratio=is_ratio)
    if not form.is_valid():
        return _report_page(request, page, form, status=INVALID)
    try:
        send_report(look, code, form.cleaned_data, now=timezone.now())
    except Refused as refused:
        put_refusal(form, refused)
        return _report_page(request, page, form, status=INVALID)
    messages.success(request, _("已填报，数字已更新。"))
    return redirect(page.number_url)


def _report_page(request: ActingRequest, page: ReportPage, form: ReportForm, *, status: int) -> HttpResponse:
    return render(request, "cockpit/report.html", {"page": page, "form": form}, status=status)


@require_GET
def evidence(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The evidence of a report as a download: never shown inside our pages, never guessed to be another type."""
    look = _look(request)
    try:
        name, content = open_evidence(pk)
    except Refused as refused:
        return render(request, "cockpit/lost.html", {"look": look, "refusal": refused.sentence.said_in(_)}, status=GONE)
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def catalogue(request: ActingRequest) -> HttpResponse:
    """Every number there is, with its definition."""
    look = _look(request)
    return render(request, "cockpit/catalogue.html", {"look": look, "groups": read_catalogue(look)})


def _wants_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"

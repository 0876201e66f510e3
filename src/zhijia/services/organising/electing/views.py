"""Pages of foundings and elections beside the case page: lists, sheets, terms that end, opening one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.registers import PAGE_SIZE
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import get_union
from zhijia.services.organising.electing import listing
from zhijia.services.organising.elections.forms import OpenForm as OpenElectionForm
from zhijia.services.organising.elections.opening import NewElection, open_election
from zhijia.services.organising.founding.checks import KEEPING
from zhijia.services.organising.founding.forms import OpenForm as OpenFoundingForm
from zhijia.services.organising.founding.opening import NewFounding, open_founding
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go
from zhijia.ui.downloads import workbook_response


@require_GET
def list_foundings(request: ActingRequest) -> HttpResponse:
    """Foundings in sight, newest first."""
    listed = listing.read_list(listing.foundings(), request.actor, _chosen(request))
    may_open = request.actor.post is not None and request.actor.post.role in KEEPING
    return render(request, "organising/foundings.html", {"listed": listed, "may_open": may_open})


@require_GET
def foundings_sheet(request: ActingRequest) -> HttpResponse:
    return _sheet(request, listing.foundings())


@require_GET
def list_elections(request: ActingRequest) -> HttpResponse:
    """Elections in sight, newest first."""
    listed = listing.read_list(listing.elections(), request.actor, _chosen(request))
    return render(request, "organising/elections.html", {"listed": listed})


@require_GET
def elections_sheet(request: ActingRequest) -> HttpResponse:
    return _sheet(request, listing.elections())


@require_GET
def list_terms(request: ActingRequest) -> HttpResponse:
    """Terms that end soon or are over, chairs that are missing."""
    start = whole_number(request.GET.get("start", "")) or 0
    rows = listing.read_terms(request.actor, today=timezone.localdate(), start=start)
    page = listing.page_of_terms(rows, start=start)
    return render(request, "organising/terms.html", {"rows": rows[:PAGE_SIZE], "page": page})


@require_http_methods(["GET", "POST"])
def open_one(request: ActingRequest) -> HttpResponse:
    """Open a founding at an enterprise of the own territory."""
    actor = request.actor
    demand(lambda: check_administer(actor, actor.post.path if actor.post else ""))
    form = bound(request, OpenFoundingForm, actor=actor)
    if form.is_bound and form.is_valid():
        made = attempt(form, lambda: open_founding(NewFounding(**form.cleaned_data), actor=actor, now=timezone.now()))
        if made:
            return go(request, _("建会已登记，请填写建会申请。"), case_url(made.case_id))
    lede = _("单位已有工会覆盖的不能另行建会；停滞三十天的会提醒。")
    back = listing.foundings().url
    return form_page(request, form, title=_("登记建会"), act=_("登记建会"), back=back, lede=lede)


@require_http_methods(["GET", "POST"])
def open_election_of(request: ActingRequest, pk: int) -> HttpResponse:
    """Open an election at a union."""
    union, actor = get_union(request.actor, pk), request.actor
    demand(lambda: check_administer(actor, union.path))
    form = bound(request, OpenElectionForm, union=union, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        entry = NewElection(union=union, **form.cleaned_data)
        made = attempt(form, lambda: open_election(entry, actor=actor, now=timezone.now()))
        if made:
            return go(request, _("选举已登记，请按步骤办理。"), case_url(made.case_id))
    title = _("登记“%(name)s”的选举") % {"name": union.name}
    return form_page(request, form, title=title, act=_("登记选举"), back=listing.elections().url)


def _chosen(request: ActingRequest) -> listing.Chosen:
    asked = request.GET
    return listing.Chosen(asked.get("group", ""), asked.get("kind", ""), whole_number(asked.get("before", "")))


def _sheet(request: ActingRequest, kept: listing.Kept) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    sheet, rows = listing.sheet_of(kept, request.actor, _chosen(request))
    query, now = request.GET.urlencode(), timezone.now()
    content = take_list(request.actor, sheet, what=f"organising.{kept.name}", rows=rows, query=query, now=now)
    return workbook_response(content, f"{kept.name}-{timezone.localdate()}.xlsx")

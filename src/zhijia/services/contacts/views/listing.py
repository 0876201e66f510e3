"""The lists of pairs and of issues, and the acting post's own pairs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.contacts.presenting import ledger, pairs
from zhijia.ui.downloads import workbook_response


@require_GET
def list_pairs(request: ActingRequest) -> HttpResponse:
    """Pairs in sight, newest first; filtered by state, level and overdue visits."""
    listed = pairs.read_pairs(request.actor, _chosen_pairs(request), today=timezone.localdate())
    return render(request, "contacts/pairs.html", {"listed": listed, "columns": pairs.pair_columns()})


@require_GET
def pairs_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    sheet, rows = pairs.pairs_sheet(request.actor, _chosen_pairs(request), today=timezone.localdate())
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="contacts.pairs", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"pairs-{timezone.localdate()}.xlsx")


@require_GET
def list_mine(request: ActingRequest) -> HttpResponse:
    """The acting post's own pairs, on one column for a phone."""
    rows = pairs.my_pairs(request.actor, today=timezone.localdate())
    return render(request, "contacts/mine.html", {"rows": rows})


@require_GET
def list_issues(request: ActingRequest) -> HttpResponse:
    """Issues in sight, newest first; filtered by state, category, level and lateness."""
    listed = ledger.read_ledger(request.actor, _chosen_issues(request), today=timezone.localdate())
    return render(request, "contacts/ledger.html", {"listed": listed, "columns": ledger.ledger_columns()})


@require_GET
def ledger_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    sheet, rows = ledger.ledger_sheet(request.actor, _chosen_issues(request), today=timezone.localdate())
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="contacts.ledger", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"ledger-{timezone.localdate()}.xlsx")


def _chosen_pairs(request: ActingRequest) -> pairs.Chosen:
    asked = request.GET
    before = whole_number(asked.get("before", ""))
    return pairs.Chosen(asked.get("group", ""), asked.get("level", ""), asked.get("late") == "1", before)


def _chosen_issues(request: ActingRequest) -> ledger.Chosen:
    asked = request.GET
    before = whole_number(asked.get("before", ""))
    group, category, level = (asked.get(name, "") for name in ("group", "category", "level"))
    return ledger.Chosen(group, category, level, asked.get("late") == "1", before)

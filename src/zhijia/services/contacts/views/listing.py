"""The lists of pairs and of issues, and the acting post's own pairs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.contacts.actions.opinions import WHO_SAYS, can_say, give_opinion
from zhijia.services.contacts.forms.moves import OpinionForm
from zhijia.services.contacts.presenting import ledger, pairs
from zhijia.services.contacts.queries import get_pair, is_of_enterprise
from zhijia.ui.downloads import workbook_response

REFUSED = 409


@require_GET
def list_pairs(request: ActingRequest) -> HttpResponse:
    """Pairs in sight, newest first; filtered by state, level and overdue visits."""
    listed = pairs.read_pairs(request.actor, _chosen_pairs(request), today=timezone.localdate())
    return render(request, "contacts/pairs.html", {"listed": listed})


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
    return render(request, "contacts/mine.html", {"rows": rows, "is_union": is_of_enterprise(request.actor)})


@require_GET
def list_issues(request: ActingRequest) -> HttpResponse:
    """Issues in sight, newest first; filtered by state, category, level and lateness."""
    listed = ledger.read_ledger(request.actor, _chosen_issues(request), today=timezone.localdate())
    return render(request, "contacts/ledger.html", {"listed": listed})


@require_GET
def ledger_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    sheet, rows = ledger.ledger_sheet(request.actor, _chosen_issues(request), today=timezone.localdate())
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="contacts.ledger", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"ledger-{timezone.localdate()}.xlsx")


@require_http_methods(["GET", "POST"])
def say(request: ActingRequest, case: int) -> HttpResponse:
    """What the paired union says of its cadre."""
    pair = get_pair(request.actor, case)
    if not can_say(request.actor, pair.case):
        raise PermissionDenied(_(WHO_SAYS))
    form, status = OpinionForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            give_opinion(pair, form.cleaned_data["points"], actor=request.actor)
        except Refused as refused:
            form.add_error(None, refused.sentence.said_in(_))
            status = REFUSED
        else:
            messages.success(request, _("已收到评价，谢谢。"))
            return redirect("cases:case", case)
    words = {"title": _("评价挂钩干部"), "lede": pair.cadre_label, "act": _("提交评价")}
    context = {"form": form, **words, "back": reverse("cases:case", args=[case])}
    return render(request, "ui/form_page.html", context, status=status)


def _chosen_pairs(request: ActingRequest) -> pairs.Chosen:
    asked = request.GET
    before = whole_number(asked.get("before", ""))
    return pairs.Chosen(asked.get("group", ""), asked.get("level", ""), asked.get("late") == "1", before)


def _chosen_issues(request: ActingRequest) -> ledger.Chosen:
    asked = request.GET
    before = whole_number(asked.get("before", ""))
    group, category, level = (asked.get(name, "") for name in ("group", "category", "level"))
    return ledger.Chosen(group, category, level, asked.get("late") == "1", before)

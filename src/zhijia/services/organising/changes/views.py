"""Proposing a change of a union, and the list of changes."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import get_union
from zhijia.services.organising.changes import presenting
from zhijia.services.organising.changes.forms import ProposeForm
from zhijia.services.organising.changes.opening import NewChange, propose_change
from zhijia.services.organising.presenting.records import union_url
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page


@login_required
@require_GET
def changes(request: ActingRequest) -> HttpResponse:
    """Changes in sight, newest first."""
    asked = request.GET
    before, is_open = whole_number(asked.get("before", "")), asked.get("open") == "1"
    listed = presenting.read_changes(request.actor, kind=asked.get("kind", ""), is_open=is_open, before=before)
    return render(request, "organising/changes/list.html", {"listed": listed})


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: ActingRequest, pk: int) -> HttpResponse:
    """Propose a change for the superior to approve."""
    union = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, union.path))
    form = bound(request, ProposeForm, actor=request.actor)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        entry = NewChange(papers=given.pop("scan"), **given)
        change = attempt(form, lambda: propose_change(request.actor, union, entry, now=timezone.now()))
        if change is not None:
            return redirect("cases:case", change.case_id)
    return form_page(request, form, title=_("提出工会变更"), act=_("提交"), back=union_url(pk), lede=union.name)

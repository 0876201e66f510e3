"""The health of the register: numbers of what is doubtful, and the list behind each."""

from contextlib import suppress

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from procrastinate.exceptions import AlreadyEnqueued

from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Union
from zhijia.organisation.permissions import can_administer, check_administer
from zhijia.organisation.queries import cut
from zhijia.services.organising.jobs import examine_union
from zhijia.services.organising.presenting.roster import present_findings, present_numbers
from zhijia.services.organising.roster.kinds import BY_CODE
from zhijia.services.organising.roster.queries import ORDER, list_findings, numbers_of, subject_of_check
from zhijia.services.organising.views.acting import demand, go
from zhijia.services.organising.views.lists import place_in
from zhijia.ui.components import Page, url_with


@login_required
@require_GET
def roster(request: ActingRequest) -> HttpResponse:
    """What is doubtful in the register of a union and of those below it."""
    under = whole_number(request.GET.get("under")) or 0
    union = subject_of_check(request.actor, under)
    numbers = numbers_of(request.actor, union, under=under)
    context = {
        "union": union,
        "numbers": present_numbers(numbers, under=under),
        "examined_on": numbers.examined_on,
        "is_clean": numbers.examined_on is not None and not numbers.of,
        "may_examine": union is not None and can_administer(request.actor, union.path),
    }
    return render(request, "organising/roster.html", context)


@login_required
@require_GET
def roster_list(request: ActingRequest, kind: str) -> HttpResponse:
    """The rows behind one number."""
    check, under = BY_CODE.get(kind), whole_number(request.GET.get("under")) or 0
    if check is None:
        raise Http404
    page = cut(list_findings(request.actor, kind, under=under), keys=ORDER, **place_in(request))
    path, kept = reverse("organising:roster_list", args=[kind]), {"under": under or ""}
    context = {
        "check": check,
        "rows": present_findings(page.rows),
        "page": Page(
            shown=len(page.rows),
            previous_url=url_with(path, kept, before=page.before) if page.before else "",
            next_url=url_with(path, kept, after=page.after) if page.after else "",
        ),
        "back": url_with(reverse("organising:roster"), kept),
    }
    return render(request, "organising/roster_list.html", context)


@login_required
@require_POST
def examine(request: ActingRequest) -> HttpResponse:
    """Look through the register again; a job does it."""
    under = whole_number(request.GET.get("under")) or 0
    union = subject_of_check(request.actor, under)
    if union is None:
        raise Http404
    demand(lambda: check_administer(request.actor, union.path))
    _examine_once(union)
    return go(
        request, _("正在核对，一会儿刷新就能看到。"), url_with(reverse("organising:roster"), {"under": under or ""})
    )


def _examine_once(union: Union) -> None:
    """A union that already waits to be looked through is not queued a second time."""
    queue = examine_union.configure(queueing_lock=f"organising.examine:{union.pk}")
    with suppress(AlreadyEnqueued), transaction.atomic():
        queue.defer(path=union.path)

"""What could not be delivered, for administrators."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.messages.models import Delivery
from zhijia.engines.messages.retrying import can_see_deliveries, retry, troubled_deliveries
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries.keyset import cut
from zhijia.ui.components import Page, url_with


@require_GET
def deliveries(request: ActingRequest) -> HttpResponse:
    """Deliveries that failed or wait for another attempt, newest first."""
    if not can_see_deliveries(request.actor):
        raise Http404
    after, before = (whole_number(request.GET.get(name)) or 0 for name in ("after", "before"))
    page = cut(troubled_deliveries(request.actor), keys=("-pk",), after=after, before=before)
    links = Page(
        shown=len(page.rows),
        previous_url=url_with(request.path, {}, before=page.before) if page.before else "",
        next_url=url_with(request.path, {}, after=page.after) if page.after else "",
    )
    context = {"rows": page.rows, "page": links, "today": timezone.localdate()}
    return render(request, "workbench/deliveries.html", context)


@require_POST
def retry_delivery(request: ActingRequest, pk: int) -> HttpResponse:
    """Try one again now."""
    if not can_see_deliveries(request.actor):
        raise Http404
    try:
        retry(request.actor, pk, now=timezone.now())
    except Delivery.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("已安排重发，一分钟内发出。"))
    return redirect("workbench:deliveries")

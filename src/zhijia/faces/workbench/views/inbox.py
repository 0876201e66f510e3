"""The inbox."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.messages.queries import mark_read, messages_of
from zhijia.engines.messages.retrying import can_see_deliveries
from zhijia.faces.inbox import pages_of, present_messages
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries.keyset import cut
from zhijia.ui.components import Page, url_with


@require_GET
def inbox(request: ActingRequest) -> HttpResponse:
    """Messages, newest first."""
    after, before = (whole_number(request.GET.get(name)) or 0 for name in ("after", "before"))
    page = cut(messages_of(request.actor), keys=("-sent_at", "-pk"), after=after, before=before)
    links = Page(
        shown=len(page.rows),
        previous_url=url_with(request.path, {}, before=page.before) if page.before else "",
        next_url=url_with(request.path, {}, after=page.after) if page.after else "",
    )
    today = timezone.localdate()
    context = {
        "rows": present_messages(page.rows, pages=pages_of(page.rows, request.actor, today=today)),
        "page": links,
        "today": today,
        "sees_deliveries": can_see_deliveries(request.actor),
    }
    return render(request, "workbench/inbox.html", context)


@require_POST
def read_all(request: ActingRequest) -> HttpResponse:
    """Mark everything as read."""
    count = mark_read(request.actor, now=timezone.now())
    messages.info(request, ngettext("%(n)d 条消息已标为已读。", "%(n)d 条消息已标为已读。", count) % {"n": count})
    return redirect("workbench:inbox")

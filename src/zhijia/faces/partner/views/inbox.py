"""Messages to whoever acts for a party."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.messages.queries import mark_read, messages_of
from zhijia.faces.inbox import present_messages
from zhijia.faces.partner.queries import check_acts_for_party
from zhijia.organisation.middleware import ActingRequest

MOST_MESSAGES = 50


@require_GET
def inbox(request: ActingRequest) -> HttpResponse:
    """My newest messages."""
    check_acts_for_party(request.actor)
    context = {
        "rows": present_messages(messages_of(request.actor)[:MOST_MESSAGES], request.actor),
        "today": timezone.localdate(),
    }
    return render(request, "partner/inbox.html", context)


@require_POST
def read_all(request: ActingRequest) -> HttpResponse:
    """Mark everything as read."""
    check_acts_for_party(request.actor)
    count = mark_read(request.actor, now=timezone.now())
    messages.info(request, ngettext("%(n)d 条消息已标为已读。", "%(n)d 条消息已标为已读。", count) % {"n": count})
    return redirect("partner:inbox")

"""Comments on a case, and watching it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhijia.engines.cases.discussing import add_comment, is_watched, unwatch, watch
from zhijia.engines.cases.queries import get_case
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest


@require_POST
def comment(request: ActingRequest, pk: int) -> HttpResponse:
    """Say something to those who work on the case."""
    case = get_case(request.actor, pk)
    try:
        add_comment(case, request.POST.get("text", ""), actor=request.actor, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
    return redirect(f"{reverse('cases:case', args=[pk])}?tab=timeline")


@require_POST
def watch_case(request: ActingRequest, pk: int) -> HttpResponse:
    """Begin to watch the case, or stop."""
    case = get_case(request.actor, pk)
    try:
        if is_watched(case, actor=request.actor):
            unwatch(case, actor=request.actor)
            messages.info(request, _("已取消关注。"))
        else:
            watch(case, actor=request.actor)
            messages.success(request, _("已关注，每次办理都会告诉您。"))
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
    return redirect(f"{reverse('cases:case', args=[pk])}?tab=timeline")

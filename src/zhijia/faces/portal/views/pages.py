"""The portal: one column for the phone. First what awaits me and by when, then my union, then my cases."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.cases.queries import todos_of
from zhijia.engines.messages.queries import mark_read, messages_of
from zhijia.faces.inbox import pages_of, present_messages
from zhijia.faces.portal.presenting import (
    present_cases,
    present_congress,
    present_contracts,
    present_foundings,
    present_home,
    present_notices,
    present_questions,
    present_tasks,
)
from zhijia.faces.portal.queries import MOST_CASES, board_of, cases_ahead, home_of
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.bargaining.queries import contracts_of_worker, open_questions_of
from zhijia.services.organising.founding.opening import asked_by
from zhijia.ui.components import TimelineEntry

MOST_TASKS = 20
MOST_MESSAGES = 50


@require_GET
def home(request: ActingRequest) -> HttpResponse:
    """What awaits me and by when."""
    today = timezone.localdate()
    board = board_of(request.actor, today=today)
    tasks = present_tasks(todos_of(request.actor)[:MOST_TASKS], today=today) + present_congress(board.congress)
    context = {
        "first": tasks[0] if tasks else None,
        "rest": tasks[1:],
        "facts": present_home(home_of(request.actor, today=today)),
        "entries": _entries(request, most=3),
        "notices": present_notices(board.notices),
        "contracts": present_contracts(contracts_of_worker(request.actor, today=today)),
    }
    return render(request, "portal/home.html", context)


@require_GET
def cases(request: ActingRequest) -> HttpResponse:
    """My open cases at their next dates."""
    return render(request, "portal/cases.html", {"entries": _entries(request, most=MOST_CASES)})


def _entries(request: ActingRequest, *, most: int) -> list[TimelineEntry]:
    """What I asked my union and wait for, then the open cases of my post."""
    today = timezone.localdate()
    questions = present_questions(open_questions_of(request.actor), today=today)
    return questions + present_cases(cases_ahead(request.actor, most=most), today=today)


@require_GET
def union(request: ActingRequest) -> HttpResponse:
    """My union, where I work, and the collective contracts that cover me."""
    today = timezone.localdate()
    facts = present_home(home_of(request.actor, today=today))
    asked = asked_by(request.actor, today=today)
    context = {
        "facts": facts,
        "contracts": present_contracts(contracts_of_worker(request.actor, today=today)),
        "foundings": present_foundings(asked.foundings),
        "may_ask": asked.may_ask,
    }
    return render(request, "portal/union.html", context)


@require_GET
def inbox(request: ActingRequest) -> HttpResponse:
    """My newest messages."""
    rows = list(messages_of(request.actor)[:MOST_MESSAGES])
    today = timezone.localdate()
    pages = pages_of(rows, request.actor, today=today)
    context = {"rows": present_messages(rows, pages=pages), "today": today}
    return render(request, "portal/inbox.html", context)


@require_POST
def read_all(request: ActingRequest) -> HttpResponse:
    """Mark everything as read."""
    count = mark_read(request.actor, now=timezone.now())
    messages.info(request, ngettext("%(n)d 条消息已标为已读。", "%(n)d 条消息已标为已读。", count) % {"n": count})
    return redirect("portal:inbox")

"""The targets of a campaign: their list, reminders in bulk with an outcome for each, letters as one file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.campaigns.following import remind
from zhijia.engines.campaigns.planning import WHO_CAMPAIGNS, can_campaign
from zhijia.engines.campaigns.queries import get_campaign
from zhijia.engines.documents.rendering.delivering import render_many
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number, whole_numbers
from zhijia.organisation.exporting import log_export
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries import get_union
from zhijia.services.bargaining.actions.campaigning import KIND
from zhijia.services.bargaining.presenting.campaigns import LETTERS_A_FILE, letters_of
from zhijia.services.bargaining.presenting.shares import campaign_url, targets_url
from zhijia.services.bargaining.presenting.targets import Wanted, target_list

REFUSED = 409


@require_GET
def list_targets(request: ActingRequest, pk: int) -> HttpResponse:
    """Targets in scope, in the order of the tree."""
    campaign = get_campaign(request.actor, KIND, pk)
    wanted = _wanted(request)
    context = {"campaign": campaign, "listed": target_list(request.actor, campaign, wanted), "place": wanted.place}
    return render(request, "bargaining/targets.html", context | {"may_remind": can_campaign(request.actor)})


@require_POST
def remind_targets(request: ActingRequest, pk: int) -> HttpResponse:
    """Remind those that were chosen; what became of each."""
    campaign = get_campaign(request.actor, KIND, pk)
    if not can_campaign(request.actor):
        raise PermissionDenied(_(WHO_CAMPAIGNS))
    chosen = whole_numbers(request.POST.getlist("row"))
    back = targets_url(campaign, show="silent")
    context: dict[str, object] = {"campaign": campaign, "back": back}
    try:
        outcomes = remind(request.actor, campaign, chosen, now=timezone.now())
    except Refused as refused:
        return render(
            request, "bargaining/reminded.html", context | {"refusal": refused.sentence.said_in(_)}, status=REFUSED
        )
    rows = [
        {
            "name": outcome.target.enterprise.name,
            "url": reverse("cases:case", args=[outcome.target.case_id]) if outcome.target.case else "",
            "reason": outcome.reason.said_in(_) if outcome.reason else "",
        }
        for outcome in outcomes
    ]
    done = sum(not row["reason"] for row in rows)
    return render(request, "bargaining/reminded.html", context | {"rows": rows, "done": done, "kept": len(rows) - done})


@require_GET
def print_letters(request: ActingRequest, pk: int) -> HttpResponse:
    """Letters of a campaign as one PDF, five hundred at a time."""
    campaign = get_campaign(request.actor, KIND, pk)
    first = _number(request, "from") or 0
    documents = list(letters_of(campaign, request.actor)[first : first + LETTERS_A_FILE])
    if not documents:
        return redirect(campaign_url(campaign))
    log_export(request.actor, "bargaining.letters", rows=len(documents), query=f"{campaign.pk}", now=timezone.now())
    try:
        content = render_many(documents)
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
        return redirect(campaign_url(campaign))
    name = f"inline; filename=letters-{campaign.pk}-{first + 1}.pdf"
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name})


def _wanted(request: ActingRequest) -> Wanted:
    place = _number(request, "place")
    return Wanted(
        show=request.GET.get("show", ""),
        place=get_union(request.actor, place) if place else None,
        cadre=_number(request, "cadre"),
        after=_number(request, "after") or 0,
        before=_number(request, "before") or 0,
    )


def _number(request: ActingRequest, name: str) -> int | None:
    return whole_number(request.GET.get(name))

"""Lists of targets: choosing enterprises by what is known of them, looking at who they are, noting a clue for each."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhijia.engines.campaigns.jobs import run_campaign
from zhijia.engines.campaigns.planning import WHO_CAMPAIGNS, can_campaign, can_lead
from zhijia.engines.campaigns.queries import get_campaign
from zhijia.engines.campaigns.running import take_over_run
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries import get_union, places_below
from zhijia.services.supervision.actions.targeting import KIND, start_list
from zhijia.services.supervision.forms.targeting import ListForm, TargetsForm
from zhijia.services.supervision.presenting.targeting import list_url, lists_before, preview_of, targets_page
from zhijia.services.supervision.views.forms import REFUSED
from zhijia.ui.refusing import put_refusal
from zhijia.ui.wording import full_date


@require_http_methods(["GET", "POST"])
def choose_targets(request: ActingRequest) -> HttpResponse:
    """Whom the reasons in the address choose, each with why; sent with a name, a clue for each is noted in the background."""
    if not can_campaign(request.actor):
        raise PermissionDenied(_(WHO_CAMPAIGNS))
    today, now, status = timezone.localdate(), timezone.now(), 200
    form = _form(request)
    criteria = form.criteria(large_from=_large_from(request)) if form.is_valid() else None
    named = ListForm(request.POST or None, initial={"name": _name(request)})
    if request.method == "POST" and criteria and named.is_valid():
        try:
            campaign = start_list(request.actor, named.facts(criteria, today=today), now=now)
        except Refused as refused:
            put_refusal(named, refused)
            status = REFUSED
        else:
            run_campaign.defer(campaign_id=campaign.pk)
            return redirect(list_url(campaign))
    context = {
        "form": form,
        "named": named,
        "preview": preview_of(request.actor, criteria, today=today) if criteria else None,
        "lists": [] if criteria else lists_before(request.actor),
    }
    return render(request, "supervision/targets.html", context, status=status)


@require_GET
def show_targets(request: ActingRequest, pk: int) -> HttpResponse:
    """What became of each line of a list. Asks again while the job works."""
    asked = request.GET
    campaign = get_campaign(request.actor, KIND, pk)
    place = {name: whole_number(asked.get(name)) or 0 for name in ("after", "before")}
    page = targets_page(request.actor, campaign, show=asked.get("show", ""), **place)
    name = "supervision/_target_list.html" if request.headers.get("HX-Request") else "supervision/target_list.html"
    return render(request, name, {"page": page})


@require_POST
def go_on(request: ActingRequest, pk: int) -> HttpResponse:
    """Take up a list whose job was interrupted, as the acting post."""
    campaign = get_campaign(request.actor, KIND, pk)
    if not can_lead(request.actor, campaign):
        raise PermissionDenied(_(WHO_CAMPAIGNS))
    take_over_run(request.actor, campaign)
    run_campaign.defer(campaign_id=campaign.pk)
    return redirect(list_url(campaign))


def _form(request: ActingRequest) -> TargetsForm:
    """Bound once a reason stands in the address."""
    asked = whole_number(request.GET.get("place"))
    chosen = get_union(request.actor, asked) if asked is not None else None
    places = places_below(request.actor, chosen=chosen)
    if chosen and chosen.pk not in {row.pk for row in places}:
        places = [chosen, *places]
    return TargetsForm(request.GET if "why" in request.GET else None, places=places)


def _large_from(request: ActingRequest) -> int:
    """From how many employees an enterprise without a union is a target, here and today."""
    place = request.actor.post.place if request.actor.post else ""
    return LocalLaw().rule("union.target.employees", place=place, on=timezone.localdate()).number


def _name(request: ActingRequest) -> str:
    """The day and the union: a name that most lists can keep. Chinese, as the clues are."""
    union = request.actor.post.union_name if request.actor.post else ""
    return f"{union}{full_date(timezone.localdate(), language='zh-hans')}监督目标名单"

"""Campaigns of offers: the list, drawing one up, its page, starting it, going on with it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhijia.engines.campaigns.jobs import run_campaign
from zhijia.engines.campaigns.models import Campaign
from zhijia.engines.campaigns.planning import WHO_CAMPAIGNS, can_campaign, can_lead, start
from zhijia.engines.campaigns.queries import campaigns_visible_to, get_campaign
from zhijia.engines.campaigns.running import take_over_run
from zhijia.engines.campaigns.selecting import editions_in_scope
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Union
from zhijia.organisation.queries import get_union, places_below
from zhijia.services.bargaining.actions.campaigning import KIND, change_offers, draw_up_offers
from zhijia.services.bargaining.forms.campaigns import CampaignForm, initial_of
from zhijia.services.bargaining.models import OfferCampaign
from zhijia.services.bargaining.presenting.campaigns import campaign_lines, campaign_page
from zhijia.services.bargaining.presenting.shares import campaign_url
from zhijia.services.bargaining.queries import get_offers
from zhijia.ui.refusing import UNPROCESSABLE, put_refusal

REFUSED = 409
NEWEST = 50


@require_GET
def list_campaigns(request: ActingRequest) -> HttpResponse:
    """The newest campaigns in sight."""
    lines = campaign_lines(list(campaigns_visible_to(request.actor, KIND)[:NEWEST]))
    context = {"lines": lines, "may_campaign": can_campaign(request.actor)}
    return render(request, "bargaining/campaigns.html", context)


@require_http_methods(["GET", "POST"])
def new_campaign(request: ActingRequest) -> HttpResponse:
    """Draw a campaign up; nothing is sent before it is started."""
    if not can_campaign(request.actor):
        raise PermissionDenied(_(WHO_CAMPAIGNS))
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                campaign = draw_up_offers(request.actor, form.facts(), form.template(), now=timezone.now())
        except Refused as refused:
            return _again(request, form, refused)
        return redirect(campaign_url(campaign))
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
def edit_campaign(request: ActingRequest, pk: int) -> HttpResponse:
    """Say anew what a draft is."""
    offers = _offers(request, pk)
    campaign = offers.campaign
    _let_lead(request, campaign)
    form = _form(request, offers)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                change_offers(request.actor, campaign, form.facts(), form.template(), now=timezone.now())
        except Refused as refused:
            return _again(request, form, refused)
        return redirect(campaign_url(campaign))
    return _form_page(request, form)


@require_GET
def show_campaign(request: ActingRequest, pk: int) -> HttpResponse:
    """A draft with its preview; else progress and reply rates. Asks again while the job works."""
    page = _page_of(request, _offers(request, pk))
    name = "bargaining/_campaign.html" if request.headers.get("HX-Request") else "bargaining/campaign.html"
    return render(request, name, page)


@require_POST
def start_campaign(request: ActingRequest, pk: int) -> HttpResponse:
    """Fix the targets and let the job send the offers."""
    offers = _offers(request, pk)
    campaign = offers.campaign
    _let_lead(request, campaign)
    try:
        with transaction.atomic():
            start(request.actor, campaign, now=timezone.now())
    except Refused as refused:
        page = _page_of(request, offers) | {"refusal": refused.sentence.said_in(_)}
        return render(request, "bargaining/campaign.html", page, status=REFUSED)
    run_campaign.defer(campaign_id=campaign.pk)
    return redirect(campaign_url(campaign))


@require_POST
def go_on(request: ActingRequest, pk: int) -> HttpResponse:
    """Take up a campaign that was interrupted, as the acting post."""
    campaign = get_campaign(request.actor, KIND, pk)
    _let_lead(request, campaign)
    take_over_run(request.actor, campaign)
    run_campaign.defer(campaign_id=campaign.pk)
    return redirect(campaign_url(campaign))


def _let_lead(request: ActingRequest, campaign: Campaign) -> None:
    if not can_lead(request.actor, campaign):
        raise PermissionDenied(_(WHO_CAMPAIGNS))


def _offers(request: ActingRequest, pk: int) -> OfferCampaign:
    return get_offers(campaigns_visible_to(request.actor, KIND), pk)


def _page_of(request: ActingRequest, offers: OfferCampaign) -> dict[str, object]:
    campaign = offers.campaign
    place = place_of(request, campaign)
    page = campaign_page(request.actor, campaign, offers, place=place, today=timezone.localdate())
    return {"page": page, "place": place, "is_within": place.pk != campaign.union_id}


def place_of(request: ActingRequest, campaign: Campaign) -> Union:
    """The place that is looked at: the one asked for, else the campaign's or the actor's own, whichever is lower."""
    asked = whole_number(request.GET.get("place"))
    if asked is not None:
        return get_union(request.actor, asked)
    if request.actor.post is None:
        raise Http404
    own = request.actor.post
    if own.union_id != campaign.union_id and own.path.startswith(campaign.path):
        return get_union(request.actor, own.union_id)
    return campaign.union


def _form(request: ActingRequest, offers: OfferCampaign | None = None) -> CampaignForm:
    places, editions, today = places_below(request.actor), editions_in_scope(request.actor), timezone.localdate()
    if request.method == "POST":
        return CampaignForm(request.POST, places=places, editions=editions, today=today)
    initial = initial_of(offers) if offers else None
    return CampaignForm(initial=initial, places=places, editions=editions, today=today)


def _again(request: ActingRequest, form: CampaignForm, refused: Refused) -> HttpResponse:
    put_refusal(form, refused)
    return _form_page(request, form, status=REFUSED)


def _form_page(request: ActingRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    is_faulty = status == 200 and bool(form.errors)
    return render(
        request, "bargaining/campaign_form.html", {"form": form}, status=UNPROCESSABLE if is_faulty else status
    )

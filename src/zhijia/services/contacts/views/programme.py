"""The programme of a year, its proposals, and the steps for all pairs that wait."""

from secrets import randbelow

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhijia.engines.scorecards.sampling import draw_sample
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.queries import top_of
from zhijia.services.contacts.actions.confirming import STEPS, make_for_all
from zhijia.services.contacts.actions.programmes import WHO_OPENS, can_open_programme, open_programme
from zhijia.services.contacts.actions.proposing import (
    WHO_PROPOSES,
    accept_proposal,
    can_change,
    can_propose,
    change_pair,
    make_proposal,
)
from zhijia.services.contacts.actions.quotas import (
    counties_of,
    of_counties,
    propose_quotas,
    quota_of,
    set_quotas,
)
from zhijia.services.contacts.forms.programme import MOST_SEED, ChangeForm, ProgrammeForm, ProposeForm, QuotaForm
from zhijia.services.contacts.presenting.programme import read_programme
from zhijia.services.contacts.presenting.proposal import read_proposal
from zhijia.services.contacts.presenting.samples import read_samples
from zhijia.services.contacts.queries import (
    cadres_of,
    get_programme,
    get_proposal,
    get_proposed,
    programmes_visible_to,
    targets_of,
)
from zhijia.services.contacts.rating import SIX_HAVES
from zhijia.ui.refusing import put_refusal

REFUSED = 409


@require_GET
def show_programme(request: ActingRequest) -> HttpResponse:
    """The programme of the asked year, the newest otherwise; a first page where there is none."""
    programmes = list(programmes_visible_to(request.actor))
    year = whole_number(request.GET.get("year", ""))
    chosen = next((one for one in programmes if one.year == year), programmes[0] if programmes else None)
    today = timezone.localdate()
    page = read_programme(request.actor, chosen, programmes, today=today) if chosen else None
    return render(request, "contacts/programme.html", {"page": page, "may_open": can_open_programme(request.actor)})


@require_http_methods(["GET", "POST"])
def open_one(request: ActingRequest) -> HttpResponse:
    """Open the programme of a year with its targets."""
    if not can_open_programme(request.actor):
        raise PermissionDenied(_(WHO_OPENS))
    union = top_of(request.actor)
    today = timezone.localdate()
    form = ProgrammeForm(request.POST or None, initial=targets_of(union, on=today))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_programme(union, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
            status = REFUSED
        else:
            return redirect(f"{reverse('contacts:programme')}?year={opened.year}")
    words = {"title": _("建立百千工程"), "lede": union.name, "act": _("建立"), "back": reverse("contacts:programme")}
    return render(request, "ui/form_page.html", {"form": form, **words}, status=status)


@require_http_methods(["GET", "POST"])
def divide_target(request: ActingRequest, year: int) -> HttpResponse:
    """Divide the target of county pairs among the counties; proposed by how many unions each has."""
    programme = get_programme(request.actor, year)
    if not can_open_programme(request.actor):
        raise PermissionDenied(_(WHO_OPENS))
    counties = counties_of(programme)
    proposed = propose_quotas(programme, counties) | dict(programme.quotas.values_list("federation_id", "count"))
    form, status = QuotaForm(request.POST or None, counties=counties, proposed=proposed), 200
    if request.method == "POST" and form.is_valid():
        try:
            set_quotas(programme, form.quotas, actor=request.actor, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
            status = REFUSED
        else:
            return redirect("contacts:programme")
    lede = _("县级合计 %(n)s 家，按各县企业工会数分配，可以调整。") % {"n": of_counties(programme)}
    context = {"form": form, "title": _("分解县级任务"), "lede": lede, "act": _("保存")}
    return render(request, "ui/form_page.html", context | {"back": reverse("contacts:programme")}, status=status)


@require_GET
def show_samples(request: ActingRequest, year: int) -> HttpResponse:
    """The samples that were drawn, each with pool, share and seed."""
    page = read_samples(request.actor, get_programme(request.actor, year))
    return render(request, "contacts/samples.html", {"page": page})


@require_POST
def draw(request: ActingRequest, year: int) -> HttpResponse:
    """Draw the ratings that the city checks on the spot; the seed is the system's and is stored."""
    programme = get_programme(request.actor, year)
    if not can_open_programme(request.actor):
        raise PermissionDenied(_(WHO_OPENS))
    seed = randbelow(MOST_SEED)
    try:
        sample = draw_sample(
            programme.union, SIX_HAVES.code, programme.year, seed=seed, actor=request.actor, now=timezone.now()
        )
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
    else:
        messages.success(request, _("已抽取 %(n)s 张评分表。") % {"n": sample.sheets.count()})
    return redirect("contacts:samples", year)


@require_http_methods(["GET", "POST"])
def propose(request: ActingRequest, year: int) -> HttpResponse:
    """Let the rules propose pairs for the acting post's federation."""
    programme = get_programme(request.actor, year)
    if not can_propose(request.actor):
        raise PermissionDenied(_(WHO_PROPOSES))
    own = request.actor.post.union_id if request.actor.post else 0
    count = quota_of(programme, own) or programme.target_city
    form = ProposeForm(request.POST or None, initial={"seed": randbelow(MOST_SEED), "count": count})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            proposal = make_proposal(programme, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
            status = REFUSED
        else:
            return redirect("contacts:proposal", proposal.pk)
    words = {"title": _("生成挂钩分配方案"), "lede": str(programme.year), "act": _("生成方案")}
    context = {"form": form, **words, "back": reverse("contacts:programme")}
    return render(request, "ui/form_page.html", context, status=status)


@require_GET
def show_proposal(request: ActingRequest, pk: int) -> HttpResponse:
    """Every proposed pair with its reasons."""
    page = read_proposal(request.actor, get_proposal(request.actor, pk))
    return render(request, "contacts/proposal.html", {"page": page})


@require_http_methods(["GET", "POST"])
def change(request: ActingRequest, pk: int, pair: int) -> HttpResponse:
    """Give a proposed pair to another cadre, or put another union in."""
    proposal = get_proposal(request.actor, pk)
    found = get_proposed(proposal, pair)
    if not can_change(request.actor, proposal):
        raise PermissionDenied(_(WHO_PROPOSES))
    today = timezone.localdate()
    cadres = cadres_of(proposal.federation_id, today=today)
    form = ChangeForm(request.POST or None, cadres=cadres, today=today, initial={"cadre": found.cadre_id})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            change_pair(found, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
            status = REFUSED
        else:
            return redirect("contacts:proposal", pk)
    words = {"title": _("调整拟挂钩"), "lede": found.union.name, "act": _("调整")}
    context = {"form": form, **words, "back": reverse("contacts:proposal", args=[pk])}
    return render(request, "ui/form_page.html", context, status=status)


@require_POST
def accept(request: ActingRequest, pk: int) -> HttpResponse:
    """Draft the pairs of a proposal."""
    proposal = get_proposal(request.actor, pk)
    if not can_change(request.actor, proposal) and proposal.accepted_at is None:
        raise PermissionDenied(_(WHO_PROPOSES))
    try:
        count = accept_proposal(proposal, actor=request.actor, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
        return redirect("contacts:proposal", pk)
    messages.success(request, _("已拟定 %(n)s 家挂钩，等待领导确认。") % {"n": count})
    return redirect("contacts:programme")


@require_POST
def step_for_all(request: ActingRequest, year: int, verb: str) -> HttpResponse:
    """Confirm, or tell, all pairs of the federation that wait for it."""
    programme = get_programme(request.actor, year)
    if verb not in STEPS:
        raise Http404
    if not can_propose(request.actor):
        raise PermissionDenied(_(WHO_PROPOSES))
    try:
        made, refused = make_for_all(programme, verb, actor=request.actor, now=timezone.now())
    except Refused as none:
        messages.error(request, none.sentence.said_in(_))
        return redirect("contacts:programme")
    if made:
        messages.success(request, _("已办理 %(n)s 家。") % {"n": made})
    for sentence in {one.sentence.said_in(_) for one in refused}:
        messages.error(request, sentence)
    return redirect("contacts:programme")

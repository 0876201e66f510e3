"""Outside parties: naming and ending the contacts of an employer and the officers of a labour bureau."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhijia.organisation.actions import end_mandate, enter_bureau
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Enterprise, LabourBureau, Mandate, Union
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import get_bureau, get_enterprise, get_mandate, get_union
from zhijia.organisation.scans import Scan
from zhijia.services.organising.actions import name_contact
from zhijia.services.organising.forms.mandates import BureauForm, MandateEndForm, MandateForm
from zhijia.services.organising.presenting.records import union_url
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go, send_scan


@login_required
def name_contact_of(request: ActingRequest, pk: int) -> HttpResponse:
    """Name who acts for an employer."""
    enterprise = get_enterprise(request.actor, pk)
    back = reverse("organising:enterprise", args=[pk])
    return _name(request, enterprise, home=enterprise.territory, back=back)


@login_required
def name_officer(request: ActingRequest, pk: int) -> HttpResponse:
    """Name who acts for a labour bureau."""
    bureau = get_bureau(request.actor, pk)
    return _name(request, bureau, home=bureau.keeper, back=union_url(bureau.keeper_id))


@login_required
def enter(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter the labour bureau of a division."""
    keeper = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, keeper.path))
    form = bound(request, BureauForm, initial={"place": keeper.place})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: enter_bureau(request.actor, keeper=keeper, now=timezone.now(), **given)):
            return go(request, _("人社部门已录入，接着可以登记经办人。"), union_url(pk))
    return form_page(request, form, title=_("录入人社部门"), act=_("录入人社部门"), back=union_url(pk))


@login_required
def end(request: ActingRequest, pk: int) -> HttpResponse:
    """Let a mandate end from a day on."""
    mandate = get_mandate(request.actor, pk)
    demand(lambda: check_administer(request.actor, mandate.path))
    back = _page_of(mandate)
    form = bound(request, MandateEndForm, initial={"on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        on = form.cleaned_data["on"]
        if attempt(form, lambda: end_mandate(request.actor, mandate, on=on, now=timezone.now())):
            return go(request, _("授权已终止。"), back)
    names = {"person": mandate.person.name, "party": str(mandate.of)}
    title = _("终止“%(person)s”代表“%(party)s”的授权") % names
    return form_page(request, form, title=title, act=_("办理终止"), back=back)


@login_required
@require_GET
def letter(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The scanned letter of authority, as a download."""
    mandate = get_mandate(request.actor, pk)
    if not mandate.scan_sha256:
        raise Http404
    scan = Scan(mandate.scan_name, mandate.scan_type, mandate.scan_sha256)
    return send_scan(request, scan, back=_page_of(mandate))


def _name(request: ActingRequest, of: Enterprise | LabourBureau, *, home: Union, back: str) -> HttpResponse:
    demand(lambda: check_administer(request.actor, of.path))
    form = bound(request, MandateForm, actor=request.actor, initial={"from_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        made = attempt(form, lambda: name_contact(request.actor, of, given, home=home, now=timezone.now()))
        if made:
            person = reverse("organising:person", args=[made.person_id])
            return go(request, _("授权已登记。打印开通凭条交给本人，本人凭条开通账号。"), person)
    title = _("登记代表“%(party)s”的联系人") % {"party": str(of)}
    lede = _("联系人只看到转给本单位的事项，不看到工会的其他资料。")
    return form_page(request, form, title=title, act=_("登记授权"), back=back, lede=lede)


def _page_of(mandate: Mandate) -> str:
    if mandate.enterprise_id:
        return reverse("organising:enterprise", args=[mandate.enterprise_id])
    bureau = mandate.of
    return union_url(bureau.keeper_id) if isinstance(bureau, LabourBureau) else reverse("organising:unions")

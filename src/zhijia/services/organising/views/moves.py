"""Putting a union under another parent: asked, previewed, confirmed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.lib.sentences import Refused
from zhijia.organisation.actions import begin_move
from zhijia.organisation.actions.moves import check_move
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Union
from zhijia.organisation.permissions import WHO_ADMINISTERS, check_administer
from zhijia.organisation.queries import get_union
from zhijia.services.organising.forms.moves import ConfirmMoveForm, MoveForm
from zhijia.services.organising.jobs import follow_union
from zhijia.services.organising.presenting.moves import preview_move
from zhijia.services.organising.presenting.records import union_url
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go


@login_required
def move(request: ActingRequest, pk: int) -> HttpResponse:
    """First the new parent and the basis, then what moves with it; only the second button moves anything."""
    union = get_union(request.actor, pk)
    demand(lambda: _check_above(request, union))
    is_confirmed = request.POST.get("confirmed") == "1"
    form = bound(request, ConfirmMoveForm if is_confirmed else MoveForm, actor=request.actor)
    if form.is_bound and form.is_valid():
        parent, basis = form.cleaned_data["parent"], form.cleaned_data["basis"]
        if is_confirmed:
            attempt(form, lambda: _move(request, union, parent=parent, basis=basis))
        else:
            attempt(form, lambda: check_move(request.actor, union, parent=parent))
        if not form.errors:
            return _after(request, pk) if is_confirmed else _preview(request, union, parent=parent, basis=basis)
    lede = _("整个工会连同下级、人员、属地单位一起移动。下一步先看会移动什么。")
    return form_page(request, form, title=_title(union), act=_("下一步"), back=union_url(pk), lede=lede)


def _move(request: ActingRequest, union: Union, *, parent: Union, basis: str) -> None:
    begun = begin_move(request.actor, union, parent=parent, basis=basis, now=timezone.now())
    follow_union.defer(move_id=begun.pk)


def _after(request: ActingRequest, pk: int) -> HttpResponse:
    return go(request, _("已调整隶属，下级和资料正在随它移动。"), union_url(pk))


def _preview(request: ActingRequest, union: Union, *, parent: Union, basis: str) -> HttpResponse:
    initial = {"parent": parent.pk, "basis": basis, "confirmed": "1"}
    context = {
        "form": ConfirmMoveForm(actor=request.actor, initial=initial),
        "preview": preview_move(union, parent),
        "basis": basis,
        "title": _title(union),
        "lede": _("按“确认调整”之后才移动。"),
        "act": _("确认调整"),
        "back": union_url(union.pk),
    }
    return render(request, "organising/move_preview.html", context)


def _title(union: Union) -> str:
    return _("调整“%(name)s”的隶属") % {"name": union.name}


def _check_above(request: ActingRequest, union: Union) -> None:
    if union.parent is None:
        raise Refused(WHO_ADMINISTERS)
    check_administer(request.actor, union.parent.path)

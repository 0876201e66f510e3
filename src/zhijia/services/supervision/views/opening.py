"""Opening a case of supervision: from a clue, from another case in one click, or on a page of one's own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijia.engines.cases.models import Case
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Union
from zhijia.organisation.queries import get_union
from zhijia.services.supervision.actions.opening import WHO_OPENS, NewSupervision, can_open, open_supervision
from zhijia.services.supervision.forms.opening import OpenForm
from zhijia.services.supervision.models import Clue
from zhijia.services.supervision.presenting.opening import known_of
from zhijia.services.supervision.queries import enterprises_to_supervise, get_clue, origin_in_sight
from zhijia.services.supervision.views.forms import REFUSED
from zhijia.ui.refusing import put_refusal


@require_http_methods(["GET", "POST"])
def open_one(request: ActingRequest, union: int) -> HttpResponse:
    """Open a case of this union. What the clue or the other case says stands in the form; what was typed is kept."""
    found = get_union(request.actor, union)
    if not can_open(request.actor, found):
        raise PermissionDenied(_(WHO_OPENS))
    clue, origin = _clue(request), _origin(request)
    today = timezone.localdate()
    enterprises = enterprises_to_supervise(found, today=today)
    form = OpenForm(
        request.POST or None, enterprises=enterprises, today=today, initial=known_of(clue, origin, today=today)
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        entry = NewSupervision(union=found, clue=clue, origin=origin, **form.cleaned_data)
        try:
            supervision = open_supervision(entry, actor=request.actor, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
            status = REFUSED
        else:
            return redirect("cases:case", supervision.case_id)
    return render(request, "ui/form_page.html", _page(form, found, clue, origin), status=status)


def _clue(request: ActingRequest) -> Clue | None:
    pk = whole_number(request.GET.get("clue", ""))
    return get_clue(request.actor, pk) if pk is not None else None


def _origin(request: ActingRequest) -> Case | None:
    pk = whole_number(request.GET.get("origin", ""))
    return origin_in_sight(request.actor, pk) if pk is not None else None


def _page(form: OpenForm, union: Union, clue: Clue | None, origin: Case | None) -> dict[str, Any]:
    back = reverse("supervision:clues") if clue else reverse("supervision:list")
    if origin is not None:
        back = reverse("cases:case", args=[origin.pk])
    return {"form": form, "title": _("监督立案登记"), "lede": union.name, "act": _("登记"), "back": back}

"""One act on many to-dos: one form, then each row in a transaction of its own with its own outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhijia.engines.cases.advance import InvalidInput, advance, bind_form
from zhijia.engines.cases.flow import Flow, Move, Turn, get_flow
from zhijia.engines.cases.models import Awaits, Case
from zhijia.engines.cases.queries import todos_of
from zhijia.faces.workbench.views.moves import INVALID, read_key
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest, commits_by_itself
from zhijia.organisation.scopes import scoped

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one row: done, or the sentence that says why not."""

    number: str
    title: str
    url: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The chosen to-dos that await this move, and how many others were chosen with them."""

    flow: Flow
    move: Move
    rows: Sequence[Awaits]
    left_out: int


@commits_by_itself
@require_POST
def bulk(request: ActingRequest) -> HttpResponse:
    """First the form for the chosen rows, then what became of each. Sent again, it does nothing twice."""
    bundle, refusal = _bundle(request)
    if bundle is None:
        with scoped(request.actor):
            return render(request, "workbench/bulk.html", {"refusal": refusal, "back": _back(request)}, status=INVALID)
    if "key" not in request.POST:
        return _form_page(request, bundle, {"key": uuid4()})
    try:
        key = read_key(request.POST)
    except Refused as refused:
        return _form_page(request, bundle, {"key": uuid4(), "refusal": refused.sentence.said_in(_)}, status=INVALID)
    return _carry_out(request, bundle, key)


def _carry_out(request: ActingRequest, bundle: Bundle, key: UUID) -> HttpResponse:
    """Every row on its own; a form with faults comes back before the first row is touched."""
    with scoped(request.actor):
        form = _form_of(request, bundle, is_bound=True)
        is_valid = form.is_valid()
    if not is_valid:
        return _form_page(request, bundle, {"key": key, "form": form}, status=INVALID)
    outcomes = [_advance_one(request, bundle, row.case, uuid5(key, str(row.case_id))) for row in bundle.rows]
    done = sum(not outcome.refusal for outcome in outcomes)
    context = {"label": _(bundle.move.label), "outcomes": outcomes, "done": done, "back": _back(request)}
    with scoped(request.actor):
        return render(request, "workbench/bulk_outcome.html", context | {"refused": len(outcomes) - done})


def _advance_one(request: ActingRequest, bundle: Bundle, case: Case, key: UUID) -> RowOutcome:
    try:
        with scoped(request.actor):
            advance(
                case.pk,
                bundle.move.verb,
                actor=request.actor,
                key=key,
                now=timezone.now(),
                data=request.POST,
                files=request.FILES,
            )
    except Refused as refused:
        return _outcome(case, refused.sentence.said_in(_))
    except InvalidInput as invalid:
        return _outcome(case, "；".join(str(text) for texts in invalid.form.errors.values() for text in texts))
    except Case.DoesNotExist:
        return _outcome(case, _("这件事已不在您的范围内。"))
    return _outcome(case)


def _outcome(case: Case, refusal: str = "") -> RowOutcome:
    return RowOutcome(case.number, case.title, reverse("cases:case", args=[case.pk]), refusal)


def _bundle(request: ActingRequest) -> tuple[Bundle | None, str]:
    """The chosen rows of the chosen act. On the second request the cases are named, for their to-dos may be gone."""
    code, _colon, verb = request.POST.get("act", "").partition(":")
    chosen = {int(pk) for pk in request.POST.getlist("row") if pk.isascii() and pk.isdigit()}
    if not chosen or not verb:
        return None, _("没有选中事项。请先在待办里勾选要一起办理的事项，再点要办的动作。")
    if len(chosen) > MOST_ROWS:
        return None, _("一次最多一起办理 %(most)d 件，请分批办理。") % {"most": MOST_ROWS}
    with scoped(request.actor):
        rows = list(todos_of(request.actor).filter(pk__in=chosen))
        matching = [row for row in rows if (row.case.kind, row.verb) == (code, verb)]
    if not matching:
        return None, _("选中的事项都不等这一步，可能已经有人办过。请回到待办查看最新情况。")
    flow = get_flow(code)
    return Bundle(flow, flow.move(verb), matching, len(chosen) - len(matching)), ""


def _form_page(request: ActingRequest, bundle: Bundle, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    everything = {
        "label": _(bundle.move.label),
        "help": _(bundle.move.help) if bundle.move.help else "",
        "act": f"{bundle.flow.code}:{bundle.move.verb}",
        "rows": bundle.rows,
        "left_out": bundle.left_out,
        "back": _back(request),
    }
    with scoped(request.actor):
        everything["form"] = _form_of(request, bundle, is_bound=False)
        return render(request, "workbench/bulk.html", everything | context, status=status)


def _form_of(request: ActingRequest, bundle: Bundle, *, is_bound: bool) -> Any:
    case = bundle.rows[0].case
    turn = Turn(case, bundle.flow.record_of(case), request.actor, timezone.now(), timezone.localdate())
    if is_bound:
        return bind_form(bundle.move, turn, data=request.POST, files=request.FILES)
    return bind_form(bundle.move, turn)


def _back(request: ActingRequest) -> str:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if is_ours else reverse("workbench:desk")

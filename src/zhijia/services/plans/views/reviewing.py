"""The review screen: source and tree side by side, every edit an operation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.plans.forms.nodes import AddForm, BasedForm
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.queries import get_plan_to_review, is_published
from zhijia.services.plans.review import acting
from zhijia.services.plans.review.operations import Clash, Outdated, last_seq, load_tree, undo
from zhijia.services.plans.review.page import read_page
from zhijia.services.plans.review.rows import present_clashes
from zhijia.services.plans.review.verbs import WITH_FORM, WITHOUT_FORM, Asked, form_at_top, form_for, is_offered
from zhijia.ui.refusing import UNPROCESSABLE

CONFLICT = 409


@dataclass(frozen=True)
class Answer:
    """What the screen shows beside the tree: an open form, a refusal, both texts of a clash."""

    node_id: int | None = None
    part_number: int | None = None
    verb: str = ""
    form: BasedForm | None = None
    refusal: str = ""
    clashes: Sequence[Clash] = ()
    status: int = 200


@require_GET
def review(request: ActingRequest, pk: int) -> HttpResponse:
    """The part of the plan around the asked node; `do` opens a form on it."""
    plan = get_plan_to_review(request.actor, pk)
    if is_published(plan):
        return redirect("plans:plan", pk)
    answer = Answer(
        node_id=whole_number(request.GET.get("node")),
        part_number=whole_number(request.GET.get("part")),
        verb=request.GET.get("do", ""),
    )
    return _page(request, plan, answer)


@require_POST
def edit_node(request: ActingRequest, pk: int, node: int) -> HttpResponse:
    """Make one edit of one node and go on to where the reviewer looks next."""
    plan = get_plan_to_review(request.actor, pk)
    verb = request.POST.get("verb", "")
    if verb not in (*WITH_FORM, *WITHOUT_FORM):
        raise Http404
    tree = load_tree(pk)
    found = tree.get(node)
    if found is None:
        raise Http404
    form = form_for(Asked(verb, tree, found, seq=0, data=request.POST))
    if not form.is_valid():
        return _page(request, plan, Answer(node, verb=verb, form=form, status=UNPROCESSABLE))
    try:
        following = acting.carry_out(plan, verb, found, form, actor=request.actor, now=timezone.now())
    except Outdated as outdated:
        form = form_for(Asked(verb, load_tree(pk), found, seq=0, data=_seen_now(request, pk)))
        refusal = outdated.sentence.said_in(gettext)
        return _page(request, plan, Answer(node, None, verb, form, refusal, outdated.clashes, CONFLICT))
    except Refused as refused:
        return _page(request, plan, _refused(refused, node=node, verb=verb, form=form))
    return _back(pk, following.node, do=following.do)


@require_POST
def edit_plan(request: ActingRequest, pk: int) -> HttpResponse:
    """Confirm everything without doubt, take back one's last operation, or add at the top."""
    plan = get_plan_to_review(request.actor, pk)
    verb, node = request.POST.get("verb"), whole_number(request.POST.get("node"))
    now = timezone.now()
    if verb == "add":
        return _add_at_top(request, plan)
    try:
        if verb == "undo":
            touched = undo(pk, actor=request.actor, now=now)
            return _back(pk, touched[0])
        if verb == "accept_all":
            acting.accept_all(pk, actor=request.actor, base=whole_number(request.POST.get("base")) or 0, now=now)
            return _back(pk, node)
    except Refused as refused:
        return _page(request, plan, Answer(node, refusal=refused.sentence.said_in(gettext), status=UNPROCESSABLE))
    raise Http404


def _add_at_top(request: ActingRequest, plan: PlanDocument) -> HttpResponse:
    form = form_at_top(seq=0, data=request.POST)
    part = whole_number(request.POST.get("part")) or 1
    if not form.is_valid():
        return _page(request, plan, Answer(part_number=part, verb="add", form=form, status=UNPROCESSABLE))
    try:
        following = acting.add_at_top(plan.pk, form, actor=request.actor, now=timezone.now())
    except Refused as refused:
        answer = _refused(refused, node=None, verb="add", form=form)
        return _page(request, plan, replace(answer, part_number=part))
    return _back(plan.pk, following.node, do=following.do)


def _refused(refused: Refused, *, node: int | None, verb: str, form: BasedForm) -> Answer:
    sentence = refused.sentence.said_in(gettext)
    if refused.field in form.fields:
        form.add_error(refused.field, sentence)
        return Answer(node, verb=verb, form=form, status=UNPROCESSABLE)
    return Answer(node, verb=verb, form=form, refusal=sentence, status=UNPROCESSABLE)


def _seen_now(request: ActingRequest, pk: int) -> QueryDict:
    """What was typed, on the version that is shown beside it: sending it again is a decision."""
    data = request.POST.copy()
    data["base"] = str(last_seq(pk))
    return data


def _back(pk: int, node: int | None, *, do: str = "") -> HttpResponseRedirect:
    url = reverse("plans:review", args=[pk])
    if node is None:
        return HttpResponseRedirect(url, status=303)
    opened = f"&do={do}" if do else ""
    return HttpResponseRedirect(f"{url}?node={node}{opened}#n{node}", status=303)


def _page(request: ActingRequest, plan: Any, answer: Answer) -> HttpResponse:
    tree, seq = load_tree(plan.pk), last_seq(plan.pk)
    page = read_page(plan, tree, seq=seq, node_id=answer.node_id, part_number=answer.part_number)
    if answer.form is None and page.selected and is_offered(answer.verb, page.selected):
        answer = replace(answer, form=form_for(Asked(answer.verb, tree, page.selected, seq=seq)))
    if answer.form is None and answer.verb == "add" and page.selected is None:
        answer = replace(answer, form=form_at_top(seq=seq))
    context = {
        "plan": plan,
        "page": page,
        "answer": answer,
        "is_adding_at_top": isinstance(answer.form, AddForm) and page.selected is None,
        "clashes": present_clashes(answer.clashes),
        **acting.panel_of(page, answer.verb),
    }
    template = "plans/_review.html" if request.headers.get("HX-Target") == "review" else "plans/review.html"
    return render(request, template, context, status=answer.status)

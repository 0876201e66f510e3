"""From a valid form to an operation, and from there to the node that is looked at next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhijia.engines.indicators.declaring import Definition
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.forms.nodes import AddForm, BasedForm
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.review import edits
from zhijia.services.plans.review.binding import declare_for
from zhijia.services.plans.review.facts import goal_of
from zhijia.services.plans.review.operations import Desk, Done, Edit, load_tree, operate
from zhijia.services.plans.review.page import ReviewPage
from zhijia.services.plans.review.progress import Progress
from zhijia.services.plans.review.splitting import clauses_of
from zhijia.services.plans.review.tree import Node
from zhijia.services.plans.review.verbs import RECORDED_AS, edit_at_top, edit_for, kinds_under


@dataclass(frozen=True, slots=True)
class Following:
    """The node to look at after an edit, and the form to open on it."""

    node: int | None
    do: str = ""


def carry_out(plan: PlanDocument, verb: str, node: Node, form: BasedForm, *, actor: Actor, now: datetime) -> Following:
    """Make the edit. Raises Outdated or Refused, and then nothing is written."""
    base: int = form.cleaned_data["base"]
    with transaction.atomic():
        edit = _declared(plan, node, form, actor=actor, now=now) if verb == "declare" else edit_for(verb, node.id, form)
        done = operate(plan.pk, RECORDED_AS.get(verb, verb), edit, actor=actor, base=base, now=now)
    return _following(verb, node.id, done)


def accept_all(plan_id: int, *, actor: Actor, base: int, now: datetime) -> None:
    """Confirm everything without doubt that has not changed since operation `base`."""

    def edit(desk: Desk) -> list[Node]:
        return edits.accept_all(desk.tree, base=base)

    operate(plan_id, "accept_all", edit, actor=actor, base=base, now=now)


def add_at_top(plan_id: int, form: AddForm, *, actor: Actor, now: datetime) -> Following:
    """Add what the reading missed at the top of the tree; its form is opened next."""
    done = operate(plan_id, "add", edit_at_top(form), actor=actor, base=form.cleaned_data["base"], now=now)
    return Following(done.touched[0], do="edit")


def panel_of(page: ReviewPage, verb: str) -> dict[str, Any]:
    """What the panel of the selected node needs besides the page."""
    node = page.selected
    if node is None:
        return {}
    following = page.progress.tree.beside(node, 1)
    return {
        "can_merge": node.kind in edits.SPLITTABLE and following is not None and following.kind == node.kind,
        "can_split": node.kind in edits.SPLITTABLE,
        "can_add": bool(kinds_under(node)),
        "clauses": clauses_of(node.text) if verb == "split" else (),
        "goal": goal_of(page.progress.tree, node),
        "delete_note": _("下面的内容会移到上一级。") if node.kind in ("heading", "item") else "",
    }


def _declared(plan: PlanDocument, node: Node, form: BasedForm, *, actor: Actor, now: datetime) -> Edit:
    data = form.cleaned_data
    definition = Definition(
        name=data["name"],
        definition=data["definition"],
        unit=data["unit"],
        goal=goal_of(load_tree(plan.pk), node),
        is_ratio=data["is_ratio"],
        is_less_better=data["is_less_better"],
    )
    code = declare_for(plan, definition, actor=actor, now=now)
    return lambda desk: edits.bind(desk.node(node.id), code)


def _following(verb: str, node_id: int, done: Done) -> Following:
    if verb == "add":
        return Following(done.touched[0], do="edit")
    if verb == "delete":
        node = done.before[node_id]
        beside = done.before.beside(node, 1) or done.before.beside(node, -1)
        return Following(beside.id if beside else node.parent)
    if verb == "accept":
        following = Progress(done.after).after(node_id)
        return Following(following.id if following else node_id)
    return Following(node_id)

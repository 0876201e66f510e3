"""The verbs of the review: which form each asks, and which edit of the tree it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import Indicator
from zhijia.lib.phrases import noted
from zhijia.services.plans.forms.nodes import (
    FORM_OF_KIND,
    AddForm,
    BasedForm,
    BindForm,
    DeclareForm,
    MoveForm,
    NodeForm,
    SplitForm,
)
from zhijia.services.plans.review import edits
from zhijia.services.plans.review.binding import check_code, list_choices, suggest
from zhijia.services.plans.review.facts import task_of
from zhijia.services.plans.review.operations import Desk, Edit
from zhijia.services.plans.review.quantities import quantity_in
from zhijia.services.plans.review.tree import Node, Tree

WITHOUT_FORM = ("accept", "merge", "up", "down", "delete")
WITH_FORM = ("edit", "split", "move", "add", "bind", "declare")
RECORDED_AS = {"up": "move", "down": "move", "declare": "bind"}


@dataclass(frozen=True)
class Asked:
    """What a form is made from: the verb, the node it is about, and what was typed (None before anything was)."""

    verb: str
    tree: Tree
    node: Node
    seq: int
    data: QueryDict | None = None


def is_offered(verb: str, node: Node) -> bool:
    """Whether the form of a verb makes sense for a node at all."""
    if verb in ("bind", "declare"):
        return node.kind == "target" and not node.is_aside
    if verb == "split":
        return node.kind in edits.SPLITTABLE
    return bool(kinds_under(node)) if verb == "add" else verb in WITH_FORM


def form_for(asked: Asked) -> BasedForm:
    """The form of a verb for a node, filled with what stands there now, or with what was typed."""
    return _FORMS.get(asked.verb, _plain_form)(asked)


def edit_for(verb: str, node_id: int, form: BasedForm) -> Edit:
    """The edit that a valid form stands for."""
    return lambda desk: _EDITS[verb](desk, desk.node(node_id), form.cleaned_data, form)


def places_for(tree: Tree, node: Node) -> list[tuple[str, str]]:
    """Where a node may be moved to, indented as the tree is, its own subtree left out."""
    allowed = edits.MAY_STAND_UNDER[node.kind]
    inside = {node.id, *(below.id for _depth, below in tree.walk(node.id))}
    top = [("", _("全文顶层"))] if None in allowed else []
    return top + [
        (str(other.id), f"{'　' * depth}{other.attributes.get('marker', '')}{other.text[:30]}")
        for depth, other in tree.walk()
        if other.kind in allowed and other.id not in inside
    ]


def kinds_under(node: Node | None) -> list[str]:
    """What may be added under a node, or at the top."""
    return [kind for kind, parents in edits.MAY_STAND_UNDER.items() if (node.kind if node else None) in parents]


def form_at_top(*, seq: int, data: QueryDict | None = None) -> AddForm:
    """The form that adds to the top of the tree, also of an empty one."""
    return AddForm(data, initial={"base": seq}, kinds=kinds_under(None))


def edit_at_top(form: AddForm) -> Edit:
    """The edit that it stands for."""
    data = form.cleaned_data
    return lambda desk: edits.add(
        desk.tree, None, kind=data["kind"], text=data["text"], attributes={}, new_id=desk.new_id
    )


def declare_defaults(node: Node) -> dict[str, Any]:
    """A declared indicator is first called as the target is."""
    return {"name": str(node.attributes.get("name") or node.text)[:80], "unit": node.attributes.get("unit", "")}


def indicator_choices(tree: Tree, node: Node) -> list[tuple[str, Any]]:
    """The fitting indicators first, then all of them."""
    choices = list_choices()
    task = task_of(tree, node)
    name, unit = str(node.attributes.get("name") or node.text), str(node.attributes.get("unit", ""))
    fitting = [entry.indicator for entry in suggest(name, task.text if task else node.text, unit, choices)]
    groups = [(_("按名称推荐"), _named(fitting))] if fitting else []
    return [("", _("请选择")), *groups, (_("全部指标"), _named(choices))]


def _named(indicators: list[Indicator]) -> list[tuple[str, str]]:
    return [
        (entry.code, noted(entry.name, entry.unit, _) if entry.is_declared else noted(_(entry.name), _(entry.unit), _))
        for entry in indicators
    ]


def _plain_form(asked: Asked) -> BasedForm:
    return BasedForm(asked.data, initial={"base": asked.seq})


def _edit_form(asked: Asked) -> BasedForm:
    node = asked.node
    guessed = quantity_in(node.text) if node.is_aside else {}
    initial = {**guessed, **node.attributes, "text": node.text, "base": asked.seq}
    return FORM_OF_KIND[node.kind](asked.data, initial=initial)


def _split_form(asked: Asked) -> BasedForm:
    return SplitForm(asked.data, initial={"base": asked.seq})


def _move_form(asked: Asked) -> BasedForm:
    initial = {"base": asked.seq, "parent": asked.node.parent or ""}
    return MoveForm(asked.data, initial=initial, places=places_for(asked.tree, asked.node))


def _add_form(asked: Asked) -> BasedForm:
    return AddForm(asked.data, initial={"base": asked.seq}, kinds=kinds_under(asked.node))


def _bind_form(asked: Asked) -> BasedForm:
    choices = indicator_choices(asked.tree, asked.node)
    fitting = choices[1][1][0][0] if len(choices) > 2 else ""
    initial = {"base": asked.seq, "indicator": asked.node.attributes.get("indicator") or fitting}
    return BindForm(asked.data, initial=initial, choices=choices)


def _declare_form(asked: Asked) -> BasedForm:
    return DeclareForm(asked.data, initial={**declare_defaults(asked.node), "base": asked.seq})


_FORMS: Mapping[str, Callable[[Asked], BasedForm]] = {
    "edit": _edit_form,
    "split": _split_form,
    "move": _move_form,
    "add": _add_form,
    "bind": _bind_form,
    "declare": _declare_form,
}
Values = Mapping[str, Any]
Made = list[Node]


def _accept(desk: Desk, node: Node, _values: Values, _form: BasedForm) -> Made:
    return edits.accept(desk.tree, node)


def _merge(desk: Desk, node: Node, _values: Values, _form: BasedForm) -> Made:
    return edits.merge(desk.tree, node, source=desk.source)


def _up(desk: Desk, node: Node, _values: Values, _form: BasedForm) -> Made:
    return edits.shift(desk.tree, node, step=-1)


def _down(desk: Desk, node: Node, _values: Values, _form: BasedForm) -> Made:
    return edits.shift(desk.tree, node, step=1)


def _delete(desk: Desk, node: Node, _values: Values, _form: BasedForm) -> Made:
    return edits.delete(desk.tree, node)


def _edit(_desk: Desk, node: Node, values: Values, form: BasedForm) -> Made:
    attributes = form.attributes if isinstance(form, NodeForm) else {}
    return edits.edit(node, text=values["text"], attributes=attributes)


def _split(desk: Desk, node: Node, values: Values, _form: BasedForm) -> Made:
    return edits.split(desk.tree, node, at=values["at"], source=desk.source, new_id=desk.new_id)


def _move(desk: Desk, node: Node, values: Values, _form: BasedForm) -> Made:
    return edits.move(desk.tree, node, parent=values["parent"])


def _add(desk: Desk, node: Node, values: Values, _form: BasedForm) -> Made:
    return edits.add(desk.tree, node, kind=values["kind"], text=values["text"], attributes={}, new_id=desk.new_id)


def _bind(_desk: Desk, node: Node, values: Values, _form: BasedForm) -> Made:
    code = check_code(values["indicator"], list_choices()).code
    return edits.bind(node, code)


_EDITS: Mapping[str, Callable[[Desk, Node, Values, BasedForm], Made]] = {
    "accept": _accept,
    "merge": _merge,
    "up": _up,
    "down": _down,
    "delete": _delete,
    "edit": _edit,
    "split": _split,
    "move": _move,
    "add": _add,
    "bind": _bind,
}

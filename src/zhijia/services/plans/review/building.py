"""From the parser's flat reading to the first tree of a plan under review."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from zhijia.services.plans.parsing import ParsedPlan, model
from zhijia.services.plans.review.places import step_for
from zhijia.services.plans.review.tree import Node

RANK = {"heading": 0, "item": 1, "task": 2, "target": 3, "deadline": 4, "owner": 5}


def build_nodes(plan: ParsedPlan, *, ids: Callable[[int], list[int]]) -> list[Node]:
    """The nodes of a fresh tree in the order of the text, parents before children.

    `ids(n)` hands out n new ids. A number that the parser set aside with a question becomes a target that is aside; one
    it is certain about is left out. A deadline or owner that holds for a task from elsewhere (the head of the sentence,
    the end of the article) is named by the task (`deadlines`, `owners`), unless it stands in the task or above it.
    """
    belongings = _Belongings(plan)
    asked = [node for node in plan.set_aside if any(doubt.is_question for doubt in node.doubts)]
    read: list[tuple[str, model.Node, dict[str, Any]]] = [
        *(("heading", node, _heading(node)) for node in plan.headings),
        *(("item", node, {"marker": node.marker}) for node in plan.items),
        *(("task", node, belongings.attributes_of(node)) for node in plan.tasks),
        *(("target", node, _target(node)) for node in plan.targets),
        *(("target", node, {"is_aside": True}) for node in asked),
        *(("deadline", node, _deadline(node)) for node in plan.deadlines),
        *(("owner", node, _owner(node)) for node in plan.owners),
    ]
    read.sort(key=lambda entry: (entry[1].start, RANK[entry[0]], -entry[1].end))
    new_ids = dict(zip((node.id for _kind, node, _attributes in read), ids(len(read)), strict=True))
    step = step_for(len(read))
    return [
        Node(
            id=new_ids[node.id],
            parent=new_ids[node.parent] if node.parent else None,
            kind=kind,
            position=(index + 1) * step,
            start=node.start,
            end=node.end,
            text=_one_line(node.text),
            attributes=_filled(attributes, new_ids),
            doubts=tuple(doubt.value for doubt in node.doubts),
            version=0,
        )
        for index, (kind, node, attributes) in enumerate(read)
    ]


def _heading(node: model.Heading) -> dict[str, Any]:
    return {"level": node.level, "marker": node.marker, "goal": node.goal.value if node.goal else None}


class _Belongings:
    """Whose facets are whose, asked once for every task."""

    def __init__(self, plan: ParsedPlan) -> None:
        self._parents = {branch.id: branch.parent for branch in (*plan.headings, *plan.items)}
        self._holders = {facet.id: facet.parent for facet in (*plan.deadlines, *plan.owners)}

    def attributes_of(self, node: model.Task) -> dict[str, Any]:
        above = set(self._above(node))
        return {
            "verb": node.verb,
            "deadlines": [facet for facet in node.deadlines if self._holders[facet] not in {node.id, *above}],
            "owners": [facet for facet in node.owners if self._holders[facet] != node.id],
        }

    def _above(self, node: model.Node) -> Iterator[str]:
        at = node.parent
        while at:
            yield at
            at = self._parents.get(at)


def _target(node: model.Target) -> dict[str, Any]:
    return {
        "value": _decimal(node.value),
        "value_max": _decimal(node.value_max),
        "unit": node.unit,
        "comparator": node.comparator,
        "kind": node.kind,
        "name": node.object,
        "hedge": node.hedge,
        "per": node.per,
        "baseline": _decimal(node.baseline),
        "part_of": node.part_of,
        "deadlines": [node.deadline_id] if node.deadline_id else [],
    }


def _deadline(node: model.Deadline) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "strength": node.strength,
        "from_on": node.from_on.isoformat() if node.from_on else None,
        "to_on": node.to_on.isoformat() if node.to_on else None,
    }


def _owner(node: model.Owner) -> dict[str, Any]:
    return {"role": node.role, "form": node.form, "label": node.label, "is_open_list": node.is_open_list or None}


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _filled(attributes: Mapping[str, Any], new_ids: Mapping[str, int]) -> dict[str, Any]:
    """Without empty values, and with the tree's ids for the parser's."""
    named = {name: value for name, value in attributes.items() if value not in (None, "", [])}
    for name in ("deadlines", "owners"):
        if name in named:
            named[name] = [new_ids[facet] for facet in named[name]]
    if "part_of" in named:
        named["part_of"] = new_ids[named["part_of"]]
    return named

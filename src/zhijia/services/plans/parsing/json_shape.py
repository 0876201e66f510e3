"""Nodes as plain dicts in the shape of the plan corpus: what `zhijia plan parse --json` prints."""

from collections.abc import Sequence
from decimal import Decimal

from zhijia.services.plans.parsing.doubts import DoubtCode
from zhijia.services.plans.parsing.model import (
    Deadline,
    DocumentData,
    Heading,
    Item,
    Node,
    Owner,
    Target,
    Task,
)

Json = dict[str, object]


def node_as_json(node: Node) -> Json:
    return {
        "id": node.id,
        "parent": node.parent,
        "text": node.text,
        "start": node.start,
        "end": node.end,
        "doubts": _doubts(node.doubts),
    }


def _doubts(doubts: Sequence[DoubtCode]) -> list[Json]:
    return [{"code": doubt.value, "sentence": doubt.sentence, "is_question": doubt.is_question} for doubt in doubts]


def heading_as_json(node: Heading) -> Json:
    return node_as_json(node) | {
        "level": node.level,
        "marker": node.marker,
        "title": node.text,
        "extent_end": node.extent_end,
        "goal": node.goal.value if node.goal else None,
    }


def item_as_json(node: Item) -> Json:
    return node_as_json(node) | {"marker": node.marker, "text_start": node.text[:12], "extent_end": node.extent_end}


def target_as_json(node: Target, texts: dict[str, str]) -> Json:
    return node_as_json(node) | {
        "value": _number(node.value),
        "value_max": _number(node.value_max),
        "unit": node.unit,
        "comparator": node.comparator,
        "kind": node.kind,
        "object": node.object,
        "hedge": node.hedge,
        "per": node.per,
        "baseline": _number(node.baseline),
        "in_name": node.is_in_name,
        "part_of": node.part_of,
        "deadline": texts.get(node.deadline_id or ""),
        "deadline_id": node.deadline_id,
    }


def deadline_as_json(node: Deadline) -> Json:
    return node_as_json(node) | {
        "kind": node.kind,
        "strength": node.strength,
        "from": node.from_on.isoformat() if node.from_on else None,
        "to": node.to_on.isoformat() if node.to_on else None,
    }


def owner_as_json(node: Owner) -> Json:
    return node_as_json(node) | {
        "role": node.role,
        "form": node.form,
        "label": node.label,
        "explicit": node.form != "implicit",
        "etc": node.is_open_list,
    }


def task_as_json(node: Task) -> Json:
    return node_as_json(node) | {
        "verb": node.verb,
        "object": node.object,
        "text_start": node.text[:12],
        "targets": list(node.targets),
        "deadlines": list(node.deadlines),
        "owners": list(node.owners),
    }


def document_as_json(data: DocumentData) -> Json:
    return {
        "title": data.title,
        "start": data.title_start,
        "end": data.title_end,
        "subtitle": data.subtitle,
        "issuer": data.issuer,
        "number": data.number,
        "bulletin_issue": data.bulletin_issue,
        "issued_on": data.issued_on.isoformat() if data.issued_on else None,
        "year": data.year,
        "half": data.half.value if data.half else None,
        "distribution": list(data.distribution),
        "doubts": _doubts(data.doubts),
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)

"""The whole reading of a plan."""

from dataclasses import dataclass

from zhijia.services.plans.parsing.json_shape import (
    Json,
    deadline_as_json,
    document_as_json,
    heading_as_json,
    item_as_json,
    node_as_json,
    owner_as_json,
    target_as_json,
    task_as_json,
)
from zhijia.services.plans.parsing.model import Deadline, DocumentData, Heading, Item, Owner, SetAside, Target, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPlan:
    """Flat lists in the order of the text; the tree is given by `parent`.

    `set_aside` holds what looks like a quantity and was not taken as a target, each with the one reason why.
    """

    document: DocumentData
    headings: tuple[Heading, ...]
    items: tuple[Item, ...]
    targets: tuple[Target, ...]
    deadlines: tuple[Deadline, ...]
    owners: tuple[Owner, ...]
    tasks: tuple[Task, ...]
    set_aside: tuple[SetAside, ...]

    def to_json(self) -> Json:
        """The shape of the plan corpus: flat lists with ids, parents and offsets, plus `document` and `set_aside`."""
        texts = {deadline.id: deadline.text for deadline in self.deadlines}
        return {
            "document": document_as_json(self.document),
            "headings": [heading_as_json(node) for node in self.headings],
            "items": [item_as_json(node) for node in self.items],
            "targets": [target_as_json(node, texts) for node in self.targets],
            "deadlines": [deadline_as_json(node) for node in self.deadlines],
            "owners": [owner_as_json(node) for node in self.owners],
            "tasks": [task_as_json(node) for node in self.tasks],
            "set_aside": [node_as_json(node) for node in self.set_aside],
        }

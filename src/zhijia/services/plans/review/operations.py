"""Edits of a plan under review, recorded one after another.

Every edit locks the plan, is refused when a node it touches was changed since its maker looked, writes the nodes with
the operation's number as their version, and leaves the operation with before and after of each. So the operations,
replayed from the first, give the tree that is stored.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.events import PLAN_EDITED
from zhijia.services.plans.models import PlanDocument, PlanNode, PlanOperation
from zhijia.services.plans.models.documents import PlanState
from zhijia.services.plans.permissions import PUBLISHED_ALREADY, check_reviews
from zhijia.services.plans.recording import plan_event
from zhijia.services.plans.review.changes import (
    FIELDS,
    Change,
    Operation,
    applied,
    changes_between,
    orphans,
    outdated,
    seen_at,
    undone,
)
from zhijia.services.plans.review.tree import Node, Tree
from zhijia.services.plans.review.undoing import BUILT_ON, UNDO, operation_to_undo
from zhijia.trail.record import record

GONE = gettext_noop("这一项已被删除或合并，请选择另一项。")
CHANGED_SINCE = gettext_noop("您打开之后，这里已被改过。请对照两种写法，再决定是否修改。")
NEVER_SEEN = gettext_noop("这个页面的版本不对，请刷新后再改。")


@dataclass(frozen=True)
class Desk:
    """What an edit works on: the tree as it stands, the source text, fresh ids."""

    tree: Tree
    source: str
    new_id: Callable[[], int]

    def node(self, node_id: int) -> Node:
        """A node that is still there. Raises Refused for one that was removed."""
        node = self.tree.live(node_id)
        if node is None:
            raise Refused(GONE)
        return node


Edit = Callable[[Desk], list[Node]]


@dataclass(frozen=True)
class Clash:
    """A node that was changed since it was looked at: as it was seen, as it is, and who changed it when."""

    seen: Node
    current: Node
    who: str
    at: datetime


@dataclass(frozen=True)
class Done:
    """What an operation came to: the nodes it changed (none when nothing differs), the tree before and after."""

    touched: Sequence[int]
    before: Tree
    after: Tree


class Outdated(Refused):
    """Somebody changed what the edit touches. Nothing was written; `clashes` shows both texts."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = clashes
        super().__init__(CHANGED_SINCE)


def load_tree(plan_id: int) -> Tree:
    """The nodes of a plan, removed ones too, in one query."""
    rows = PlanNode.objects.filter(plan_id=plan_id).order_by("id")
    fields = ("id", *(name if name != "parent" else "parent_id" for name in FIELDS), "version")
    return Tree(_node(dict(zip(fields, row, strict=True))) for row in rows.values_list(*fields))


def _node(row: dict[str, Any]) -> Node:
    return Node(parent=row.pop("parent_id"), doubts=tuple(row.pop("doubts")), **row)


def load_operations(plan_id: int, *, after: int = 0) -> list[Operation]:
    """The operations of a plan in order, those after number `after`."""
    rows = PlanOperation.objects.filter(plan_id=plan_id, seq__gt=after).order_by("seq")
    return [
        Operation(seq, verb, person, tuple(map(Change.from_json, changes)), undoes)
        for seq, verb, person, changes, undoes in rows.values_list(
            "seq", "verb", "person_id", "changes", F("undoes__seq")
        )
    ]


def last_seq(plan_id: int) -> int:
    """The number of the last operation, 0 when there is none."""
    return PlanOperation.objects.filter(plan_id=plan_id).order_by("-seq").values_list("seq", flat=True).first() or 0


def operate(plan_id: int, verb: str, edit: Edit, *, actor: Actor, base: int, now: datetime) -> Done:
    """Make one edit as an operation; an edit that changes nothing leaves none.

    `base` is the number of the last operation that the actor had seen. Raises Outdated when a touched node was changed
    after it, Refused when the edit, the actor or the state of the plan does not allow it.
    """
    with transaction.atomic():
        plan = lock_under_review(plan_id, actor=actor)
        tree, seq = load_tree(plan_id), last_seq(plan_id) + 1
        if base >= seq:
            raise Refused(NEVER_SEEN)
        nodes = edit(Desk(tree, plan.text, _next_id))
        changes = changes_between(tree, nodes, seq=seq)
        _check_base(plan_id, tree, changes, base=base)
        _write(plan, verb, changes, seq=seq, actor=actor, now=now)
    return Done([change.node for change in changes], tree, applied(tree, changes))


def undo(plan_id: int, *, actor: Actor, now: datetime) -> list[int]:
    """Take back this actor's last operation while nobody has built on it; returns the ids of its nodes."""
    with transaction.atomic():
        plan = lock_under_review(plan_id, actor=actor)
        operations = load_operations(plan_id, after=1)
        last = operation_to_undo(operations, person=check_reviews(actor, plan).person_id)
        tree, seq = load_tree(plan_id), operations[-1].seq + 1
        nodes = undone(tree, last)
        if orphans(tree, nodes):
            raise Refused(BUILT_ON)
        changes = changes_between(tree, nodes, seq=seq)
        _write(plan, UNDO, changes, seq=seq, actor=actor, now=now, undoes=last.seq)
    return [change.node for change in changes]


def write_first(plan: PlanDocument, nodes: Sequence[Node], *, verb: str, actor: Actor, now: datetime) -> None:
    """The first operation: what the parser read, or what stands in the frozen version that this plan begins with."""
    _write(plan, verb, changes_between(Tree([]), nodes, seq=1), seq=1, actor=actor, now=now)


def take_ids(count: int) -> list[int]:
    """Ids for nodes that are about to be made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('plans_plannode_id_seq') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def _next_id() -> int:
    return take_ids(1)[0]


def lock_under_review(plan_id: int, *, actor: Actor) -> PlanDocument:
    """The plan, locked until the end of the transaction. Raises Refused for a post that may not, and once it is published."""
    plan = PlanDocument.objects.select_for_update().get(pk=plan_id)
    check_reviews(actor, plan)
    if plan.state != PlanState.REVIEW:
        raise Refused(PUBLISHED_ALREADY)
    return plan


def _check_base(plan_id: int, tree: Tree, changes: Sequence[Change], *, base: int) -> None:
    current = outdated(tree, changes, base=base)
    if not current:
        return
    operations = load_operations(plan_id, after=base)
    rows = PlanOperation.objects.filter(plan_id=plan_id, seq__in=[node.version for node in current])
    makers = {row.seq: row for row in rows.select_related("person")}
    raise Outdated(
        [
            Clash(
                seen_at(operations, node, base=base),
                node,
                makers[node.version].person.name,
                makers[node.version].at,
            )
            for node in current
        ]
    )


def _write(
    plan: PlanDocument,
    verb: str,
    changes: Sequence[Change],
    *,
    seq: int,
    actor: Actor,
    now: datetime,
    undoes: int | None = None,
) -> None:
    if not changes:
        return
    _write_nodes(plan.pk, changes)
    hand = check_reviews(actor, plan)
    PlanOperation.objects.create(
        plan=plan,
        seq=seq,
        verb=verb,
        person_id=hand.person_id,
        post_id=hand.post_id,
        at=now,
        changes=[change.to_json() for change in changes],
        undoes=PlanOperation.objects.get(plan=plan, seq=undoes) if undoes else None,
    )
    if seq > 1:
        data = {"seq": seq, "verb": verb, "nodes": [change.node for change in changes]}
        record(plan_event(PLAN_EDITED, plan, actor=actor, now=now, data=data))


def _write_nodes(plan_id: int, changes: Sequence[Change]) -> None:
    made = [change for change in changes if change.before is None]
    PlanNode.objects.bulk_create(
        (PlanNode(pk=change.node, plan_id=plan_id, **_columns(change.after)) for change in made), batch_size=500
    )
    alike: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.before is not None:
            alike[repr(sorted(change.after.items()))].append(change)
    for group in alike.values():
        rows = PlanNode.objects.filter(plan_id=plan_id, pk__in=[change.node for change in group])
        rows.update(**_columns(group[0].after))


def _columns(fields: Any) -> dict[str, Any]:
    return {"parent_id" if name == "parent" else name: value for name, value in fields.items()}

"""Trees for the tests of the review: a small plan in our own words, and random edits of it."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from random import Random

from zhijia.lib.sentences import Refused
from zhijia.services.plans.parsing import parse_plan
from zhijia.services.plans.review import edits
from zhijia.services.plans.review.building import build_nodes
from zhijia.services.plans.review.changes import Operation, changes_between, orphans, outdated, undone
from zhijia.services.plans.review.tree import Node, Tree
from zhijia.services.plans.review.undoing import READ, UNDO, operation_to_undo

TEXT = """江海市总工会2026年下半年工作安排

一、服务发展，组织好劳动竞赛
（一）推进技能提升。广泛开展岗位练兵，组织3000名职工参加技能比武，力争培育40名技术能手。年底前开展一次“金点子”评选；推广先进操作法不少于20项。
（二）办好立功竞赛。在重点工程中开展立功竞赛，覆盖12个项目。
二、建设和谐，做实基层基础
1、完善预警网络。新建预警联系点100个，其中市总工会联系10个。（牵头单位：权益保障部；配合单位：组织部）
2、加强职工之家建设。9月底前建成区域性职工之家15个，尽快完善服务设施。
三、维护职工权益
一是推行集体协商。开展工资集体协商要约行动，督促未签订集体合同的企业限期整改。二是落实民主管理。职代会建制率达到90%以上，加强厂务公开。

抄送：各县（市）、区总工会
"""


def first_nodes() -> list[Node]:
    """The nodes that reading TEXT gives, at version 1."""
    plan = parse_plan(TEXT)
    return [replace(node, version=1) for node in build_nodes(plan, ids=lambda size: list(range(1, size + 1)))]


class Bench:
    """A review without a database: a tree, its operations, and people who may look away for a while."""

    def __init__(self, random: Random) -> None:
        nodes = first_nodes()
        self.random = random
        self.tree = Tree(nodes)
        self.operations = [Operation(1, READ, 1, changes_between(Tree([]), nodes, seq=1))]
        self.seen = {1: 1, 2: 1}
        self.ids = count(len(nodes) + 1)
        self.refused = 0
        self.undone = 0

    def new_id(self) -> int:
        return next(self.ids)

    def step(self) -> None:
        """One person does one thing, after looking at the page anew or not."""
        person = self.random.choice((1, 2))
        if self.random.random() < 0.7:
            self.seen[person] = self.operations[-1].seq
        try:
            self._undo(person) if self.random.random() < 0.2 else self._edit(person)
        except Refused:
            self.refused += 1

    def _edit(self, person: int) -> None:
        node = self.random.choice([node for _depth, node in self.tree.walk()])
        verb = self.random.choice(("accept", "edit", "split", "merge", "move", "shift", "delete", "add", "accept_all"))
        seq = self.operations[-1].seq + 1
        nodes = self._draft(verb, node, base=self.seen[person])
        changes = changes_between(self.tree, nodes, seq=seq)
        if outdated(self.tree, changes, base=self.seen[person]):
            raise Refused("outdated")
        self._keep(Operation(seq, verb, person, changes), nodes)

    def _undo(self, person: int) -> None:
        last = operation_to_undo(self.operations, person=person)
        nodes = undone(self.tree, last)
        if orphans(self.tree, nodes):
            raise Refused("orphans")
        seq = self.operations[-1].seq + 1
        self._keep(Operation(seq, UNDO, person, changes_between(self.tree, nodes, seq=seq), last.seq), nodes)
        self.undone += 1

    def _keep(self, operation: Operation, nodes: list[Node]) -> None:
        """Store the nodes that differ as they are; replay is not asked."""
        differing = {change.node for change in operation.changes}
        if differing:
            self.operations.append(operation)
            stored = (replace(node, version=operation.seq) for node in nodes if node.id in differing)
            self.tree = self.tree.with_nodes(stored)

    def _draft(self, verb: str, node: Node, *, base: int) -> list[Node]:
        parents = [None, *(other.id for _depth, other in self.tree.walk())]
        drafts: dict[str, Callable[[], list[Node]]] = {
            "accept": lambda: edits.accept(self.tree, node),
            "edit": lambda: edits.edit(node, text=f"{node.text}改", attributes={"goal": "harmony"}),
            "split": lambda: edits.split(
                self.tree, node, at=self.random.randrange(len(node.text) + 1), source=TEXT, new_id=self.new_id
            ),
            "merge": lambda: edits.merge(self.tree, node, source=TEXT),
            "move": lambda: edits.move(self.tree, node, parent=self.random.choice(parents)),
            "shift": lambda: edits.shift(self.tree, node, step=self.random.choice((-1, 1))),
            "delete": lambda: edits.delete(self.tree, node),
            "add": lambda: edits.add(
                self.tree,
                node,
                kind=self.random.choice(("task", "owner")),
                text="补写",
                attributes={},
                new_id=self.new_id,
            ),
            "accept_all": lambda: edits.accept_all(self.tree, base=base),
        }
        return drafts[verb]()

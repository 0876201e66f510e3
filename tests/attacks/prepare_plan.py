"""Run against a home folder by the tests of kill -9: a plan under review with nothing left to settle. Prints its number."""

import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402  Django first

from zhijia.engines.indicators.declaring import Definition, declare  # noqa: E402
from zhijia.organisation.models import Union, User  # noqa: E402
from zhijia.organisation.scopes import load_actor, scoped  # noqa: E402
from zhijia.services.plans.actions import PlanFacts, upload_plan  # noqa: E402
from zhijia.services.plans.review.edits import edit  # noqa: E402
from zhijia.services.plans.review.operations import Desk, last_seq, operate  # noqa: E402
from zhijia.services.plans.review.tree import Node  # noqa: E402
from zhijia.services.plans.tests.review.trees import TEXT  # noqa: E402

MEASURES = "".join(f"（{n}）做好第{n}项服务。开展走访慰问活动，新建服务站点{n}个。\n" for n in range(3, 60))


def main(name: str) -> int:
    """Upload, settle, bind."""
    now = timezone.now()
    actor = load_actor(User.objects.get(username="city.research"), today=timezone.localdate())
    with scoped(actor):
        facts = PlanFacts(title=name, year=timezone.localdate().year)
        plan = upload_plan(f"{TEXT}\n四、{name}\n{MEASURES}", facts, filename="a.txt", actor=actor, now=now)
        root = Union.objects.get(parent=None)
        definition = Definition(name=name, definition="挂牌的算一个", unit="个")
        code = f"declared.{declare(actor, union=root, definition=definition, now=now).pk}"

        def settle(desk: Desk) -> list[Node]:
            return [_settled(node, code) for _depth, node in desk.tree.walk()]

        operate(plan.pk, "edit", settle, actor=actor, base=last_seq(plan.pk), now=now)
        return plan.pk


def _settled(node: Node, code: str) -> Node:
    extra = {"indicator": code} if node.kind == "target" and not node.is_aside else {}
    goal = {"goal": "harmony"} if node.kind == "heading" and not node.attributes.get("goal") else {}
    return edit(node, text=node.text, attributes={**extra, **goal})[0]


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1])}\n")

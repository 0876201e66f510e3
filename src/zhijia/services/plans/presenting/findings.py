"""What stands against publishing, grouped by sentence, each with the link that leads to its place."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.review.page import around
from zhijia.services.plans.rules import NO_GOAL, NO_INDICATOR, NO_NUMBER, NO_STANDARD, Finding

OPENS = {NO_INDICATOR: "bind", NO_GOAL: "edit", NO_NUMBER: "edit", NO_STANDARD: "edit"}
LONGEST = 36


@dataclass(frozen=True, slots=True)
class Place:
    """Where one finding is: the words of its node, those around a short one, the page that opens the right form on it."""

    before: str
    words: str
    after: str
    url: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    sentence: str
    places: Sequence[Place]


def present_findings(plan: PlanDocument, findings: Sequence[Finding]) -> list[FindingGroup]:
    """The findings of one sentence together, sentences in the order of their first finding."""
    groups: dict[str, list[Place]] = defaultdict(list)
    for finding in findings:
        groups[finding.sentence] += _places(plan, finding)
    return [FindingGroup(_(sentence), places) for sentence, places in groups.items()]


def _places(plan: PlanDocument, finding: Finding) -> list[Place]:
    node = finding.node
    if node is None:
        return []
    before, after = around(plan.text, node)
    words = node.text if len(node.text) <= LONGEST else f"{node.text[:LONGEST]}…"
    opened = f"&do={OPENS[finding.sentence]}" if finding.sentence in OPENS else ""
    return [Place(before, words, after, f"{reverse('plans:review', args=[plan.pk])}?node={node.id}{opened}#n{node.id}")]

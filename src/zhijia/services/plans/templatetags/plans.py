"""Filters for nodes of a plan under review."""

from django import template
from django.utils.translation import gettext as _

from zhijia.services.plans.publishing import NO_GOAL, NO_INDICATOR, NO_NUMBER, NO_STANDARD, Finding
from zhijia.services.plans.review.rows import own_words
from zhijia.services.plans.review.tree import Node

register = template.Library()


@register.filter
def question(node: Node) -> str:
    """The one reason why a node is doubtful, in the language of the request."""
    return _(node.question.sentence) if node.question else ""


@register.filter
def node_words(node: Node) -> list[str]:
    """What a node says besides its text: quantity, dates, role, goal."""
    return own_words(node)


@register.filter
def opens(finding: Finding) -> str:
    """Which form the link of a finding opens, as the rest of a query string."""
    verb = {NO_INDICATOR: "bind", NO_GOAL: "edit", NO_NUMBER: "edit", NO_STANDARD: "edit"}
    return f"&do={verb[finding.sentence]}" if finding.sentence in verb else ""

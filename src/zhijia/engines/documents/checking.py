"""At start-up: every document that a move names has a registered template."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from zhijia.engines.cases.flow import list_flows
from zhijia.engines.documents.issuing.registry import UnknownTemplate, get_template


@register()
def check_papers(**_options: Any) -> Sequence[CheckMessage]:
    """An error for each move whose document could not be issued: found before the first user presses the button."""
    named = [(flow, move) for flow in list_flows() for move in flow.moves if move.document]
    return [
        Error(
            f"{flow.code}.{move.verb} issues a document of the template {move.document.template!r}, which nobody registers",
            id="documents.E001",
        )
        for flow, move in named
        if move.document and not _is_registered(move.document.template)
    ]


def _is_registered(code: str) -> bool:
    try:
        get_template(code)
    except UnknownTemplate:
        return False
    return True

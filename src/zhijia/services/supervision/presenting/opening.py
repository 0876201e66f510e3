"""What the form of a new case knows already: from its clue, or from the case that it comes from."""

from datetime import date
from typing import Any

from zhijia.engines.cases.models import Case
from zhijia.services.supervision.checks.grounds import ground_of
from zhijia.services.supervision.models import Clue
from zhijia.services.supervision.models.supervisions import Matter, Source


def known_of(clue: Clue | None, origin: Case | None, *, today: date) -> dict[str, Any]:
    """The initial values; the facts are Chinese, as the letters are."""
    if clue is not None:
        return {
            "enterprise": clue.enterprise_id,
            "source": clue.source,
            "matter": clue.matter,
            "facts": clue.facts,
            "occurred_from": (clue.origin and ground_of(clue.origin).since) or clue.noted_on,
        }
    if origin is not None:
        return {
            "enterprise": origin.enterprise_id,
            "source": Source.BARGAINING,
            "matter": Matter.BARGAINING,
            "facts": f"用人单位没有同意集体协商要约（{origin.number}）。",
            "occurred_from": ground_of(origin).since or today,
        }
    return {}

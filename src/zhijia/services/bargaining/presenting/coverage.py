"""Whom a contract covers, as a table with its sums: each enterprise once, with why and since when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from zhijia.services.bargaining.models import Contract, CoverageLink, Recognition
from zhijia.services.bargaining.models.recognition import RecognitionEnd
from zhijia.ui.components import Column

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Coverage:
    """`firms` and `headcount` count who is covered still; those that left stay in the rows with their day."""

    rows: Sequence[CoverageLink]
    firms: int
    headcount: int
    columns: Sequence[Column]


@dataclass(frozen=True, slots=True)
class Answers:
    """Enterprises before which the contract was put and that are not bound by it: who is still asked, who declined and why."""

    asked: Sequence[Recognition]
    declined: Sequence[Recognition]


def answers_of(contract: Contract) -> Answers | None:
    """One query; None for a contract that was put before nobody."""
    rows = contract.recognitions.exclude(outcome=RecognitionEnd.RECOGNISED).exclude(outcome=RecognitionEnd.WITHDRAWN)
    found = list(rows.select_related("enterprise").order_by("enterprise__sort_key", "-pk")[:MOST_ROWS])
    if not found:
        return None
    return Answers([row for row in found if row.ended_on is None], [row for row in found if row.ended_on])


def coverage_of(contract: Contract) -> Coverage:
    """Read the table: two queries."""
    links = contract.coverage.select_related("enterprise").order_by("to_on", "enterprise__sort_key", "pk")
    now = Q(to_on=None)
    counted = contract.coverage.aggregate(firms=Count("pk", filter=now), headcount=Sum("headcount", filter=now))
    return Coverage(
        rows=list(links[:MOST_ROWS]),
        firms=counted["firms"],
        headcount=counted["headcount"] or 0,
        columns=[
            Column(_("用人单位")),
            Column(_("覆盖依据"), "name"),
            Column(_("自"), "mid"),
            Column(_("至"), "mid"),
            Column(_("覆盖职工"), "mid", is_number=True),
            Column(_("其中女职工"), "mid", is_number=True),
        ],
    )

"""Whom a contract covers, as a table with its sums: each enterprise once, with why and since when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from zhijia.services.bargaining.models import Contract, CoverageLink
from zhijia.ui.components import Column

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Coverage:
    """`firms` and `headcount` count who is covered still; those that left stay in the rows with their day."""

    rows: Sequence[CoverageLink]
    firms: int
    headcount: int
    columns: Sequence[Column]


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
            Column(_("覆盖依据"), "mid"),
            Column(_("自"), "mid"),
            Column(_("至"), "mid"),
            Column(_("覆盖职工"), "short", is_number=True),
            Column(_("其中女职工"), "short", is_number=True),
        ],
    )

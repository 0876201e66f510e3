"""Counting again: the number on screen beside what the sources say now."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from zhijia.engines.indicators.changes import CHANGES, Asked, asked_parameters
from zhijia.engines.indicators.definitions import Indicator
from zhijia.engines.indicators.models import Part

_RECOUNT = f"""
    WITH {CHANGES}
    SELECT 'shown', (%(parts)s::text[])[nth], amount FROM sums
    UNION ALL
    SELECT 'counted', part, amount FROM indicators_recount(%(family)s, %(indicator)s, %(path)s, %(on)s)
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True, slots=True)
class Recount:
    """By part, the stored numbers and those counted from the sources, in one snapshot."""

    indicator: Indicator
    on: date
    shown: dict[Part, int]
    counted: dict[Part, int]

    @property
    def agrees(self) -> bool:
        return self.shown == self.counted


def recount(indicator: Indicator, *, path: str, on: date) -> Recount:
    """Count one indicator again at a node in scope on a day. One query; it reads every source row below the node."""
    asked = [Asked(indicator.code, part, path) for part in indicator.parts]
    extra = {"family": indicator.family, "indicator": indicator.code, "path": path, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT, asked_parameters(asked, [on]) | extra)
        found = {(side, part): int(amount) for side, part, amount in cursor.fetchall()}
    sides = [{part: found.get((side, part.value), 0) for part in indicator.parts} for side in ("shown", "counted")]
    return Recount(indicator, on, *sides)

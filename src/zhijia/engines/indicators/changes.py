"""The one statement that turns changes into values: of many indicators, at many nodes, on many days, in one snapshot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from django.db import connection

from zhijia.engines.indicators.schema import ROLLED_LENGTH

# The upper end of a range is a plain value: row security lets only leakproof conditions reach an index, `||` is none.
# Upper nodes: roll-up plus what it does not contain yet. Lower nodes, and days before the roll-up begins: the facts.
CHANGES = f"""
    asked AS (
        SELECT a.indicator, a.part, a.path, a.upper_bound, a.nth,
               length(a.path) <= {ROLLED_LENGTH}
               AND (%(days)s::date[])[1] >= (SELECT opened_on FROM indicators_rollupstart) AS is_rolled
          FROM unnest(%(indicators)s::text[], %(parts)s::text[], %(paths)s::text[], %(upper_bounds)s::text[])
               WITH ORDINALITY AS a (indicator, part, path, upper_bound, nth)
    ), changes AS (
        SELECT a.nth, r.changes_on, r.amount
          FROM asked a JOIN indicators_rollup r
            ON r.indicator = a.indicator AND r.part = a.part AND r.path = a.path
         WHERE a.is_rolled
        UNION ALL
        SELECT a.nth, d.changes_on, d.amount
          FROM asked a JOIN indicators_delta d
            ON d.indicator = a.indicator AND d.part = a.part AND d.path >= a.path AND d.path < a.upper_bound
         WHERE a.is_rolled
        UNION ALL
        SELECT a.nth, c.changes_on, c.amount
          FROM asked a JOIN indicators_fact f
            ON f.indicator = a.indicator AND f.part = a.part AND f.path >= a.path AND f.path < a.upper_bound
         CROSS JOIN LATERAL (VALUES (f.from_on, f.value), (f.to_on, -f.value)) AS c (changes_on, amount)
         WHERE NOT a.is_rolled AND c.changes_on IS NOT NULL
    ), sums AS (
        SELECT nth, width_bucket(changes_on, %(morrows)s::date[]) AS day, sum(amount)::bigint AS amount
          FROM changes WHERE changes_on <= (%(days)s::date[])[cardinality(%(days)s::date[])] GROUP BY 1, 2
    )
"""  # noqa: S608 - a number of ours
SUMS = f"WITH {CHANGES} SELECT nth, day, amount FROM sums"  # noqa: S608


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """One part of one indicator at one node."""

    indicator: str
    part: str
    path: str


def sum_changes(asked: Iterable[Asked], days: Sequence[date]) -> dict[Asked, list[int]]:
    """For everything asked its value on each of the days (ascending), as the present scope sees it. One query."""
    wanted = list(dict.fromkeys(asked))
    amounts = {one: [0] * len(days) for one in wanted}
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(SUMS, asked_parameters(wanted, days))
            for nth, day, amount in cursor.fetchall():
                amounts[wanted[nth - 1]][day] += amount
    return {one: list(accumulate(steps)) for one, steps in amounts.items()}


def asked_parameters(asked: Sequence[Asked], days: Sequence[date]) -> dict[str, Any]:
    """The parameters of `CHANGES`. A change counts from its day on: it falls to the first day that is not before it."""
    return {
        "indicators": [one.indicator for one in asked],
        "parts": [str(one.part) for one in asked],
        "paths": [one.path for one in asked],
        "upper_bounds": [f"{one.path}~" for one in asked],
        "days": list(days),
        "morrows": [day + timedelta(days=1) for day in days],
    }

"""Adding up from below: the accepted returns that report to a union, with its own cells (bottom-up, services §A10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import connection

from zhijia.services.statistics.models import FormKind, Return
from zhijia.services.statistics.rules.forms import FORMS

Totals = Mapping[str, Mapping[str, int]]
"""By form and cell."""

_SUMS = """
    SELECT form.key, cell.key, sum(cell.value::bigint)::text
      FROM statistics_return r
     CROSS JOIN LATERAL jsonb_each(r.sheet -> 'totals') form
     CROSS JOIN LATERAL jsonb_each_text(form.value) cell
     WHERE r.superior_id = %(union)s AND r.survey_id = %(survey)s AND r.accepted_on IS NOT NULL
     GROUP BY 1, 2
    UNION ALL
    SELECT 'returns', c.key, sum(c.value::bigint)::text
      FROM statistics_return r CROSS JOIN LATERAL jsonb_each_text(r.sheet -> 'returns') c
     WHERE r.superior_id = %(union)s AND r.survey_id = %(survey)s AND r.accepted_on IS NOT NULL
     GROUP BY 2
    UNION ALL
    SELECT w.what, '', w.found
      FROM (SELECT string_agg(r.digest, '' ORDER BY r.union_id) FILTER (WHERE r.accepted_on IS NOT NULL) AS digests,
                   (count(*) FILTER (WHERE r.accepted_on IS NULL))::text AS missing
              FROM statistics_return r WHERE r.superior_id = %(union)s AND r.survey_id = %(survey)s) b
     CROSS JOIN LATERAL (VALUES ('digests', b.digests), ('missing', b.missing)) AS w (what, found)
"""


@dataclass(frozen=True, slots=True)
class Summed:
    """What is below: totals, how many returns of each form they are of, one digest over all of theirs, how many are missing."""

    totals: Totals = field(default_factory=dict)
    returns: Mapping[str, int] = field(default_factory=dict)
    digest: str = ""
    missing: int = 0


def sum_below(stat_return: Return) -> Summed:
    """The accepted returns below; nothing for one of the grass roots. One query."""
    if stat_return.form != FormKind.ABOVE:
        return Summed()
    asked = {"union": stat_return.union_id, "survey": stat_return.survey_id}
    found: dict[str, dict[str, str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, asked)
        for form, cell, amount in cursor.fetchall():
            found.setdefault(form, {})[cell] = amount or ""
    digests, missing = found.pop("digests")[""], found.pop("missing")[""]
    sums = {form: {cell: int(amount) for cell, amount in cells.items()} for form, cells in found.items()}
    returns = sums.pop("returns", {})
    return Summed(sums, returns, sha256(digests.encode()).hexdigest(), int(missing))


def with_own(form: str, own: Mapping[str, int], below: Summed) -> Totals:
    """The totals of a union and all below it: of its own form only the cells that are summed up."""
    totals = {key: dict(cells) for key, cells in below.totals.items()}
    mine = totals.setdefault(form, {})
    for cell in FORMS.cells[form]:
        if cell.is_summed and cell.code in own:
            mine[cell.code] = mine.get(cell.code, 0) + own[cell.code]
    return totals

"""What stands behind a return, in one question: the accepted returns below it, added up (bottom-up, services §A10), what was
written into it, last year's, the sheets laid aside, how far its handing out has come.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import connection

from zhijia.organisation.reading import instance_of
from zhijia.services.statistics.models import Filling, FormerSheet, FormKind, HandingOut, Return
from zhijia.services.statistics.rules.forms import FORMS

Totals = Mapping[str, Mapping[str, int]]
"""By form and cell."""

_BEHIND = """
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
    UNION ALL
    SELECT 'filling', '', to_jsonb(f)::text FROM statistics_filling f WHERE f.stat_return_id = %(return)s
    UNION ALL
    SELECT 'former', '', to_jsonb(o)::text FROM statistics_formersheet o WHERE o.stat_return_id = %(return)s
    UNION ALL
    (SELECT 'handing', '', to_jsonb(h)::text FROM statistics_handingout h WHERE h.stat_return_id = %(return)s
      ORDER BY h.id DESC LIMIT 1)
    UNION ALL
    (SELECT 'last', '', r.sheet::text FROM statistics_return r JOIN statistics_survey s ON s.id = r.survey_id
      WHERE r.union_id = %(union)s AND s.year = %(year)s - 1 AND r.sheet IS NOT NULL ORDER BY s.id LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Summed:
    """What is below: totals, how many returns of each form they are of, one digest over all of theirs, how many are missing."""

    totals: Totals = field(default_factory=dict)
    returns: Mapping[str, int] = field(default_factory=dict)
    digest: str = ""
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Behind:
    """`fillings` and `formers` in order; `last` is the sheet of the year before; `handing` the newest."""

    below: Summed
    fillings: Sequence[Filling]
    formers: Sequence[FormerSheet]
    handing: HandingOut | None
    last: Mapping[str, Any] | None


def read_behind(stat_return: Return) -> Behind:
    """One question."""
    survey = stat_return.survey
    asked = {"union": stat_return.union_id, "survey": survey.pk, "year": survey.year, "return": stat_return.pk}
    found: dict[str, list[tuple[str, str | None]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, asked)
        for what, cell, told in cursor.fetchall():
            found.setdefault(what, []).append((cell, told))
    rows = {what: [json.loads(told or "null") for _cell, told in found.pop(what, ())] for what in _ROWS}
    handings = [instance_of(HandingOut, row) for row in rows["handing"]]
    return Behind(
        _summed(stat_return, found),
        sorted((instance_of(Filling, row) for row in rows["filling"]), key=lambda row: row.pk),
        sorted((instance_of(FormerSheet, row) for row in rows["former"]), key=lambda row: row.version),
        handings[0] if handings else None,
        rows["last"][0] if rows["last"] else None,
    )


_ROWS = ("filling", "former", "handing", "last")


def _summed(stat_return: Return, found: dict[str, list[tuple[str, str | None]]]) -> Summed:
    """The accepted returns below; nothing for one of the grass roots."""
    if stat_return.form != FormKind.ABOVE:
        return Summed()
    ((_, digests),), ((_, missing),) = found.pop("digests"), found.pop("missing")
    sums = {form: {cell: int(amount or 0) for cell, amount in cells} for form, cells in found.items()}
    returns = sums.pop("returns", {})
    return Summed(sums, returns, sha256((digests or "").encode()).hexdigest(), int(missing or 0))


def with_own(form: str, own: Mapping[str, int], below: Summed) -> Totals:
    """The totals of a union and all below it: of its own form only the cells that are summed up."""
    totals = {key: dict(cells) for key, cells in below.totals.items()}
    mine = totals.setdefault(form, {})
    for cell in FORMS.cells[form]:
        if cell.is_summed and cell.code in own:
            mine[cell.code] = mine.get(cell.code, 0) + own[cell.code]
    return totals

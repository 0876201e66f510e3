"""A return as it stands: computed cells, what was filled in, sums from below, what the checks find; and sealing it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.standing import one_by_one
from zhijia.lib.digests import digest_of
from zhijia.lib.findings import SENSE, Finding, Severity
from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.services.statistics.computing import compute
from zhijia.services.statistics.models import Filling, FormKind, Return
from zhijia.services.statistics.rules.checking import Limits, Values, check_density, check_filled, check_values
from zhijia.services.statistics.rules.forms import FORMS
from zhijia.services.statistics.summing import Behind, Summed, Totals, read_behind, with_own

MISSING = gettext_noop("还有{n}张下级报表没有审核通过，不在汇总数内")
EDITED = gettext_noop("有{n}项改填，与系统计算的数不一致")


@dataclass(frozen=True, slots=True)
class Standing:
    """An open return with everything that is known of it now."""

    stat_return: Return
    system: Mapping[str, int]
    whole: Mapping[str, int]
    own: Values
    behind: Behind

    @property
    def fillings(self) -> Sequence[Filling]:
        return self.behind.fillings

    @property
    def below(self) -> Summed:
        return self.behind.below

    @property
    def before(self) -> Mapping[str, Any] | None:
        """The sheet of the year before."""
        return self.behind.last

    @property
    def missing(self) -> int:
        """How many returns from below are not accepted."""
        return self.below.missing

    @property
    def known(self) -> Mapping[str, int]:
        return {code: value for code, value in self.own.items() if value is not None}

    @property
    def totals(self) -> Totals:
        return with_own(self.stat_return.form, self.known, self.below)

    @property
    def edited(self) -> Sequence[Filling]:
        """The fillings in force that say another number than the facts now give (填报≠系统)."""
        last = {row.cell: row for row in self.fillings}
        return [
            row
            for code, row in last.items()
            if code in self.system and row.value is not None and row.value != self.system[code]
        ]


def fill_in(form: str, system: Mapping[str, int], fillings: Sequence[Filling]) -> Values:
    """By cell the number that is reported: the last one filled in, or else what the system counts; None: not reported."""
    last = {row.cell: row.value for row in fillings}
    return {cell.code: _first(last.get(cell.code), system.get(cell.code)) for cell in FORMS.cells[form]}


def _first(filled: int | None, counted: int | None) -> int | None:
    return counted if filled is None else filled


def stand(stat_return: Return) -> Standing:
    """How an open return stands now."""
    counted, behind = compute(stat_return), read_behind(stat_return)
    own = fill_in(stat_return.form, counted.own, behind.fillings)
    return Standing(stat_return=stat_return, system=counted.own, whole=counted.whole, own=own, behind=behind)


stand_each = one_by_one(lambda standing: stand(standing.record))
"""The same as a question about cases, so that a move asks it once."""


def find_faults(standing: Standing) -> list[Finding]:
    """Everything that the checks find: what blocks the signing, and what has to be explained."""
    stat_return = standing.stat_return
    grassroots = standing.own if stat_return.form == FormKind.GRASSROOTS else standing.totals.get("grassroots", {})
    before = standing.before["totals"].get("grassroots") if standing.before else None
    law, place, on = LocalLaw(), stat_return.union.place, stat_return.survey.to_on
    limits = Limits(
        law.rule("statistics.density.headcount", place=place, on=on).number,
        law.rule("statistics.density.jump", place=place, on=on).number,
    )
    return [
        *check_filled(stat_return.form, standing.own),
        *chain(check_values(grassroots), check_density(grassroots, before, limits)),
        *([_warning(MISSING, standing.missing)] if standing.missing else []),
        *([_warning(EDITED, len(standing.edited))] if standing.edited else []),
    ]


def _warning(words: str, n: int) -> Finding:
    return Finding(SENSE, Severity.WARN, Sentence(words, {"n": n}))


def needs_note(findings: Sequence[Finding]) -> bool:
    """Whether whoever signs has to explain something."""
    return any(finding.severity is Severity.WARN for finding in findings)


def seal(standing: Standing, *, note: str, signer: str, now: datetime) -> dict[str, Any]:
    """The sheet as it is kept, and by its digest proven: whole numbers and words only."""
    stat_return = standing.stat_return
    union, survey = stat_return.union, stat_return.survey
    returns = dict(standing.below.returns)
    returns[stat_return.form] = returns.get(stat_return.form, 0) + 1
    return {
        "cover": {"code": union.credit_code, "name": union.name, "place": union.place, "kind": union.kind},
        "form": stat_return.form,
        "edition": stat_return.edition,
        "year": survey.year,
        "from": survey.from_on.isoformat(),
        "to": survey.to_on.isoformat(),
        "own": dict(standing.known),
        "system": dict(standing.system),
        "edited": [
            {
                "cell": row.cell,
                "value": row.value,
                "system": standing.system[row.cell],
                "reason": row.reason,
                "label": row.label,
                "at": row.filled_at.isoformat(),
            }
            for row in standing.edited
        ],
        "totals": {form: dict(cells) for form, cells in standing.totals.items()},
        "returns": returns,
        "missing": standing.missing,
        "below": standing.below.digest,
        "note": note,
        "signer": signer,
        "signed_at": now.isoformat(),
    }


def digest_of_sheet(sheet: Mapping[str, Any]) -> str:
    """SHA-256 over the sheet as text, keys in order: the same wherever it is computed again."""
    return digest_of(json.dumps(sheet, ensure_ascii=False, sort_keys=True, separators=(",", ":")))

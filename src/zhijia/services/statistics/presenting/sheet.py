"""A return as lines for the page and for .xlsx: cells by block with what the system counts, last year, and the changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.findings import Finding
from zhijia.organisation.models.unions import UnionKind
from zhijia.services.statistics.assembling import Standing, find_faults, stand
from zhijia.services.statistics.models import Filling, FormerSheet, FormKind, HandingOut, Return
from zhijia.services.statistics.rules.forms import FORMS, Cell, Edition, in_blocks
from zhijia.services.statistics.summing import Behind, read_behind, with_own
from zhijia.ui.components import url_with


@dataclass(frozen=True, slots=True)
class Line:
    """One cell. `system` is what the facts give; `last` what was reported the year before; `reason` why it was changed."""

    cell: Cell
    value: int | None
    system: int | None
    last: int | None
    reason: str = ""
    records_url: str = ""

    @property
    def differs(self) -> bool:
        """填报≠系统."""
        return self.value is not None and self.system is not None and self.value != self.system


NOTHING_BEFORE: Mapping[str, Any] = {"own": {}, "totals": {}}
Sums = Mapping[str, Sequence[Line]]
"""By form."""


@dataclass(frozen=True, slots=True)
class SheetView:
    """What is shown of a return, open or sealed. `sums` are the totals of the area, of federations only, by form.

    `moved` are the lines of a sealed sum that are another number now, because a return below was corrected since.
    """

    stat_return: Return
    edition: Edition
    own: Sequence[Line]
    sums: Sums
    returns: Mapping[str, int]
    missing: int
    rates: Sequence[tuple[str, Fraction | None]]
    faults: Sequence[Finding]
    behind: Behind
    moved: Sequence["Moved"] = ()

    @property
    def fillings(self) -> Sequence[Filling]:
        return self.behind.fillings

    @property
    def formers(self) -> Sequence[FormerSheet]:
        return self.behind.formers

    @property
    def handing(self) -> HandingOut | None:
        return self.behind.handing

    @property
    def is_sealed(self) -> bool:
        return self.stat_return.sheet is not None

    @property
    def blocks(self) -> list[tuple[str, list[Line]]]:
        return by_block(self.own)


def by_block(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Lines under the names of their blocks."""
    by_code = {line.cell.code: line for line in lines}
    blocks = in_blocks([line.cell for line in lines])
    return [(block.name.said_in(_), [by_code[cell.code] for cell in cells]) for block, cells in blocks]


def view_sheet(stat_return: Return) -> SheetView:
    """A sealed return as it was signed; an open one as it stands."""
    if stat_return.sheet is not None:
        return _sealed(stat_return, stat_return.sheet)
    return _open(stand(stat_return))


def _sealed(stat_return: Return, sheet: Mapping[str, Any]) -> SheetView:
    reasons = {row["cell"]: row["reason"] for row in sheet["edited"]}
    behind = read_behind(stat_return)
    before = behind.last or NOTHING_BEFORE
    own = _lines(stat_return, sheet["own"], sheet["system"], before["own"], reasons)
    sums = _sums(stat_return, sheet["totals"], {}, before["totals"])
    told = Told(sheet["returns"], sheet["missing"], (), behind, _moved(stat_return.form, sheet, behind))
    return _view(stat_return, own, sums, sheet["totals"], told)


def _open(standing: Standing) -> SheetView:
    stat_return, totals = standing.stat_return, standing.totals
    before = standing.before or NOTHING_BEFORE
    reasons = {row.cell: row.reason for row in standing.edited}
    own = _lines(stat_return, standing.own, standing.system, before["own"], reasons)
    sums = _sums(stat_return, totals, standing.whole, before["totals"])
    told = Told(standing.below.returns, standing.missing, find_faults(standing), standing.behind)
    return _view(stat_return, own, sums, totals, told)


@dataclass(frozen=True, slots=True)
class Moved:
    """A number of a sealed sum, and what it is now."""

    form: str
    cell: Cell
    signed: int
    now: int


def _moved(form: str, sheet: Mapping[str, Any], behind: Behind) -> list[Moved]:
    """What differs since; nothing where the same sheets are added up."""
    if form != FormKind.ABOVE or sheet["below"] == behind.below.digest:
        return []
    totals = with_own(form, sheet["own"], behind.below)
    pairs = [(of_form, cell) for of_form in FormKind for cell in FORMS.cells[of_form] if cell.is_summed]
    lines = [
        Moved(of_form, cell, *(sums.get(of_form, {}).get(cell.code, 0) for sums in (sheet["totals"], totals)))
        for of_form, cell in pairs
    ]
    return [line for line in lines if line.signed != line.now]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a return beside its numbers."""

    returns: Mapping[str, int]
    missing: int
    faults: Sequence[Finding]
    behind: Behind
    moved: Sequence[Moved] = ()


def _view(
    stat_return: Return, own: Sequence[Line], sums: Sums, totals: Mapping[str, Mapping[str, int]], told: Told
) -> SheetView:
    return SheetView(
        stat_return=stat_return,
        edition=FORMS.edition(stat_return.edition),
        own=own,
        sums=sums,
        returns=told.returns,
        missing=told.missing,
        rates=list(_rates(stat_return.form, own, totals)),
        faults=told.faults,
        behind=told.behind,
        moved=told.moved,
    )


def _lines(
    stat_return: Return,
    values: Mapping[str, int | None],
    system: Mapping[str, int],
    last: Mapping[str, int],
    reasons: Mapping[str, str],
) -> list[Line]:
    return [
        Line(
            cell,
            values.get(cell.code),
            system.get(cell.code),
            last.get(cell.code),
            reasons.get(cell.code, ""),
            _records_url(stat_return, cell),
        )
        for cell in FORMS.cells[stat_return.form]
    ]


def _sums(
    stat_return: Return,
    totals: Mapping[str, Mapping[str, int]],
    whole: Mapping[str, int],
    last: Mapping[str, Mapping[str, int]],
) -> Sums:
    """Totals by form, of those above the grass roots; those of the grass-roots form beside what the system counts."""
    if stat_return.form != FormKind.ABOVE:
        return {}
    counted = {FormKind.GRASSROOTS: whole}
    return {
        form: [
            Line(
                cell,
                totals.get(form, {}).get(cell.code),
                counted.get(form, {}).get(cell.code),
                last.get(form, {}).get(cell.code),
                records_url=_records_url(stat_return, cell),
            )
            for cell in FORMS.cells[form]
            if cell.is_summed
        ]
        for form in FormKind
    }


def _rates(
    form: str, own: Sequence[Line], totals: Mapping[str, Mapping[str, int]]
) -> Iterator[tuple[str, Fraction | None]]:
    """Ratios of the cells as they are reported; each with its own denominator."""
    mine = {line.cell.code: line.value for line in own}
    for rate in FORMS.rates:
        if rate.form == FormKind.ABOVE and form != FormKind.ABOVE:
            continue
        part, whole = (_value(written, form, mine, totals) for written in (rate.part, rate.whole))
        yield rate.name.said_in(_), Fraction(part, whole) if part is not None and whole else None


def _value(
    written: str, form: str, own: Mapping[str, int | None], totals: Mapping[str, Mapping[str, int]]
) -> int | None:
    """The number of `grassroots.members`: one's own cell, or the total of the area."""
    of_form, code = written.split(".")
    return own[code] if of_form == form else totals.get(of_form, {}).get(code)


def _records_url(stat_return: Return, cell: Cell) -> str:
    """The list of the records behind a computed cell, on the day that is counted."""
    if not cell.source:
        return ""
    survey, union = stat_return.survey, stat_return.union
    query = {"at": union.path, "on": survey.to_on.isoformat(), "part": cell.part}
    return url_with(reverse("indicators:records", args=[cell.source]), query)


def cover_of(stat_return: Return) -> list[tuple[str, str, str]]:
    """The items of the cover: the number of the printed form where it is known, the name, and what stands there."""
    numbers = FORMS.edition(stat_return.edition).cover or {}
    union = stat_return.union
    sealed = stat_return.sheet["cover"] if stat_return.sheet else {}
    kind = UnionKind(sealed.get("kind", union.kind)).label
    items = (
        ("code", _("工会统计代码"), sealed.get("code", union.credit_code)),
        ("name", _("工会名称"), sealed.get("name", union.name)),
        ("place", _("行政区划代码"), sealed.get("place", union.place)),
        ("kind", _("工会类别"), str(kind)),
    )
    return [(str(numbers.get(code, "")), label, value) for code, label, value in items]

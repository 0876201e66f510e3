"""What the facts give for the cells of a return, as of the last day of its period: by indicators, never by today's rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhijia.engines.indicators.definitions import get_indicators
from zhijia.engines.indicators.models import Part
from zhijia.engines.indicators.reading import Place, Reading, read_days
from zhijia.organisation.models import Union
from zhijia.services.statistics.models import FormKind, Return
from zhijia.services.statistics.queries import grassroots_below
from zhijia.services.statistics.rules.forms import FORMS, Cell


@dataclass(frozen=True, slots=True)
class Counted:
    """What the system counts for the cells of a return, and of those above the grass roots for the whole area."""

    own: Mapping[str, int]
    whole: Mapping[str, int] = field(default_factory=dict)


def compute(stat_return: Return) -> Counted:
    """By cell, one query for all. Own cells that do not count in this kind of union are zero; of the area those of some
    kinds of union only are left out.
    """
    union: Union = stat_return.union
    is_above = stat_return.form == FormKind.ABOVE
    cells = FORMS.computed(stat_return.form)
    of_area = [cell for cell in FORMS.computed(FormKind.GRASSROOTS) if not cell.kinds] if is_above else []
    without = () if is_above else tuple(grassroots_below(union))
    found = _read([*cells, *of_area], Place(union.path, without), stat_return.survey.to_on)
    own = {cell.code: found[cell] if cell.counts_in(union.kind) else 0 for cell in cells}
    return Counted(own, {cell.code: found[cell] for cell in of_area})


def _read(cells: Sequence[Cell], place: Place, on: date) -> Mapping[Cell, int]:
    """One query for all of them."""
    indicators = get_indicators(cell.source for cell in cells)
    readings = {code: days[-1] for code, days in read_days(indicators.values(), place=place, days=[on]).items()}
    return {cell: _part(readings[cell.source], cell.part) for cell in cells}


def _part(reading: Reading, part: str) -> int:
    return (reading.denominator or 0) if part == Part.DENOMINATOR else reading.numerator

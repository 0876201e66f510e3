"""What the facts give for the cells of a return, as of the last day of its period: by indicators, never by today's rows."""

from collections.abc import Mapping, Sequence
from datetime import date

from zhijia.engines.indicators.definitions import get_indicators
from zhijia.engines.indicators.models import Part
from zhijia.engines.indicators.reading import Place, Reading, read_days
from zhijia.organisation.models import Union
from zhijia.services.statistics.models import FormKind, Return
from zhijia.services.statistics.queries import grassroots_below
from zhijia.services.statistics.rules.forms import FORMS, Cell


def compute(stat_return: Return) -> Mapping[str, int]:
    """By cell of the return's own form what the system counts. Those that do not count in its kind of union are zero."""
    union: Union = stat_return.union
    own = stat_return.form == FormKind.GRASSROOTS
    without = tuple(grassroots_below(union)) if own else ()
    cells = FORMS.computed(stat_return.form)
    found = _read(cells, Place(union.path, without), stat_return.survey.to_on)
    return {cell.code: found[cell.code] if cell.counts_in(union.kind) else 0 for cell in cells}


def compute_whole(stat_return: Return) -> Mapping[str, int]:
    """By cell of the grass-roots form what the system counts in the whole area; cells of some kinds only are left out."""
    cells = [cell for cell in FORMS.computed(FormKind.GRASSROOTS) if not cell.kinds]
    return _read(cells, Place(stat_return.union.path), stat_return.survey.to_on)


def _read(cells: Sequence[Cell], place: Place, on: date) -> Mapping[str, int]:
    """One query for all of them."""
    indicators = get_indicators(cell.source for cell in cells)
    readings = {code: days[-1] for code, days in read_days(indicators.values(), place=place, days=[on]).items()}
    return {cell.code: _part(readings[cell.source], cell.part) for cell in cells}


def _part(reading: Reading, part: str) -> int:
    return (reading.denominator or 0) if part == Part.DENOMINATOR else reading.numerator

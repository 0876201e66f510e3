"""A number by the units below a node: county, then town, and what hangs on the node itself."""

from dataclasses import dataclass
from datetime import date

from zhijia.engines.indicators.reading import Place, Reading, read_places
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import TERRITORIAL_KINDS, UnionKind

UNIT_KINDS = (*TERRITORIAL_KINDS, UnionKind.BUREAU, UnionKind.INDUSTRY_FEDERATION)
"""Kinds of union that are a line of their own; enterprise unions, branches and groups are found in the list."""


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a breakdown. `union` None: what hangs on the node itself and on none of the units."""

    union: Union | None
    place: Place
    reading: Reading


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A number and what it consists of: numerators and denominators of the lines add up to those of the whole."""

    whole: Reading
    shares: tuple[Share, ...]


def own_place(node: Union, units: list[Union]) -> Place:
    """The node without its units."""
    return Place(node.path, tuple(unit.path for unit in units))


def list_units(node: Union, *, on: date) -> list[Union]:
    """The units directly below a node that are in scope, in tree order; closed ones only on days when they were not."""
    units = Union.objects.filter(parent=node, kind__in=UNIT_KINDS).order_by("path")
    return [unit for unit in units if unit.closed_on is None or unit.closed_on > on]


def break_down(code: str, *, node: Union, on: date) -> Breakdown:
    """The indicator at the node and at each of its units on a day. Three queries, the numbers in one snapshot."""
    units = list_units(node, on=on)
    places = [Place(unit.path) for unit in units] + [own_place(node, units)]
    whole, *parts = read_places(code, places=[Place(node.path), *places], on=on)
    owners: list[Union | None] = [*units, None]
    shares = [Share(*line) for line in zip(owners, places, parts, strict=True)]
    if not units:
        return Breakdown(whole, ())
    return Breakdown(whole, tuple(share for share in shares if share.union or _counts(share.reading)))


def _counts(reading: Reading) -> bool:
    return bool(reading.numerator or reading.denominator or reading.reports)

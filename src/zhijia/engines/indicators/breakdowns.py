"""A number by the units below a node: county, then town, and what hangs on the node itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from zhijia.engines.indicators.definitions import Indicator
from zhijia.engines.indicators.reading import Place, Reading, read_places
from zhijia.engines.indicators.schema import LEVEL
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import TERRITORIAL_KINDS, UnionKind
from zhijia.organisation.scopes import Actor

UNIT_KINDS = (*TERRITORIAL_KINDS, UnionKind.BUREAU, UnionKind.INDUSTRY_FEDERATION)
"""Kinds of union that are a line of their own; enterprise unions, branches and groups are found in the list."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A node in scope, the unions between the actor's own and it (both included), and its units in tree order."""

    way: tuple[Union, ...]
    units: tuple[Union, ...]

    @property
    def node(self) -> Union:
        return self.way[-1]

    @property
    def rest(self) -> Place:
        """What hangs on the node itself and on none of its units."""
        return Place(self.node.path, tuple(unit.path for unit in self.units))


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a breakdown, with its history. `union` None: what hangs on the node itself."""

    union: Union | None
    history: tuple[Reading, ...]

    @property
    def reading(self) -> Reading:
        return self.history[-1]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A number and what it consists of: numerators and denominators of the lines add up to those of the whole."""

    whole: Share
    shares: tuple[Share, ...]


def get_scene(actor: Actor, path: str, *, on: date) -> Scene:
    """The node at a path and what lies around it on a day; not found outside the actor's subtree. One query."""
    if not path or not actor.covers(path):
        raise Http404
    way = [path[:end] for end in range(len(actor.path), len(path) + 1, LEVEL)]
    above = Union.objects.filter(path__in=way)
    below = Union.objects.filter(parent__path=path, kind__in=UNIT_KINDS)
    found = list((above | below).order_by("path"))
    if path not in {union.path for union in found}:
        raise Http404
    units = tuple(unit for unit in found if len(unit.path) > len(path) and _is_open(unit, on))
    return Scene(tuple(union for union in found if len(union.path) <= len(path)), units)


def break_down(indicator: Indicator, scene: Scene, *, days: Sequence[date]) -> Breakdown:
    """The indicator at the node and at each of its units on each of the days (ascending). One query."""
    places = [Place(scene.node.path), *(Place(unit.path) for unit in scene.units), scene.rest]
    whole, *parts = (tuple(history) for history in read_places(indicator, places=places, days=days))
    shares = [Share(union, history) for union, history in zip((*scene.units, None), parts, strict=True)]
    shown = tuple(share for share in shares if _is_shown(share)) if scene.units else ()
    return Breakdown(Share(scene.node, whole), shown)


def _is_open(unit: Union, on: date) -> bool:
    return unit.closed_on is None or unit.closed_on > on


def _is_shown(share: Share) -> bool:
    """Places stand in every breakdown, also with nothing; systems, industries and the node itself where they count."""
    is_place = share.union is not None and share.union.kind in TERRITORIAL_KINDS
    reading = share.reading
    return is_place or bool(reading.numerator or reading.denominator or reading.reports)

"""Lines over time. A value None leaves a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhijia.ui.charts.scales import Tick, label_room, nice_ticks
from zhijia.ui.wording import grouped


@dataclass(frozen=True, slots=True)
class TrendPoint:
    label: str
    value: float | None


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A line over equal steps of time, oldest first; `target` is a dashed line."""

    title: str
    points: tuple[TrendPoint, ...]
    unit: str = ""
    target: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the canvas and what it stands for."""

    x: float
    y: float
    label: str
    value: float


@dataclass(frozen=True, slots=True)
class PlacedTrend:
    """`paths` holds one SVG path for each stretch without a gap."""

    width: int
    height: int
    paths: tuple[str, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    left: float
    right: float
    bottom: float
    target_y: float | None
    first_label: str
    last_label: str


def _value_range(chart: TrendChart) -> tuple[float, float]:
    numbers = [point.value for point in chart.points if point.value is not None]
    if chart.target is not None:
        numbers.append(chart.target)
    return (min(numbers), max(numbers)) if numbers else (0, 1)


def place_trend(chart: TrendChart, *, width: int, height: int, last_words: str = "") -> PlacedTrend:
    """Line, ticks and target on a canvas with room for labels left (ticks), right (last value) and below (time)."""
    ticks = nice_ticks(*_value_range(chart))
    low, high = ticks[0], ticks[-1]
    left = max(48.0, 12 + max(label_room(grouped(tick)) for tick in ticks))
    right = width - max(72.0, 12 + label_room(last_words))
    top, bottom = 26.0, height - 28.0
    step = (right - left) / max(len(chart.points) - 1, 1)

    def y_of(value: float) -> float:
        return round(bottom - (value - low) / (high - low) * (bottom - top), 1)

    marks = [
        None if point.value is None else Mark(round(left + i * step, 1), y_of(point.value), point.label, point.value)
        for i, point in enumerate(chart.points)
    ]
    return PlacedTrend(
        width=width,
        height=height,
        paths=tuple(_paths(marks)),
        marks=tuple(mark for mark in marks if mark),
        ticks=tuple(Tick(y_of(value), value) for value in ticks),
        left=left,
        right=right,
        bottom=bottom,
        target_y=None if chart.target is None else y_of(chart.target),
        first_label=chart.points[0].label if chart.points else "",
        last_label=chart.points[-1].label if len(chart.points) > 1 else "",
    )


def place_spark(values: Sequence[float | None], *, width: int, height: int) -> tuple[str, ...]:
    """Paths of a sparkline: two pixels of room on every side, flat series in the middle."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    step = (width - 4) / max(len(values) - 1, 1)

    def y_of(value: float) -> float:
        return height / 2 if high == low else round(height - 2 - (value - low) / (high - low) * (height - 4), 1)

    marks = [
        None if value is None else Mark(round(2 + i * step, 1), y_of(value), "", value)
        for i, value in enumerate(values)
    ]
    return tuple(_paths(marks))


def _paths(marks: Sequence[Mark | None]) -> list[str]:
    paths: list[str] = []
    for before, mark in pairwise((None, *marks)):
        if mark is None:
            continue
        if before is None:
            paths.append(f"M{mark.x:g} {mark.y:g}h0")
        else:
            paths[-1] += f"L{mark.x:g} {mark.y:g}"
    return paths

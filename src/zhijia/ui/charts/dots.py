"""Dot plots: rows on one scale, now and before."""

from dataclasses import dataclass

from zhijia.ui.charts.scales import Tick, nice_ticks


@dataclass(frozen=True, slots=True)
class DotItem:
    """A row of a dot plot: the value now, and where it was before (hollow)."""

    label: str
    value: float | None
    before: float | None = None
    url: str = ""
    light: str = ""


@dataclass(frozen=True, slots=True)
class DotPlot:
    """Rows on one scale; `reference` is a vertical line with its own word (目标 95)."""

    title: str
    items: tuple[DotItem, ...]
    unit: str = ""
    reference: float | None = None
    reference_label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlacedDot:
    item: DotItem
    y: float
    x: float | None
    before_x: float | None


@dataclass(frozen=True, slots=True)
class PlacedDotPlot:
    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    dots: tuple[PlacedDot, ...]
    ticks: tuple[Tick, ...]
    reference_x: float | None


DOT_ROW, DOT_TOP, DOT_FOOT = 28, 24, 24


def place_dots(plot: DotPlot, *, width: int, label_width: int = 104) -> PlacedDotPlot:
    """One row of 28 px each under a line for the reference word; values are written right of the scale."""
    left, right = float(label_width), width - 64.0
    numbers = [number for item in plot.items for number in (item.value, item.before) if number is not None]
    if plot.reference is not None:
        numbers.append(plot.reference)
    scale = nice_ticks(min(numbers, default=0), max(numbers, default=1), wanted=4)
    low, high = scale[0], scale[-1]

    def x_of(value: float | None) -> float | None:
        return None if value is None else round(left + (value - low) / (high - low) * (right - left), 1)

    dots = tuple(
        PlacedDot(item, y=DOT_TOP + DOT_ROW * (i + 0.5), x=x_of(item.value), before_x=x_of(item.before))
        for i, item in enumerate(plot.items)
    )
    bottom = float(DOT_TOP + DOT_ROW * len(plot.items))
    return PlacedDotPlot(
        width=width,
        height=int(bottom) + DOT_FOOT,
        left=left,
        right=right,
        top=float(DOT_TOP),
        bottom=bottom,
        dots=dots,
        ticks=tuple(Tick(x_of(value) or left, value) for value in scale),
        reference_x=x_of(plot.reference),
    )

"""Horizontal bars and the meter: shares 0..1 of their width, because they stretch with the page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BarItem:
    """One bar. `target` is drawn as a tick on it; `light` colours it; `url` opens what it counts."""

    label: str
    value: float | None
    target: float | None = None
    url: str = ""
    light: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars on one zero baseline."""

    title: str
    items: tuple[BarItem, ...]
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlacedBar:
    item: BarItem
    share: float
    target_share: float | None


def place_bars(chart: BarChart) -> list[PlacedBar]:
    """Length of each bar and place of its target as a share of the longest. ValueError for a negative value."""
    numbers = [number for item in chart.items for number in (item.value, item.target) if number is not None]
    if any(number < 0 for number in numbers):
        raise ValueError("bars stand on a zero baseline: negative values need another chart")
    longest = max(numbers, default=0) or 1
    return [
        PlacedBar(
            item=item,
            share=(item.value or 0) / longest,
            target_share=None if item.target is None else item.target / longest,
        )
        for item in chart.items
    ]


def meter_share(value: float | None, *, target: float) -> float:
    """How much of the target is reached, 0..1. A target of zero counts as reached."""
    if target <= 0:
        return 1.0
    return min(1.0, max(0.0, (value or 0) / target))

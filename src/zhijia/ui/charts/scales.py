"""Round numbers for axes."""

from dataclasses import dataclass
from math import ceil, floor, log10

NICE_STEPS = (1, 2, 2.5, 5, 10)
SMALLEST_SPAN = 1e-6  # what differs by less is one value to a reader


WIDE = 14.0  # one Han character of a chart's label, in px
NARROW = 8.0  # one Latin letter, digit or mark


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    value: float


def label_room(words: str) -> float:
    """How wide a label is at most, in px; a drawing on the server cannot ask the font."""
    return sum(WIDE if character >= "\u2e80" else NARROW for character in words)


def nice_ticks(lowest: float, highest: float, *, wanted: int = 3) -> list[float]:
    """Round numbers, evenly apart, that enclose the range; at least two."""
    span = highest - lowest
    if span < SMALLEST_SPAN:
        span = max(abs(highest), 1)
    rough = span / wanted
    magnitude = 10.0 ** floor(log10(rough))
    step = next(factor * magnitude for factor in NICE_STEPS if factor * magnitude >= rough * 0.999)
    first, last = floor(lowest / step), ceil(highest / step)
    if first == last:
        last += 1
    return [round(number * step, 10) for number in range(first, last + 1)]

"""What a measure found: one figure each, and its line on the screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing. `value` is what is held to `limit`: at most that much, or at least where `is_floor`."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    is_floor: bool = False
    clock: str = ""
    note: str = ""

    @property
    def is_within(self) -> bool:
        """Whether it keeps its limit; without one it is only shown."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.is_floor else self.value <= self.limit

    def __str__(self) -> str:
        limit = "" if self.limit is None else f"{'≥' if self.is_floor else '≤'} {self.limit:g}"
        mark = "ok" if self.limit is not None and self.is_within else "" if self.is_within else "OVER"
        shown = f"{self.value:,.2f}".rstrip("0").rstrip(".") if self.value < 100 else f"{self.value:,.0f}"
        line = f"{self.name:<50} {shown:>10} {self.unit:<8} {limit:>9} {mark:<5} {self.clock:<34} {self.note}"
        return line.rstrip()

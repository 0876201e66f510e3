"""Timing something often enough to speak of its median and its slowest twentieth."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """One measured thing: milliseconds, and the limit it is held to (None: only shown)."""

    name: str
    median_ms: float
    p95_ms: float
    limit_ms: float | None = None
    note: str = ""

    @property
    def is_within(self) -> bool:
        return self.limit_ms is None or self.p95_ms <= self.limit_ms

    def __str__(self) -> str:
        limit = f" ≤ {self.limit_ms:g}" if self.limit_ms is not None else ""
        mark = "" if self.is_within else "  OVER"
        note = f"  {self.note}" if self.note else ""
        return f"{self.name:<52} {self.median_ms:9.2f} {self.p95_ms:9.2f}{limit:>9}{mark}{note}"


def measure(
    name: str, act: Callable[[], object], *, rounds: int, limit_ms: float | None = None, note: str = ""
) -> Figure:
    """Run `act` once to warm up and then `rounds` times; the figure holds median and 95th percentile."""
    act()
    times = sorted(_timed(act) for _ in range(rounds))
    return Figure(name, times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))], limit_ms, note)


def _timed(act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    return (perf_counter() - begun) * 1000

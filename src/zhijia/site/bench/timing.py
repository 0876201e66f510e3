"""Timing something often enough to speak of its median and its slowest twentieth."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import Pace


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds by the clock, in order of length, and how slow the machine was meanwhile."""

    sorted_ms: tuple[float, ...]
    slowness: float

    @property
    def median(self) -> float:
        return self.sorted_ms[len(self.sorted_ms) // 2]

    @property
    def p95(self) -> float:
        return self.sorted_ms[min(len(self.sorted_ms) - 1, int(len(self.sorted_ms) * 0.95))]

    def figure(self, name: str, *, limit_ms: float | None = None, note: str = "") -> Figure:
        """The slowest twentieth at the reference pace, held to a limit."""
        clock = f"{self.median:,.1f} / {self.p95:,.1f} ms, machine × {self.slowness:.1f}"
        return Figure(name, self.p95 / self.slowness, "ms p95", limit_ms, clock=clock, note=note)

    def typical(self, name: str, *, limit_ms: float | None = None, note: str = "") -> Figure:
        """The median at the reference pace, for what takes too long to be done many times."""
        clock = f"{self.median:,.0f} ms, machine × {self.slowness:.1f}"
        return Figure(name, self.median / self.slowness, "ms", limit_ms, clock=clock, note=note)


def time_rounds(act: Callable[[], object], *, rounds: int, warm_up: bool = True) -> Times:
    """Run `act` once to warm up and then `rounds` times, with the pace taken before each."""
    if warm_up:
        act()
    pace, times = Pace(), []
    for _ in range(rounds):
        pace.take()
        times.append(timed_ms(act))
    pace.take()
    return Times(tuple(sorted(times)), pace.slowness)


def timed_ms(act: Callable[[], object]) -> float:
    """Milliseconds that `act` takes by the clock."""
    begun = perf_counter()
    act()
    return (perf_counter() - begun) * 1000

"""How fast a plan is read."""

from collections.abc import Iterator

from zhijia.demo.planning import plan_text
from zhijia.demo.timeline import Timeline
from zhijia.services.plans.parsing import parse_plan
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import time_rounds

SIZES = ((5_000, 50.0, 20), (100_000, 1500.0, 3))


def measure_parsing(run: Run) -> Iterator[Figure]:
    """The demo plan, stretched to 5,000 and to 100,000 characters."""
    timeline = Timeline(run.today)
    text = plan_text(timeline)
    year = timeline.plan_year
    for size, limit, rounds in SIZES:
        stretched = (text * (size // len(text) + 1))[:size]
        times = time_rounds(lambda stretched=stretched: parse_plan(stretched, year=year), rounds=rounds)  # type: ignore[misc]
        yield times.figure(f"parse a plan of {size:,} characters", limit_ms=limit)

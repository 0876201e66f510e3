"""How fast a plan is read."""

from collections.abc import Iterator
from datetime import date

from zhijia.demo.planning import plan_text
from zhijia.demo.timeline import Timeline
from zhijia.services.plans.parsing import parse_plan
from zhijia.site.bench.timing import Figure, measure


def measure_parsing(today: date) -> Iterator[Figure]:
    """The demo plan, stretched to 5,000 and to 100,000 characters."""
    timeline = Timeline(today)
    text = plan_text(timeline)
    year = timeline.plan_year
    for size, limit, rounds in ((5_000, 50.0, 20), (100_000, 1500.0, 3)):
        stretched = (text * (size // len(text) + 1))[:size]
        yield measure(
            f"parse a plan of {size:,} characters",
            lambda stretched=stretched: parse_plan(stretched, year=year),  # type: ignore[misc]
            rounds=rounds,
            limit_ms=limit,
        )

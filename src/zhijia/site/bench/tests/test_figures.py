"""A figure keeps its limit or says that it is over, whatever else the machine is doing."""

import pytest

from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import REFERENCE_MS, Pace
from zhijia.site.bench.suites import NAMES, SUITES, chosen
from zhijia.site.bench.timing import Times, time_rounds


@pytest.mark.parametrize(
    ("value", "limit", "is_floor", "is_within"),
    [
        (60.0, 60.0, False, True),
        (60.1, 60.0, False, False),
        (100.0, 100.0, True, True),
        (99.9, 100.0, True, False),
        (9999.0, None, False, True),
    ],
)
def test_a_figure_is_held_to_its_limit(value: float, limit: float | None, is_floor: bool, is_within: bool) -> None:
    figure = Figure("a page", value, "ms p95", limit, is_floor)

    assert figure.is_within is is_within
    assert ("OVER" in str(figure)) is not is_within


def test_a_machine_three_times_slower_is_given_three_times_as_long() -> None:
    times = Times(tuple(float(n) for n in range(1, 101)), slowness=3.0)

    figure = times.figure("a page", limit_ms=32.0)

    assert (times.median, times.p95) == (51.0, 96.0)
    assert figure.value == pytest.approx(32.0)
    assert figure.is_within


def test_the_pace_is_the_middle_of_its_times() -> None:
    pace = Pace([REFERENCE_MS, REFERENCE_MS * 2, REFERENCE_MS * 50])

    assert pace.slowness == pytest.approx(2.0)


def test_what_is_timed_is_warmed_up_once_and_then_repeated() -> None:
    calls: list[int] = []

    times = time_rounds(lambda: calls.append(1), rounds=4)

    assert len(calls) == 5
    assert len(times.sorted_ms) == 4
    assert list(times.sorted_ms) == sorted(times.sorted_ms)


def test_what_writes_for_good_is_never_measured_in_somebodys_city() -> None:
    tracing = {suite.name for suite in SUITES if suite.leaves_traces}

    assert {"moves", "clocks"} <= tracing
    assert not tracing & {suite.name for suite in chosen([], in_own_city=False)}
    assert chosen(["moves"], in_own_city=False) == []
    assert [suite.name for suite in chosen([], in_own_city=True)] == list(NAMES)

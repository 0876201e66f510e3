"""The suite in several processes at once (pytest-xdist): what runs where, and what the first process hears of it."""

from collections import Counter
from typing import Any, Protocol

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

LEFT_OUT = pytest.StashKey[list[str]]()
"""One line for each reason why tests were left out."""
_NAME = "left_out"
AXE = "tests/journeys/test_axe.py"
TOGETHER = {
    "pages": (
        *("tests/surfaces/", "tests/guards/test_pages.py"),
        *("tests/attacks/test_entrance.py", "tests/attacks/test_moves.py", "tests/attacks/test_uploads.py"),
    ),
    "cities": (
        *("tests/journeys/", "tests/attacks/test_kill.py"),
        *("src/zhijia/demo/", "src/zhijia/site/bench/tests/test_city.py"),
    ),
}
"""Tests that look at the same answers of the same pages, or at the same demo city: made once where they stay together."""
LONG = ("pages", "cities", AXE, "src/zhijia/site/serving/", "src/zhijia/site/backups/")
"""What takes longer than its number of tests says: begun last, it would keep one process busy and let the other wait."""


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """The tests of a file stay in one process, those of `TOGETHER` too; as `put_the_longest_first` has put them."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


def scope_of(nodeid: str) -> str:
    """What stays in one process with this test. The pages that axe reads are none of the demo city."""
    shared = (name for name, places in TOGETHER.items() if nodeid.startswith(places) and not nodeid.startswith(AXE))
    return next(shared, nodeid.split("::", 1)[0])


def put_the_longest_first(items: list[pytest.Item]) -> None:
    """Order the scopes by what they take: those of `LONG`, then by the number of their tests."""
    sizes = Counter(scope_of(item.nodeid) for item in items)

    def place(item: pytest.Item) -> tuple[int, int, str]:
        scope = scope_of(item.nodeid)
        rank = next((n for n, long in enumerate(LONG) if scope.startswith(long)), len(LONG))
        return rank, -sizes[scope], scope

    items.sort(key=place)


class Worker(Protocol):
    """What pytest-xdist knows of a process that has ended."""

    config: pytest.Config


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Nothing was left out yet."""
    config.stash[LEFT_OUT] = []


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Which process runs what."""
    return ByFile(config, log)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells the first process what was left out: it collects for itself."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_NAME] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Worker) -> None:
    """The first process remembers it. Every worker says the same; one that crashed says nothing."""
    if output := getattr(node, "workeroutput", None):
        node.config.stash[LEFT_OUT] = output[_NAME]

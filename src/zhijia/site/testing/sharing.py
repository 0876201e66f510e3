"""The suite in several processes at once (pytest-xdist): what runs where, and what the first process hears of it."""

from typing import Any, Protocol

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

LEFT_OUT = pytest.StashKey[list[str]]()
"""One line for each reason why tests were left out."""
_NAME = "left_out"
PAGES = ("tests/surfaces/", "tests/guards/test_pages.py")
"""Tests that look at the same answers of the same pages: each is opened once where they stay together."""


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """The tests of a file stay in one process, those of `PAGES` too; the largest go first."""

    def _split_scope(self, nodeid: str) -> str:
        return PAGES[0] if nodeid.startswith(PAGES) else nodeid.split("::", 1)[0]


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

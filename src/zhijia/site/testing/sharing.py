"""The suite in several processes at once (pytest-xdist): which tests stay together, and what the first process hears.

Tests of one file stay together, so that what they share is built once; a marker `xdist_group` says otherwise.
"""

from typing import Protocol

import pytest

LEFT_OUT = pytest.StashKey[list[str]]()
"""One line for each reason why tests were left out."""
_NAME = "left_out"


class Worker(Protocol):
    """What pytest-xdist knows of a process that has ended."""

    config: pytest.Config


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Nothing was left out yet."""
    config.stash[LEFT_OUT] = []


@pytest.hookimpl(trylast=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    """A file is a group, unless its tests have groups of their own."""
    if item.get_closest_marker("xdist_group") is None:
        item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


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

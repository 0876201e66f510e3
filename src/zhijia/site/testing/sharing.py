"""The suite in several processes at once (pytest-xdist): what the first process hears from the others."""

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

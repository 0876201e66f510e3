"""The pytest plugin of the project. It is imported before Django's settings are, and gives tests a home of their own.

`--all` adds the tests marked `slow`; those marked `browser` are left out, and said to be, where no Chromium is found.
"""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import hypothesis
import pytest

from zhijia.site.testing import effort, sharing
from zhijia.site.testing.chromium import find_chromium
from zhijia.site.translating.catalogue import compile_if_stale

CHECKOUT = Path(__file__).resolve().parents[4]
FIXTURES = ("zhijia.site.testing.fixtures", "zhijia.organisation.tests.standing", "zhijia.demo.tests.founded")

for _name in [name for name in os.environ if name.startswith("ZHIJIA_") and name.endswith("_URL")]:
    if not _name.startswith("ZHIJIA_TEST_"):
        del os.environ[_name]
# Each process has a server of its own: what is settled in the log is known by the transactions of the whole server.
_HOME = Path(os.environ.get("ZHIJIA_TEST_HOME") or CHECKOUT / ".var" / "test")
os.environ["ZHIJIA_HOME"] = str(_HOME / os.environ.get("PYTEST_XDIST_WORKER", ""))
os.environ["ZHIJIA_PROTECTION"] = str(_HOME / "protection")  # workers may share a template, and so its keys
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # to rewrite the assertions of every file is half of a collection
sys.dont_write_bytecode = False
os.environ["FAIL_INVALID_TEMPLATE_VARS"] = "1"  # pytest-django's: a template that names nothing fails the test


effort.register_profiles(derandomize="CI" in os.environ)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--all` for the slow matrix."""
    parser.getgroup("zhijia").addoption("--all", action="store_true", help="also run the tests marked slow")


def pytest_configure(config: pytest.Config) -> None:
    """Register the fixtures after pytest-django's, which they replace."""
    if config.getoption("--all"):
        hypothesis.settings.load_profile(effort.ALL)
    compile_if_stale()
    (Path(os.environ["ZHIJIA_HOME"]) / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns without it
    config.pluginmanager.register(sharing)
    for name in FIXTURES:
        config.pluginmanager.import_plugin(name)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here or was not asked for, and remember why."""
    if not config.getoption("--all"):
        _leave_out(config, items, "slow", "{count} slow tests left out; ./run test --all runs them.")
    if find_chromium(os.environ) is None:
        reason = (
            "{count} browser journeys left out: no Chromium found. "
            "Install one (Debian: apt-get install chromium) or name it in ZHIJIA_CHROMIUM."
        )
        _leave_out(config, items, "browser", reason)
    if hasattr(config, "workerinput"):
        sharing.put_the_longest_first(items)


def pytest_collection_finish() -> None:
    """All that was imported stays: a look for garbage need not go through it, nor after every few hundred objects (a tenth
    of a test's time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out, one line each."""
    for line in config.stash[sharing.LEFT_OUT]:
        terminalreporter.write_line(line)


def _leave_out(config: pytest.Config, items: list[pytest.Item], marker: str, reason: str) -> None:
    left_out: Sequence[pytest.Item] = [item for item in items if item.get_closest_marker(marker)]
    if not left_out:
        return
    items[:] = [item for item in items if item not in set(left_out)]
    config.hook.pytest_deselected(items=left_out)
    config.stash[sharing.LEFT_OUT].append(reason.format(count=len(left_out)))

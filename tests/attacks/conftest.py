"""A real service on a home of its own, to be killed."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.service import DEMO, Service, start


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """`zhijia demo` with a small city on a free port; killed and started again by the tests, ended after them."""
    folder = Path(tempfile.mkdtemp(prefix="zj-"))
    running = start(folder / "home", *DEMO)
    yield running
    running.end()
    shutil.rmtree(folder)

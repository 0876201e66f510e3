"""A real service on a home of its own, to be killed."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.service import Service, start_demo


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """`zhijia demo` with a small city on a free port; killed and started again by the tests, ended after them."""
    folder = Path(tempfile.mkdtemp(prefix="zj-"))
    running = start_demo(folder / "home")
    yield running
    running.end()
    shutil.rmtree(folder)

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.test import override_settings

from zhijia.trail import kinds, subscribers
from zhijia.trail.tests.notes import KIND


@pytest.fixture(autouse=True)
def declared() -> Iterator[None]:
    """A kind of the tests' own, and no subscriber."""
    with patch.dict(kinds._kinds, {KIND.code: KIND}), patch.dict(subscribers._subscribers, clear=True):
        yield


@pytest.fixture(autouse=True)
def sealing_folder(tmp_path: Path) -> Iterator[Path]:
    """Keys of this test's own."""
    folder = tmp_path / "sealing"
    with override_settings(SEALING_FOLDER=folder):
        yield folder

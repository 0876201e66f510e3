from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from zhijia.engines.cases.tests.conftest import case, flow
from zhijia.engines.documents.issuing.registry import DocumentTemplate
from zhijia.engines.documents.tests.letters import registered_letter

__all__ = ["case", "file_store", "flow"]


@pytest.fixture(autouse=True)
def file_store(tmp_path: Path) -> Iterator[Path]:
    """A store of its own for each test; returns its folder."""
    here = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    with override_settings(STORAGES={**settings.STORAGES, "default": here}):
        yield tmp_path / "attachments"


@pytest.fixture
def letter(tmp_path: Path) -> Iterator[DocumentTemplate]:
    """The template of tests is registered."""
    with registered_letter(tmp_path) as template:
        yield template

"""Where static files are found in a page: every page names twenty of them, and their addresses never change."""

from functools import cached_property

from django.contrib.staticfiles.storage import StaticFilesStorage


class RememberingStorage(StaticFilesStorage):
    """Works each address out once a process."""

    @cached_property
    def _urls(self) -> dict[str, str]:
        return {}

    def url(self, name: str | None) -> str:
        """The address of a file."""
        known = self._urls.get(name or "")
        if known is None:
            known = self._urls[name or ""] = super().url(name)
        return known

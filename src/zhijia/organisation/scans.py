"""The scan of a paper as rows of this package keep it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned paper: its bytes lie in the store of files, by their hash."""

    filename: str
    content_type: str
    sha256: str

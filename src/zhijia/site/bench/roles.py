"""The bench as a role of the database other than the application's, and in a database other than the product's."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

LOGIN = ("USER", "PASSWORD")


@contextmanager
def as_batch() -> Iterator[None]:
    """Let the default connection be that of jobs."""
    connections.close_all()
    default, batch = connections.settings["default"], connections.settings["batch"]
    before = {key: default[key] for key in LOGIN}
    default.update({key: batch[key] for key in LOGIN})
    yield
    connections.close_all()
    default.update(before)


def use_database(name: str) -> None:
    """Point every connection at another database of the same server."""
    connections.close_all()
    for alias in connections.settings:
        connections.settings[alias]["NAME"] = name

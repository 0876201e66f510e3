"""Work of a person that outlives her request: a job does it under the application's own login.

The role for jobs sees and writes every row. What is done for somebody must be bound by her scope as a page would be, also
where the code errs, so inside `as_application` the default connection is the application's and row security holds.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import load_backend

APPLICATION = "application"
"""The alias that a process of jobs has beside its own default, see `zhijia.site.postgres.databases`."""


@contextmanager
def as_application() -> Iterator[None]:
    """Inside, the default connection of this thread is the application's; elsewhere than in a job it is that already.

    Enter it outside any transaction. Opens one connection and closes it at the end.
    """
    if APPLICATION not in connections.settings:
        yield
        return
    jobs = connections[DEFAULT_DB_ALIAS]
    settings = connections.settings[APPLICATION]
    own = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = own
    try:
        yield
    finally:
        own.close()
        connections[DEFAULT_DB_ALIAS] = jobs

"""How a process of its own begins to work on a roster: forked from one that has read the models and never had a thread."""

from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from typing import Any

from django.db import connections

PRELOADED = "zhijia.services.organising.intake.preloading"


def forked() -> ForkServerContext:
    """Where such processes come from. polars has threads, so that a process that worked with it may not be forked."""
    context = get_context("forkserver")
    context.set_forkserver_preload([PRELOADED])
    return context


def prepare_to_fork() -> None:
    """Let the process that others are forked from begin to read the models, while this one reads the upload."""
    forked()
    forkserver.ensure_running()


def begin(login: dict[str, Any]) -> None:
    """Work under the login of the process that called this one."""
    connections.settings["default"].update(login)  # in place: a connection may have been made, though not opened

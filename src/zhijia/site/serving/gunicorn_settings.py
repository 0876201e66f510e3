"""How gunicorn serves the product. Chosen by measurement: threads in few processes, no event loop."""

import os
from contextlib import ExitStack
from typing import Any

from zhijia.site.postgres import ensure_running, uses_embedded_server
from zhijia.site.secrets import home_folder
from zhijia.site.serving.tether import end_with_parent

worker_class = "gthread"
threads = 8
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
loglevel = "warning"
control_socket_disable = True

# Time, method, path, status, length, milliseconds: no query string, no address, no person.
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)s"
logconfig_dict = {
    "root": {"level": "WARNING", "handlers": []},
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {
        "requests": {
            "class": "zhijia.site.serving.request_log.DailyFile",
            "folder": str(home_folder(os.environ) / "log"),
            "formatter": "plain",
        }
    },
    "loggers": {"gunicorn.access": {"level": "INFO", "handlers": ["requests"], "propagate": False}},
}

_held = ExitStack()


def on_starting(server: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """Hang on to the parent, and hold the database: if the parent is killed, the last of us stops it."""
    end_with_parent()
    if uses_embedded_server(os.environ):
        _held.enter_context(ensure_running(home_folder(os.environ)))


def on_exit(server: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """After the last request."""
    _held.close()

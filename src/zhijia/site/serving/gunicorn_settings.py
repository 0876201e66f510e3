"""How gunicorn serves the product. Chosen by measurement: threads in few processes, no event loop."""

import os
from typing import Any

from zhijia.site.secrets import home_folder
from zhijia.site.serving.tether import end_with_parent

LOG_LIMIT = 20 * 1024 * 1024

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
_log_folder = home_folder(os.environ) / "log"
accesslog = str(_log_folder / "access.log")


def on_starting(server: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """Before the first request: keep the log within bounds and hang on to the parent."""
    end_with_parent()


def _turn_log_over() -> None:
    _log_folder.mkdir(parents=True, exist_ok=True)
    log = _log_folder / "access.log"
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(_log_folder / "access.log.1")


_turn_log_over()

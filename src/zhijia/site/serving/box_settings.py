"""How gunicorn serves the ballot box: nothing is logged, because every line would say when somebody came, or from where."""

from typing import Any

from zhijia.site.serving.tether import end_with_parent

worker_class = "gthread"
workers = 2
threads = 32
timeout = 60
graceful_timeout = 10
keepalive = 5
accesslog = None
loglevel = "critical"
"""Warnings of gunicorn name the address of whoever sent what is no request."""
control_socket_disable = True


def on_starting(server: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """Hang on to the parent."""
    end_with_parent()

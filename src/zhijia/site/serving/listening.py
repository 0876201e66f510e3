"""The address that the web server answers on."""

import socket
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from ssl import create_default_context

PORTS_TRIED = 50
ANSWER_SECONDS = 5.0
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - translated for the person who opens the page


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on `port` or, where that is taken, on the next free one. OSError if none of fifty is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + PORTS_TRIED - 1):
        try:
            return socket.create_server((host, candidate), family=family, backlog=1024)
        except OSError as error:
            if candidate < 1024 and isinstance(error, PermissionError):
                raise
    return socket.create_server((host, port + PORTS_TRIED - 1), family=family, backlog=1024)


def address(listener: socket.socket) -> tuple[str, int]:
    """Host and port that a browser on this machine can open."""
    host, port = listener.getsockname()[:2]
    return ANY_ADDRESS.get(host, host), port


def answers(host: str, port: int, *, trusted: Path | None = None) -> bool:
    """Whether the first page comes now, whatever it says. A server that still starts makes us wait a little.

    `trusted` is the certificate that the server must show; without one it is asked in the clear.
    """
    connection = HTTPConnection(host, port, timeout=ANSWER_SECONDS)
    if trusted:
        context = create_default_context(cafile=str(trusted))
        connection = HTTPSConnection(host, port, timeout=ANSWER_SECONDS, context=context)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True

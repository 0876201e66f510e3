"""How a process of its own begins to work on a roster. Nothing here may need the models: it is read before they are loaded."""

from typing import Any

import django
from django.db import connections


def begin(login: dict[str, Any]) -> None:
    """Load the models and work under the login of the process that called this one."""
    django.setup()
    connections.settings["default"].update(login)  # in place: a connection may have been made, though not opened

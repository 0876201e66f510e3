"""The stamps of the invented city: nobody sits there to enter a passphrase, so it lies in a file. Never for a real vote."""

import os
import secrets
from pathlib import Path


def demo_passphrase(home: Path) -> Path:
    """The file with the passphrase of both stamps, made the first time."""
    path = home / "stampers" / "demo.passphrase"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24))
    return path

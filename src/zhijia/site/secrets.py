"""Where an installation keeps its own files, and the key that signs its sessions."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def home_folder(environ: Mapping[str, str]) -> Path:
    """The folder for data, files and keys: `ZHIJIA_HOME`, else `.var` below the checkout or the working folder."""
    if chosen := environ.get("ZHIJIA_HOME"):
        return Path(chosen).absolute()
    checkout = Path(__file__).resolve().parents[3]
    base = checkout if (checkout / "pyproject.toml").exists() else Path.cwd()
    return base / ".var"


def secret_key(home: Path, environ: Mapping[str, str]) -> str:
    """`ZHIJIA_SECRET_KEY`, else the key kept in the home folder, made on first use and readable by its owner only."""
    if given := environ.get("ZHIJIA_SECRET_KEY"):
        return given
    path = home / "secret.key"
    try:
        return path.read_text()
    except FileNotFoundError:
        return _make_key(path)


def _make_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_urlsafe(48)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(f"cannot write {path}: {error}") from error
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key

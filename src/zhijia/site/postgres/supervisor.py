"""Who needs the server keeps it: it starts with the first holder and stops with the last.

Two locks of the operating system, dropped by it when a process dies in whatever way:

* `start.lock`, exclusive, while somebody starts, adopts or stops the server;
* `holders.lock`, shared, one by each holder. Who can take it alone is the last.

A holder killed without warning leaves the server running; the next holder adopts it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from zhijia.site.console import say
from zhijia.site.postgres.cluster import (
    await_status_change,
    choose_socket_folder,
    clear_socket_folder,
    initialise,
    start,
    stop,
)
from zhijia.site.postgres.confinement import Confinement, choose_confinement
from zhijia.site.postgres.endpoint import SUPERUSER, Endpoint
from zhijia.site.postgres.errors import ServerUnavailableError
from zhijia.site.postgres.postmaster import find_postmaster
from zhijia.site.postgres.provision import create_database, create_roles, grant_access


class Holding:
    """A running server and the promise that it runs until `release`. Use it as a context manager or call `release`."""

    def __init__(self, folder: Path, *, is_durable: bool) -> None:
        self._folder = folder
        self._is_durable = is_durable
        with _exclusive(folder / "start.lock"):
            self.endpoint = self._bring_up()
            self._claim = os.open(folder / "holders.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._claim, fcntl.LOCK_SH)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()

    @property
    def admin(self) -> str:
        """Connection string of the superuser, for provisioning and for tests."""
        return self.endpoint.conninfo(SUPERUSER, database="postgres")

    def revive(self) -> bool:
        """Start the server again if it died under us; True if it had."""
        with _exclusive(self._folder / "start.lock"):
            if find_postmaster(self._confinement.data):
                return False
            self.endpoint = self._bring_up()
            return True

    def release(self) -> None:
        """Give the server up; the last holder stops it."""
        with _exclusive(self._folder / "start.lock"):
            os.close(self._claim)
            if not _has_holders(self._folder / "holders.lock"):
                stop(self._confinement.data)
                clear_socket_folder(self._confinement, Path(self.endpoint.socket_folder))

    def _bring_up(self) -> Endpoint:
        self._confinement = choose_confinement(self._folder)
        data = self._confinement.data
        path = self._folder / "endpoint.json"
        endpoint = Endpoint.read(path)
        for passing in ("starting", "stopping"):
            await_status_change(data, passing)
        if endpoint and find_postmaster(data):
            return endpoint
        endpoint = _prepare(self._confinement, path, endpoint)
        start(self._confinement, Path(endpoint.socket_folder), is_durable=self._is_durable)
        _provision(endpoint)
        return endpoint


def ensure_running(home: Path, *, is_durable: bool = True) -> Holding:
    """Hold the embedded server of `home`, starting, recovering or adopting it as needed.

    Raises ServerUnavailableError with a sentence. `is_durable=False` trades safety for speed: throw-away data only.
    """
    folder = home / "postgres"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Holding(folder, is_durable=is_durable)
    except PermissionError as error:
        sentence = say("{path} 属于另一个用户：请用该用户启动，或把 ZHIJIA_HOME 设为您自己的文件夹。")
        raise ServerUnavailableError(sentence.format(path=error.filename)) from error


def _prepare(confinement: Confinement, path: Path, endpoint: Endpoint | None) -> Endpoint:
    if endpoint is None and confinement.data.exists():
        sentence = say("{data} 中有数据，但口令文件 {path} 不见了：请从备份中找回该文件。")
        raise ServerUnavailableError(sentence.format(data=confinement.data, path=path))
    socket_folder = choose_socket_folder(confinement, endpoint.socket_folder if endpoint else "")
    endpoint = endpoint.completed().moved_to(socket_folder) if endpoint else Endpoint.invent(socket_folder)
    endpoint.write(path)
    if not confinement.data.exists():
        initialise(confinement, endpoint.passwords[SUPERUSER])
    return endpoint


def _provision(endpoint: Endpoint) -> None:
    admin = endpoint.conninfo(SUPERUSER, database="postgres")
    create_roles(admin, endpoint.passwords)
    create_database(admin, endpoint.database)
    grant_access(admin, endpoint.database)


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _has_holders(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False

"""Real servers in folders of their own, held by real processes."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from zhijia.site.postgres import Endpoint, endpoint_path, ensure_running
from zhijia.site.postgres.cluster import stop
from zhijia.site.postgres.confinement import service_folder_of
from zhijia.site.postgres.postmaster import Postmaster, find_postmaster
from zhijia.site.postgres.roles import OWNER
from zhijia.site.testing.memory import memory_folder

PATIENCE = 60


@dataclass
class Holder:
    """A process that holds the server of `home`."""

    home: Path
    process: subprocess.Popen[str]
    said: str = ""

    def await_ready(self) -> None:
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline().strip()

    def end(self, order: signal.Signals | None = None) -> int:
        """Close its input, or send it a signal, and wait."""
        if order:
            self.process.send_signal(order)
            self.process.wait(PATIENCE)
        self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


@dataclass
class Ground:
    """Starts holders and finds servers; everything it started is stopped after the test."""

    home: Path
    holders: list[Holder] = field(default_factory=list)

    def hold(
        self, *, home: Path | None = None, environ: Mapping[str, str] | None = None, prefix: tuple[str, ...] = ()
    ) -> Holder:
        """Start a holder of `home` and wait until it has the server."""
        place = home or self.home
        command = [*prefix, sys.executable, "-m", "zhijia.site.postgres.tests.holder", str(place)]
        process = subprocess.Popen(
            command, env={**os.environ, **(environ or {})}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        holder = Holder(place, process)
        self.holders.append(holder)
        holder.await_ready()
        return holder

    def data(self, home: Path | None = None) -> Path:
        folder = (home or self.home) / "postgres"
        moved = service_folder_of(folder) / "data"
        return moved if moved.exists() else folder / "data"

    def server(self, home: Path | None = None) -> Postmaster | None:
        return find_postmaster(self.data(home))

    def endpoint(self, home: Path | None = None) -> Endpoint:
        found = Endpoint.read(endpoint_path(home or self.home))
        assert found is not None
        return found

    def connect(self, home: Path | None = None) -> psycopg.Connection:
        """As the owner of the schema."""
        return psycopg.connect(self.endpoint(home).conninfo(OWNER), autocommit=True)

    def clear(self) -> None:
        for holder in self.holders:
            assert holder.process.stdout is not None
            if not holder.process.stdout.closed:
                holder.end()
        for home in {self.home, *(holder.home for holder in self.holders)}:
            stop(self.data(home))
            shutil.rmtree(service_folder_of(home / "postgres"), ignore_errors=True)


def _short_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="zj-", dir=memory_folder()))


@pytest.fixture(scope="session")
def made_home() -> Iterator[Path]:
    """A home whose cluster was made once, to be copied: making one takes half a second."""
    folder = _short_folder()
    ensure_running(folder / "home").release()
    yield folder / "home"
    shutil.rmtree(folder)


@pytest.fixture
def empty_ground() -> Iterator[Ground]:
    """A short, private folder for the test's servers."""
    folder = _short_folder()
    ground = Ground(folder / "home")
    yield ground
    ground.clear()
    shutil.rmtree(folder)


@pytest.fixture
def ground(empty_ground: Ground, made_home: Path) -> Ground:
    """The same with a cluster in its home."""
    shutil.copytree(made_home, empty_ground.home)
    return empty_ground
